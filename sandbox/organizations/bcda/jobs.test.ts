// The life of an export: E-B6 to E-B11 and E-B17 of the organization contract.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asksForExport, diagnosticsOf, openBench, setOf, tell } from './testing'
import type { Bench } from './testing'

let bench: Bench
let token: string
const set = setOf('advanced XS')
const patients = '/api/v2/Patient/$export?_type=Patient'
const dayMs = 86_400_000

beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  bench.begin()
  token = await bench.tokenOf(set)
})
afterAll(() => bench.sandbox.stop())

const advance = (ms: number) => bench.controls.clock.advance(ms)
/** Noon of the next day: an hour after one clean-up and eleven before the next. */
const goToNoon = () => bench.controls.clock.set((Math.floor(bench.controls.clock.now() / dayMs) + 1.5) * dayMs)
const renew = async () => {
  token = await bench.tokenOf(set)
}

describe('E-B6 an export', () => {
  it('is accepted with an address and nothing else, and goes from Pending over per cent to Completed', async () => {
    const told = await tell(bench.base + patients, { token, headers: asksForExport })
    expect([told.status, told.text, told.headers['content-type'], told.headers.connection]).toEqual([202, '', undefined, 'close'])
    const at = String(told.headers['content-location'])
    expect(at).toMatch(new RegExp(`^${bench.base}/api/v2/jobs/\\d+$`))
    const look = async () => {
      const { status, text, headers } = await tell(at, { token })
      expect(headers['retry-after']).toBeUndefined()
      return [status, headers['x-progress'], text]
    }
    expect(await look()).toEqual([202, 'Pending', ''])
    advance(60_000 + 222_000)
    const [status, progress, text] = await look()
    expect([status, text]).toEqual([202, ''])
    expect(progress).toMatch(/^In Progress \(3[789]%\)$/)
    advance(600_000)
    expect((await look()).slice(0, 2)).toEqual([200, undefined])
  })

  it('is done within two seconds of real time when nobody says otherwise', async () => {
    bench.controls.clearBehaviours()
    const at = await bench.start('/api/v2/Patient/$export', token)
    advance(2_000)
    expect((await tell(at, { token })).status).toBe(200)
  })

  it('shows its progress as documented, or without a number, where that is asked for', async () => {
    const at = await bench.start(patients, token)
    advance(60_000 + 300_000)
    bench.controls.behave({ bcdaReading: 'as-documented' })
    expect((await tell(at, { token })).headers['x-progress']).toMatch(/^In Progress, 5[0-2]%$/)
    bench.controls.behave({ bcdaProgress: 'without-number' })
    expect((await tell(at, { token })).headers['x-progress']).toBe('In Progress')
  })

  it('can be asked about under any version', async () => {
    const at = await bench.start(patients, token)
    for (const version of ['v1', 'v3']) expect((await tell(at.replace('v2', version), { token })).headers['x-progress']).toBe('Pending')
  })
})

describe('E-B7 the manifest', () => {
  it('is one line in this order, with an escaped ampersand, a whole number and Go\'s own date', async () => {
    const at = await bench.start('/api/v2/Group/all/$export?_type=Patient&_since=2014-01-01T00:00:00Z', token)
    const startedMs = bench.controls.clock.now()
    advance(660_000)
    const { text, headers } = await tell(at, { token })
    const id = /\d+$/.exec(at)?.[0]
    expect(text).toMatch(
      new RegExp(
        '^\\{"transactionTime":"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?Z",' +
          `"request":"${bench.base}/api/v2/Group/all/\\$export\\?_type=Patient\\\\u0026_since=2014-01-01T00:00:00Z",` +
          '"requiresAccessToken":true,' +
          `"output":\\[\\{"type":"Patient","url":"${bench.base}/data/${id}/[0-9a-f-]{36}\\.ndjson"\\}\\],` +
          `"error":\\[\\],"JobID":${id}\\}$`,
      ),
    )
    expect(headers['content-type']).toBe('application/json')
    const [day, time, zone, name] = String(headers.expires).split(' ')
    expect([zone, name]).toEqual(['+0000', 'UTC'])
    expect(Math.abs(Date.parse(`${day}T${time?.slice(0, 12)}Z`) - startedMs - 660_000 - dayMs)).toBeLessThan(10_000)
    const { transactionTime } = await bench.manifestAt(at, token)
    expect(Date.parse(transactionTime)).toBeLessThanOrEqual(startedMs)
  })
})

describe('E-B8 a token that ends', () => {
  it('does not stop the export, and a new one opens its files until the day is over', async () => {
    const at = await bench.start(patients, token)
    advance(1_300_000)
    expect([(await tell(at, { token })).status]).toEqual([401])
    await renew()
    const { output } = await bench.manifestAt(at, token)
    advance(dayMs - 1_300_000)
    await renew()
    expect((await bench.linesOf(output[0]?.url ?? '', token)).length).toBe(100)
  })
})

describe('E-B9 after a day', () => {
  async function old() {
    goToNoon()
    await renew()
    const at = await bench.start(patients, token)
    advance(660_000)
    const { output } = await bench.manifestAt(at, token)
    advance(dayMs)
    await renew()
    return { at, file: output[0]?.url ?? '' }
  }
  const outcome = '{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]}'
  const v2Outcome = outcome.replace('"not-found"', '"not-found","details":{"coding":[{"system":"http://hl7.org/fhir/ValueSet/operation-outcome","code":"Request Error"}]}')

  it('an export is gone, and from the next clean-up on not found, with two documents in one body', async () => {
    const { at, file } = await old()
    const gone = await tell(at, { token })
    expect([gone.status, gone.text]).toEqual([410, v2Outcome])
    expect(gone.headers.expires).toMatch(/ \+0000 UTC$/)
    advance(11 * 3_600_000)
    await renew()
    for (const _ of ['Archived', 'Expired']) {
      const twice = await tell(at, { token })
      expect([twice.status, twice.text]).toEqual([404, v2Outcome + v2Outcome])
      expect(await tell(file, { token })).toMatchObject({ status: 404, text: `${outcome}Not Found\n` })
      advance(dayMs)
      await renew()
    }
  })

  it('as documented it stays gone', async () => {
    const { at, file } = await old()
    bench.controls.behave({ bcdaReading: 'as-documented' })
    expect((await tell(file, { token })).status).toBe(404)
    advance(11 * 3_600_000)
    await renew()
    const told = await tell(at, { token })
    expect([told.status, told.text]).toEqual([410, v2Outcome])
  })
})

describe('E-B10 a stranger\'s export', () => {
  it('is refused without diagnostics, its files and its end as well', async () => {
    const at = await bench.start(patients, token)
    advance(660_000)
    const { output } = await bench.manifestAt(at, token)
    const stranger = await bench.tokenOf(setOf('simple XS'))
    const answers = [await tell(at, { token: stranger }), await tell(output[0]?.url ?? '', { token: stranger }), await tell(at, { method: 'DELETE', token: stranger })]
    expect(answers.map(told => [told.status, diagnosticsOf(told)])).toEqual(answers.map(() => [401, undefined]))
  })

  it('unknown and unreadable numbers are 404 and 400', async () => {
    const answers = await Promise.all(['99', 'abc', '-1'].map(id => tell(`${bench.base}/api/v3/jobs/${id}`, { token })))
    expect(answers.map(told => [told.status, diagnosticsOf(told)])).toEqual([[404, undefined], [400, undefined], [400, undefined]])
  })
})

describe('E-B11 an export that is cancelled', () => {
  it.each([0, 120_000])('ends while it is under way (after %i ms)', async afterMs => {
    const at = await bench.start(patients, token)
    advance(afterMs)
    expect(await tell(at, { method: 'DELETE', token })).toMatchObject({ status: 202, text: '' })
    const told = await tell(at, { token })
    expect([told.status, diagnosticsOf(told)]).toEqual([404, 'Job has been cancelled.'])
    expect((await tell(at, { method: 'DELETE', token })).status).toBe(410)
  })

  it('cannot be ended when it has finished', async () => {
    const at = await bench.start(patients, token)
    advance(660_000)
    const told = await tell(at, { method: 'DELETE', token })
    expect([told.status, diagnosticsOf(told)]).toEqual([410, 'job was not cancelled because it is not Pending or In Progress'])
  })
})

describe('E-B17 the list of exports', () => {
  const list = (query = '', headers: Readonly<Record<string, string>> = asksForExport) => tell(`${bench.base}/api/v2/jobs${query}`, { token, headers })

  it('names each of the organization\'s own, and nobody else\'s', async () => {
    const at = await bench.start(patients, token)
    await bench.start(patients, await bench.tokenOf(setOf('simple XS')))
    advance(660_000)
    await bench.start('/api/v3/Patient/$export', token)
    const { text, headers } = await list()
    expect(headers['content-type']).toBe('application/json')
    const seconds = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    const task = (status: string, id: string | undefined, request: string) => ({
      resource: {
        resourceType: 'Task',
        identifier: [{ use: 'official', system: `${bench.base}/api/v2/jobs`, value: id }],
        status,
        intent: 'order',
        input: [{ type: { text: 'BULK FHIR Export' }, valueString: `GET ${bench.base}${request}` }],
        executionPeriod: { start: seconds, end: seconds },
      },
    })
    expect(JSON.parse(text)).toEqual({
      resourceType: 'Bundle',
      type: 'searchset',
      total: 2,
      entry: [task('completed', /\d+$/.exec(at)?.[0], patients), task('accepted', expect.any(String), '/api/v3/Patient/$export')],
    })
  })

  it('can be narrowed by status', async () => {
    await bench.start(patients, token)
    const cancelled = await bench.start(patients, token)
    await tell(cancelled, { method: 'DELETE', token })
    for (const [query, total] of [['Pending', 1], ['Cancelled', 1], ['In%20Progress,Pending', 1], ['Pending,Cancelled', 2]] as const) {
      expect(JSON.parse((await list(`?_status=${query}`)).text).total).toBe(total)
    }
  })

  it('is not found when there is none, and an empty Bundle follows in the same body', async () => {
    const told = await list('?_status=Failed')
    expect(told.status).toBe(404)
    const [outcome, bundle] = told.text.split('}]}{')
    expect(JSON.parse(`${outcome}}]}`).issue[0].diagnostics).toBe('no Jobs found for acoID A9994 with job statuses [Failed]')
    expect(JSON.parse(`{${bundle}`)).toEqual({ resourceType: 'Bundle', type: 'searchset', total: 0 })
  })

  it.each<[string, Record<string, string>, string]>([
    ['', {}, 'Accept header is required'],
    ['', { accept: 'application/fhir+json' }, 'Prefer header is required'],
    ['?_status=Failed,Failed', asksForExport, 'Repeated status type Failed'],
    ['?_status=failed', asksForExport, 'invalid status type failed. Supported types'],
  ])('%s with %j: refused', async (query, headers, words) => {
    const told = await list(query, headers)
    expect([told.status, String(diagnosticsOf(told)).startsWith(words)]).toEqual([400, true])
  })

  it('one export needs neither header', async () => {
    expect((await tell(await bench.start(patients, token), { token })).status).toBe(202)
  })

  it('is closed to a disabled organization, without diagnostics', async () => {
    bench.controls.behave({ bcdaOrganization: 'disabled' })
    const told = await list()
    expect([told.status, diagnosticsOf(told)]).toEqual([401, undefined])
  })
})
