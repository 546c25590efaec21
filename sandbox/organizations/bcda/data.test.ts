// What an export delivers: E-B13 to E-B16 and E-B18 of the organization contract.
import { request as send } from 'node:http'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { lastLoad } from '@/sandbox/people/numbers/calendar'
import { diagnosticsOf, openBench, setOf, tell } from './testing'
import type { Bench, Manifest } from './testing'

let bench: Bench
let token: string
const small = setOf('simple XS')
const set = setOf('advanced XS')
const reach = setOf('REACH XS')
const weekMs = 7 * 86_400_000

beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  bench.begin()
  // Exports of this file come one after the other, and each takes eleven minutes.
  bench.controls.behave({ bcdaTokenSeconds: 30 * 86_400 })
  token = await bench.tokenOf(set)
})
afterAll(() => bench.sandbox.stop())

const firstOf = (manifest: Manifest) => manifest.output[0]?.url ?? ''
const asFields = (line: string): Record<string, unknown> => Object(JSON.parse(line))
const idsOf = (lines: readonly string[]) => lines.map(line => String(asFields(line)['id']))
const patientsOf = async (path: string, by = token) => bench.linesOf(firstOf(await bench.export(path, by)), by)

/** Files by type. */
function counts({ output }: Manifest): Record<string, number> {
  const counted: Record<string, number> = {}
  for (const { type } of output) counted[type] = (counted[type] ?? 0) + 1
  return counted
}

describe('E-B13 a file', () => {
  it('comes packed with an empty member behind it, or as it is, and never with a length', async () => {
    const file = firstOf(await bench.export('/api/v2/Patient/$export?_type=Patient', token))
    const plain = await tell(file, { token })
    expect(plain.headers).toMatchObject({ connection: 'close', 'content-type': 'application/fhir+ndjson' })
    expect([plain.headers['content-encoding'], plain.headers['content-length'], plain.headers['transfer-encoding']]).toEqual([undefined, undefined, 'chunked'])
    const packed = await tell(file, { token, headers: { 'accept-encoding': 'br, gzip;q=0' } })
    expect([packed.headers['content-encoding'], packed.headers['content-length']]).toEqual(['gzip', undefined])
    const empty = gzipSync('')
    expect(packed.bytes.subarray(-empty.length).equals(empty)).toBe(true)
    expect(gunzipSync(packed.bytes.subarray(0, -empty.length)).equals(plain.bytes)).toBe(true)
    expect(plain.text.endsWith('}\n')).toBe(true)
  })

  it('even a short one has no length', async () => {
    const { error } = await bench.export('/api/v3/Patient/$export?_type=ExplanationOfBenefit', token)
    const told = await tell(error[0]?.url ?? '', { token })
    expect([told.headers['content-length'], told.text.split('\n').length]).toEqual([undefined, 2])
  })

  it('is the same each time, and the same for another export of the week', async () => {
    const first = await bench.export('/api/v2/Patient/$export?_type=Coverage', token)
    const second = await bench.export('/api/v2/Patient/$export?_type=Coverage', token)
    const [one, again, other] = await Promise.all([firstOf(first), firstOf(first), firstOf(second)].map(url => tell(url, { token })))
    expect(one?.bytes.equals(again?.bytes ?? Buffer.alloc(0))).toBe(true)
    expect(one?.bytes.equals(other?.bytes ?? Buffer.alloc(0))).toBe(true)
    expect(firstOf(first)).not.toBe(firstOf(second))
  })

  it('is not made any further when its reader has left', async () => {
    const { output } = await bench.export('/api/v2/Patient/$export?_type=ExplanationOfBenefit', token)
    const { streams } = bench.bcda.turn
    await new Promise<void>((resolve, reject) => {
      const outgoing = send(output[0]?.url ?? '', { headers: { authorization: `Bearer ${token}` }, agent: false }, answer => {
        answer.once('readable', () => {
          expect(streams().open).toBe(1)
          answer.destroy()
          resolve()
        })
      })
      outgoing.on('error', reject)
      outgoing.end()
    })
    await expect.poll(() => streams().open).toBe(0)
  })
})

describe('E-B14 the sets', () => {
  it.each<[string, Record<string, number>]>([
    ['simple XS', { Patient: 1, ExplanationOfBenefit: 1, Coverage: 1 }],
    ['advanced XS', { Patient: 1, ExplanationOfBenefit: 2, Coverage: 1 }],
    ['REACH XS', { Patient: 1, ExplanationOfBenefit: 3, Coverage: 1, Claim: 1, ClaimResponse: 1 }],
    ['advanced L', { Patient: 2, ExplanationOfBenefit: 200, Coverage: 3 }],
    ['REACH L', { Patient: 3, ExplanationOfBenefit: 220, Coverage: 3, Claim: 3, ClaimResponse: 3 }],
    ['simple XL', { Patient: 6, ExplanationOfBenefit: 600, Coverage: 8 }],
  ])('%s has as many files as published', async (name, expected) => {
    const by = await bench.tokenOf(setOf(name))
    expect(counts(await bench.export('/api/v2/Patient/$export', by))).toEqual(expected)
  })

  it('versions 1 and 3 have no Claim, not even for those who may see it', async () => {
    const by = await bench.tokenOf(reach)
    const expected = { Patient: 1, ExplanationOfBenefit: 3, Coverage: 1 }
    expect(counts(await bench.export('/api/v1/Patient/$export', by))).toEqual(expected)
    expect(counts(await bench.export('/api/v3/Patient/$export', by))).toEqual(expected)
  })

  it('Observation is accepted in version 1, and there is none', async () => {
    expect((await bench.export('/api/v1/Patient/$export?_type=Observation', token)).output).toEqual([])
  })

  it('everybody stands in the file of patients once, under a negative number, with an invented Medicare number', async () => {
    const lines = await patientsOf('/api/v2/Patient/$export?_type=Patient')
    const ids = idsOf(lines)
    expect([lines.length, new Set(ids).size, ids.every(id => /^-\d+$/.test(id))]).toEqual([100, 100, true])
    expect(lines.every(line => /"system":"http:\/\/hl7\.org\/fhir\/sid\/us-mbi","value":"1S00[A-Z0-9]{7}"/.test(line))).toBe(true)
  })

  it('the last file of a large set holds the rest', async () => {
    const by = await bench.tokenOf(setOf('REACH L'))
    const { output } = await bench.export('/api/v3/Patient/$export?_type=Patient', by)
    expect((await bench.linesOf(output[2]?.url ?? '', by)).length).toBe(1_000)
  })

  it('claims of fifty people are of the published size, and each belongs to somebody in the file of patients', async () => {
    const by = await bench.tokenOf(small)
    const manifest = await bench.export('/api/v2/Patient/$export?_type=ExplanationOfBenefit,Patient', by)
    const people = new Set(idsOf(await bench.linesOf(firstOf(manifest), by)).map(id => `Patient/${id}`))
    const { bytes, text } = await tell(manifest.output[1]?.url ?? '', { token: by })
    expect(bytes.length).toBeGreaterThan(20_000_000)
    expect(bytes.length).toBeLessThan(35_000_000)
    const claims = text.split('\n').slice(0, -1).map(asFields)
    expect(new Set(claims.map(it => it['id'])).size).toBe(claims.length)
    expect(claims.every(it => people.has(String(Object(it['patient']).reference)))).toBe(true)
    // What is older than the stamp of early 2020 carries it.
    const moments = claims.map(it => String(Object(it['meta']).lastUpdated).slice(0, 10)).toSorted()
    expect(moments[0]).toBe('2020-01-01')
    expect(moments.some(day => day > '2020-01-01' && day < '2020-02-12')).toBe(false)
  })

  it('a Claim and its ClaimResponse name each other and are of the published sizes', async () => {
    const by = await bench.tokenOf(reach)
    const { output } = await bench.export('/api/v2/Patient/$export?_type=Claim,ClaimResponse', by)
    const [asked = [], answered = []] = await Promise.all(output.map(({ url }) => bench.linesOf(url, by)))
    expect(asked.length).toBeGreaterThan(50)
    expect(answered.map(line => Object(asFields(line)['request']).reference)).toEqual(idsOf(asked).map(id => `Claim/${id}`))
    const mean = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length, 0) / lines.length
    expect(mean(asked)).toBeGreaterThan(2_900)
    expect(mean(asked)).toBeLessThan(6_800)
    expect(mean(answered)).toBeGreaterThan(1_200)
    expect(mean(answered)).toBeLessThan(2_600)
  })

  it('version 1 speaks STU3: other names for members, money with a code system, no profile', async () => {
    const manifest = await bench.export('/api/v1/Patient/$export', await bench.tokenOf(small))
    const by = await bench.tokenOf(small)
    const [patient, claim, coverage] = await Promise.all(
      manifest.output.map(async ({ url }) => (await bench.beginningOf(url, by)).find(line => !/"id":"(?!carrier|-|part-)/.test(line.slice(0, 60))) ?? ''),
    )
    expect(coverage).toContain('"grouping":{"subGroup":"Medicare","subPlan":"Part A"}')
    expect(claim).toContain('"diagnosisLinkId":[')
    expect(claim).toContain('"system":"urn:iso:std:iso:4217","code":"USD"')
    expect(Object(asFields(claim ?? '')['insurance']).coverage.reference).toMatch(/^Coverage\/part-[ab]--\d+$/)
    for (const line of [patient, claim, coverage]) expect(line).not.toMatch(/"profile"|"currency":"|productOrService|terminology\.hl7\.org|us-core/)
  })
})

describe('E-B15 _since', () => {
  const since = (ms: number) => `_since=${new Date(ms).toISOString()}`
  const loadedMs = lastLoad(Date.now())

  it('leaves out whatever was not touched after that moment, and empty files altogether', async () => {
    const justNow = await bench.export(`/api/v2/Patient/$export?${since(bench.controls.clock.now())}`, token)
    expect(justNow.output).toEqual([])
    const from = Date.UTC(2026, 0, 1)
    const { output } = await bench.export(`/api/v2/Patient/$export?_type=ExplanationOfBenefit&${since(from)}`, token)
    const moments = (await bench.linesOf(output[0]?.url ?? '', token)).map(line => Date.parse(Object(asFields(line)['meta']).lastUpdated))
    expect(moments.length).toBeGreaterThan(0)
    expect(Math.min(...moments)).toBeGreaterThan(from)
  })

  it('the moment itself is left out, as it was in the export before', async () => {
    const path = (ms: number) => `/api/v2/Patient/$export?_type=Patient&${since(ms)}`
    expect((await bench.export(path(loadedMs), token)).output).toEqual([])
    expect((await bench.export(path(loadedMs - 1), token)).output.length).toBe(1)
  })

  it('brings what came in a week, and nothing else, after the export before', async () => {
    const { transactionTime } = await bench.export('/api/v2/Patient/$export?_type=Patient', token)
    bench.controls.clock.advance(weekMs)
    token = await bench.tokenOf(set)
    const { output } = await bench.export(`/api/v2/Patient/$export?_since=${transactionTime}`, token)
    expect(new Set(output.map(({ type }) => type))).toEqual(new Set(['ExplanationOfBenefit']))
    const news = await bench.linesOf(output[0]?.url ?? '', token)
    expect(news.length).toBeGreaterThan(5)
    expect(news.length).toBeLessThan(50)
  })

  it('Group/all brings the whole history of people who came to the organization since; Patient does not', async () => {
    const query = `_type=Patient&${since(bench.controls.clock.now() - 150 * 86_400_000)}`
    const recently = `_type=Patient&${since(loadedMs + 1)}`
    expect((await bench.export(`/api/v2/Patient/$export?${recently}`, token)).output).toEqual([])
    expect((await bench.export(`/api/v2/Group/all/$export?${recently}`, token)).output).toEqual([])
    const monthsAgo = query.replace('_type=Patient', '_type=ExplanationOfBenefit')
    const claims = async (path: string) => (await bench.linesOf(firstOf(await bench.export(path, token)), token)).length
    const [some, more] = [await claims(`/api/v2/Patient/$export?${monthsAgo}`), await claims(`/api/v2/Group/all/$export?${monthsAgo}`)]
    expect(more).toBeGreaterThan(some)
  })

  it('runout has people of its own and ends with the last year', async () => {
    const current = new Set(idsOf(await patientsOf('/api/v2/Group/all/$export?_type=Patient')))
    const before = idsOf(await patientsOf('/api/v2/Group/runout/$export?_type=Patient'))
    expect(before.length).toBe(90)
    expect(before.filter(id => !current.has(id)).length).toBe(10)
    const runout = await bench.export('/api/v2/Group/runout/$export?_type=ExplanationOfBenefit', token)
    const claims = await bench.beginningOf(firstOf(runout), token)
    const ends = claims.map(line => String(Object(asFields(line)['billablePeriod']).end))
    expect(ends.toSorted().at(-1)?.slice(0, 4) ?? '').toBe(String(new Date(loadedMs).getUTCFullYear() - 1))
  })

  it('early 2020 brings everything as documented, and as coded what it says', async () => {
    const path = '/api/v2/Patient/$export?_since=2020-01-15T00:00:00Z'
    await bench.start(path, token)
    bench.controls.behave({ bcdaReading: 'as-documented' })
    await bench.start(path, token)
    await bench.start(path.replace('v2', 'v3'), token)
    expect(bench.bcda.turn.state().jobs.map(({ sinceMs }) => sinceMs)).toEqual([Date.UTC(2020, 0, 15), null, Date.UTC(2020, 0, 15)])
  })
})

describe('E-B16 what is said beside the data', () => {
  it('people whom the claims server does not know stand in an error file, with invented numbers, and nowhere else', async () => {
    bench.controls.behave({ bcdaUnknownPeople: 20 })
    const { output, error } = await bench.export('/api/v2/Patient/$export?_type=Patient', token)
    const [people, unknown] = await Promise.all([output[0]?.url ?? '', error[0]?.url ?? ''].map(url => bench.linesOf(url, token)))
    expect((people?.length ?? 0) + (unknown?.length ?? 0)).toBe(100)
    expect(unknown?.length).toBeGreaterThan(5)
    for (const line of unknown ?? []) {
      expect(line).toMatch(
        /^\{"resourceType":"OperationOutcome","issue":\[\{"severity":"error","code":"not-found","diagnostics":"Error retrieving BlueButton ID for cclfBeneficiary MBI 1S00[A-Z0-9]{7}"\}\]\}$/,
      )
    }
    expect(error[0]).toEqual({ type: 'OperationOutcome', url: output[0]?.url.replace('.ndjson', '-error.ndjson') })
  })

  it('a file with errors and nothing else is listed nowhere', async () => {
    bench.controls.behave({ bcdaUnknownPeople: 20 })
    const { output, error } = await bench.export(`/api/v2/Patient/$export?_since=${new Date(bench.controls.clock.now()).toISOString()}`, token)
    expect([output, error]).toEqual([[], []])
  })

  it('version 3 says that claims of the shared systems were left out, unless it was told which to bring', async () => {
    const { error, JobID } = await bench.export('/api/v3/Patient/$export?_type=ExplanationOfBenefit', token)
    expect(error).toEqual([{ type: 'OperationOutcome', url: `${bench.base}/data/${JobID}/warnings-and-info.ndjson` }])
    const text = 'Default System-Type behavior includes only claims from NCH and DDPS in this export.'
    expect(await bench.linesOf(error[0]?.url ?? '', token)).toEqual([
      JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'processing', details: { text } }] }),
    ])
    expect((await bench.export('/api/v3/Patient/$export?_type=Patient', token)).error).toEqual([])
    const named = encodeURIComponent('ExplanationOfBenefit?_tag=https://bluebutton.cms.gov/fhir/CodeSystem/System-Type|DDPS')
    expect((await bench.export(`/api/v3/Patient/$export?_typeFilter=${named}`, token)).error).toEqual([])
  })

  const systems = 'https://bluebutton.cms.gov/fhir/CodeSystem/System-Type'
  it.each<[string, RegExp]>([
    [`_tag=${systems}|DDPS`, /"code":"DDPS"/],
    [`_tag=${systems}|SharedSystem&outcome=partial`, /"code":"SharedSystem".*"outcome":"partial"/],
    [`_tag=${systems}|SharedSystem,${systems}|DDPS&service-date=ge2026-01`, /"billablePeriod":\{"start":"[^"]+","end":"2026/],
    ['service-date=2024', /"billablePeriod":\{"start":"[^"]+","end":"2024/],
  ])('version 3, %s: nothing else', async (text, pattern) => {
    const by = await bench.tokenOf(reach)
    const path = `/api/v3/Patient/$export?_type=ExplanationOfBenefit&_typeFilter=${encodeURIComponent(`ExplanationOfBenefit?${text}`)}`
    const lines = await bench.linesOf(firstOf(await bench.export(path, by)), by)
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.filter(line => !pattern.test(line))).toEqual([])
  })

  it('an open claim of version 3 carries the control number that the decided one has', async () => {
    const by = await bench.tokenOf(reach)
    const exportOf = async (text: string) => {
      const { output } = await bench.export(`/api/v3/Patient/$export?_type=ExplanationOfBenefit&_typeFilter=${encodeURIComponent(`ExplanationOfBenefit?${text}`)}`, by)
      return (await Promise.all(output.map(({ url }) => bench.linesOf(url, by)))).flat()
    }
    const shared = await exportOf(`_tag=${systems}|SharedSystem`)
    expect(shared.every(line => /CLM-CNTL-NUM","value":"\d{14}"/.test(line))).toBe(true)
  })
})

describe('E-B18 what can go wrong', () => {
  it('an export that fails says so, for ever', async () => {
    bench.controls.behave({ bcdaJob: 'fails' })
    const at = await bench.start('/api/v2/Patient/$export', token)
    bench.controls.clock.advance(660_000)
    const told = await tell(at, { token })
    expect([told.status, diagnosticsOf(told)]).toEqual([500, 'Service encountered numerous errors. Job failed to complete.'])
    bench.controls.clock.advance(3 * 86_400_000)
    expect((await tell(at, { token: await bench.tokenOf(set) })).status).toBe(500)
  })

  it('an export of people whom nobody knows fails', async () => {
    bench.controls.behave({ bcdaUnknownPeople: 100 })
    const at = await bench.start('/api/v2/Patient/$export', token)
    bench.controls.clock.advance(660_000)
    expect((await tell(at, { token })).status).toBe(500)
  })

  it('a file of another name, or of an export under way, is not there', async () => {
    const at = await bench.start('/api/v2/Patient/$export', token)
    const file = `${at.replace('/api/v2/jobs', '/data')}/00000000-0000-4000-8000-000000000000.ndjson`
    expect(await tell(file, { token })).toMatchObject({ status: 404, text: 'Not Found\n', headers: { 'content-type': 'text/plain; charset=utf-8' } })
    bench.controls.clock.advance(660_000)
    expect((await tell(file, { token })).status).toBe(404)
  })

  it('a line can be cut in mid-file', async () => {
    const file = firstOf(await bench.export('/api/v2/Patient/$export?_type=Coverage', token))
    bench.controls.faults.add({ match: { route: 'organization-file', nth: 2 }, action: { kind: 'stream', how: 'cut', atByte: 50_000 } })
    expect((await tell(file, { token })).status).toBe(200)
    await expect(tell(file, { token })).rejects.toThrow()
    expect((await tell(file, { token })).status).toBe(200)
  })

  it('whoever takes longer than fifteen minutes is cut off', async () => {
    const file = (await bench.export('/api/v2/Patient/$export?_type=ExplanationOfBenefit', token)).output[0]?.url ?? ''
    const broken = new Promise<boolean>((resolve, reject) => {
      const outgoing = send(file, { headers: { authorization: `Bearer ${token}` }, agent: false }, answer => {
        answer.once('readable', () => {
          bench.controls.clock.advance(901_000)
          answer.resume()
        })
        answer.on('error', () => resolve(true))
        answer.on('end', () => resolve(false))
      })
      outgoing.on('error', reject)
      outgoing.end()
    })
    expect(await broken).toBe(true)
    expect(bench.bcda.turn.streams().open).toBe(0)
  })
})

describe('what BCDA says of itself', () => {
  it.each<[string, string]>([
    ['/_version', '{"version":"r300"}'],
    ['/_health', '{"database":"ok","ssas":"ok","ssas_introspect":"ok"}'],
    ['/_auth', '{"auth_provider":"ssas","version":"r300"}'],
  ])('%s', async (path, text) => {
    expect(await tell(bench.base + path)).toMatchObject({ status: 200, text })
  })

  it('the lists of people have dates, until there are none', async () => {
    const at = `${bench.base}/api/v2/attribution_status`
    const { ingestion_dates: dates } = JSON.parse((await tell(at, { token })).text)
    expect(dates).toEqual(['last_attribution_update', 'last_runout_update'].map(type => ({ timestamp: expect.stringMatching(/-01T00:00:00Z$/), type })))
    bench.controls.behave({ bcdaAttribution: 'missing', bcdaRunout: 'missing' })
    expect((await tell(at, { token })).status).toBe(404)
  })

  it.each([[1, '3.0.1'], [2, '4.0.1'], [3, '4.0.1']] as const)('version %i has a CapabilityStatement that leads to the token', async (version, fhirVersion) => {
    const { text, headers } = await tell(`${bench.base}/api/v${version}/metadata`)
    expect(headers['content-type']).toBe('application/json')
    const statement = JSON.parse(text)
    expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', status: 'active', kind: 'instance', fhirVersion, software: { name: 'Beneficiary Claims Data API' } })
    expect(statement.rest[0].security.extension[0].extension[0]).toEqual({ url: 'token', valueUri: `${bench.base}/auth/token` })
    const names = (version === 1 ? statement.rest[0].operation : statement.rest[0].resource.flatMap((it: { operation?: unknown[] }) => it.operation ?? [])).map((it: { name: string }) => it.name)
    expect(names).toEqual(version === 3 ? ['export', 'export'] : ['patient-export', 'group-export'])
  })
})
