// Kick-offs: E-B5 and E-B12 of the organization contract.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asksForExport, diagnosticsOf, openBench, setOf, tell } from './testing'
import type { Bench, Told } from './testing'

let bench: Bench
let token: string
const set = setOf('advanced XS')
const reach = setOf('REACH XS')
type Change = Parameters<Bench['controls']['behave']>[0]

beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  bench.begin()
  token = await bench.tokenOf(set)
})
afterAll(() => bench.sandbox.stop())

const kickOff = (path: string, headers: Readonly<Record<string, string>> = asksForExport, by = token) => tell(bench.base + path, { token: by, headers })
const v2 = '/api/v2/Patient/$export'
const v3 = '/api/v3/Patient/$export'
const said = (told: Told) => [told.status, diagnosticsOf(told)]
const tags = 'https://bluebutton.cms.gov/fhir/CodeSystem/'
const filter = (text: string) => `${v3}?_typeFilter=${encodeURIComponent(text)}`

interface Row {
  readonly name: string
  readonly change?: Change
  /** What is wrong in the path, the query or the headers. */
  readonly group?: string
  readonly query?: string
  readonly headers?: Record<string, string>
  readonly version?: number
  readonly answer: readonly [status: number, words: string | RegExp | undefined]
}

/** One fault each, in the order in which the real server looks for them. */
const rows: readonly Row[] = [
  { name: 'a disabled organization', change: { bcdaOrganization: 'disabled' }, answer: [401, undefined] },
  { name: 'a closed version 1 or 2', change: { bcdaVersions: 'not-v1-v2' }, answer: [403, 'v1 nor v2 access not enabled for this ACO'] },
  { name: 'an output format', query: '_outputFormat=csv', answer: [400, /^_outputFormat parameter must be one of \[(?:(?:application\/(?:fhir\+)?)?ndjson ?){3}\]$/] },
  { name: '_elements', query: '_elements=id', answer: [400, 'Invalid parameter: this server does not support the _elements parameter.'] },
  { name: 'a stray question mark', query: '?_type=Patient', answer: [400, 'Invalid parameter: query parameters cannot start with ?'] },
  { name: 'a _since that is none', query: '_since=2026-01-01', answer: [400, 'Invalid date format supplied in _since parameter.  Date must be in FHIR Instant format.'] },
  { name: 'a type twice', query: '_type=Patient,Patient', answer: [400, 'Repeated resource type Patient'] },
  { name: 'no Accept', headers: { prefer: 'respond-async' }, answer: [400, 'Accept header is required'] },
  { name: 'no Prefer', headers: { accept: 'application/fhir+json' }, answer: [400, 'Prefer header is required'] },
  { name: 'a group', group: 'some', answer: [400, 'Invalid group ID'] },
  { name: 'an unknown type', query: '_type=Practitioner', answer: [400, /^invalid resource type Practitioner\. Supported types \[/] },
  { name: 'no list of people', change: { bcdaAttribution: 'missing' }, answer: [404, 'failed to start job; attribution file not found'] },
]

function asked(...faults: readonly Row[]): Promise<Told> {
  for (const { change } of faults) if (change) bench.controls.behave(change)
  const query = faults.flatMap(({ query: part }) => (part === undefined ? [] : [part])).join('&')
  const group = faults.map(it => it.group).find(it => it !== undefined)
  const path = group === undefined ? v2 : `/api/v2/Group/${group}/$export`
  const headers = faults.flatMap(it => (it.headers ? [it.headers] : []))
  // Of two rows that each leave a header out, what both have is left.
  const kept = Object.entries(asksForExport).filter(([name]) => headers.every(own => name in own))
  return kickOff(`${path}${query === '' ? '' : `?${query}`}`, Object.fromEntries(kept))
}

/** What the row promises, in a form that can be compared. */
function promised({ answer: [status, words] }: Row) {
  return [status, words instanceof RegExp ? expect.stringMatching(words) : words]
}

describe('E-B5 the checks', () => {
  it.each(rows.map(row => [row.name, row] as const))('%s is refused in these words', async (_, row) => {
    expect(said(await asked(row))).toEqual(promised(row))
  })

  it.each(rows.slice(0, -1).map((row, index) => [row.name, rows[index + 1]?.name ?? '', index] as const))(
    '%s is said before %s',
    async (_, __, index) => {
      const [earlier, later] = [rows[index], rows[index + 1]]
      if (!earlier || !later) throw new Error('There is no such pair')
      expect(said(await asked(later, earlier))).toEqual(promised(earlier))
    },
  )

  it('a bad token is said before everything', async () => {
    const told = await kickOff('/api/v2/Group/some/$export?_elements=x', {}, 'garbage')
    expect(said(told)).toEqual([400, 'Request Error'])
  })

  it('version 3 can be closed by itself', async () => {
    bench.controls.behave({ bcdaVersions: 'not-v3' })
    expect(said(await kickOff(v3))).toEqual([403, 'V3 access not enabled for this ACO'])
    expect((await kickOff(v2)).status).toBe(202)
  })

  it('a _since of the future, and an unescaped plus, are refused; zones and fractions pass', async () => {
    const inAnHour = new Date(bench.controls.clock.now() + 3_600_000).toISOString()
    const since = async (text: string) => said(await kickOff(`${v2}?_since=${text}`))
    expect(await since(inAnHour)).toEqual([400, 'Invalid date format supplied in _since parameter. Date must be a date that has already passed'])
    expect((await since('2026-01-01T00:00:00+01:00'))[0]).toBe(400)
    for (const good of ['2026-01-01T00:00:00%2B01:00', '2026-01-01T00:00:00.123456Z']) expect((await kickOff(`${v2}?_since=${good}`)).status).toBe(202)
    for (const bad of ['2026-02-30T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:00:00', '']) expect((await since(bad))[0]).toBe(400)
  })

  it.each<[string, Record<string, string>, readonly [number, string | undefined]]>([
    ['a wildcard', { accept: '*/*', prefer: 'respond-async' }, [400, 'application/fhir+json is the only supported response format']],
    ['another wish', { accept: 'application/fhir+json', prefer: 'return=minimal' }, [400, 'Only asynchronous responses are supported']],
  ])('headers: %s will not do', async (_, headers, expected) => {
    expect(said(await kickOff(v2, headers))).toEqual(expected)
  })

  it('headers: lists, parameters and letters of either case will do', async () => {
    expect((await kickOff(v2, { accept: 'text/html, Application/FHIR+JSON;q=0.5', prefer: 'handling=lenient, Respond-Async' })).status).toBe(202)
  })

  it.each<[string, string, string, string | undefined]>([
    ['v1', 'Claim', 'invalid resource type Claim', undefined],
    ['v2', 'Claim', 'unauthorized resource type Claim', undefined],
    ['v2', 'Observation', 'invalid resource type Observation', undefined],
    ['v3', 'ClaimResponse', 'invalid resource type ClaimResponse', undefined],
    ['v3', 'Observation', 'invalid resource type Observation', undefined],
  ])('%s does not give %s', async (version, type, words) => {
    const [status, text] = said(await kickOff(`/api/${version}/Patient/$export?_type=${type}`))
    expect([status, String(text).startsWith(words)]).toEqual([400, true])
  })

  it.each<[string, string, Change, number, string]>([
    ['a runout that is too old', '/api/v1/Group/runout/$export', { bcdaRunout: 'expired' }, 404, 'runout data is no longer available. Runout data expires 180 days after ingestion'],
    ['runout without a list', '/api/v2/Group/runout/$export', { bcdaRunout: 'missing' }, 404, 'failed to start job; attribution file not found'],
    ['a moment without a list', `${v2}?_since=2026-01-01T00:00:00Z`, { bcdaAttribution: 'missing-for-since' }, 404, 'failed to start job; attribution file not found for given _since parameter.'],
    [
      'the new year',
      '/api/v2/Group/all/$export',
      { bcdaAttribution: 'awaiting-new-year' },
      404,
      "unable to perform export operations for this Group. No up-to-date attribution information is available for ACOID 'A9994'. Usually this is due to awaiting new attribution information at the beginning of a Performance Year",
    ],
  ])('people: %s', async (_, path, change, status, words) => {
    bench.controls.behave(change)
    expect(said(await kickOff(path))).toEqual([status, words])
  })

  it('the new year does not close the runout', async () => {
    bench.controls.behave({ bcdaAttribution: 'awaiting-new-year' })
    expect((await kickOff('/api/v2/Group/runout/$export')).status).toBe(202)
  })

  it('the first of several parameters counts, unknown ones are ignored, and so is _typeFilter before version 3', async () => {
    expect((await kickOff(`${v2}?_type=Patient&_type=Nonsense&_outputFormat=ndjson&_outputFormat=csv&other=1&_typeFilter=Nonsense`)).status).toBe(202)
  })

  it.each<[string, string]>([
    ['ExplanationOfBenefit', 'missing question mark ExplanationOfBenefit'],
    ['Patient?outcome=complete', 'invalid _typeFilter Resource Type (Only EOBs valid): Patient'],
    ['ExplanationOfBenefit?outcome', 'invalid _typeFilter parameter/value: outcome'],
    ['ExplanationOfBenefit?status=active', 'invalid _typeFilter subquery parameter: status'],
    ['ExplanationOfBenefit?_tag=SharedSystem', 'invalid _tag value: SharedSystem. Searching by tag requires a token (system|code) to be specified'],
    [`ExplanationOfBenefit?_tag=${tags}System-Type|Nothing`, `invalid _tag value: ${tags}System-Type|Nothing`],
    ['ExplanationOfBenefit?outcome=queued', "invalid outcome value: queued. Supported outcome values are 'complete' and 'partial'"],
    ['ExplanationOfBenefit?service-date=ge2026-13', 'invalid service-date value: ge2026-13. Pass a valid FHIR date parameter'],
  ])('_typeFilter %s is refused', async (text, words) => {
    expect(said(await kickOff(filter(text)))).toEqual([400, words])
  })

  it('_typeFilter: two are too many; a good one passes; GUIDE entities may not ask for the shared systems', async () => {
    const shared = `ExplanationOfBenefit?_tag=${tags}System-Type|SharedSystem`
    const two = await kickOff(`${v3}?_typeFilter=${encodeURIComponent(shared)}&_typeFilter=x`)
    expect(said(two)).toEqual([400, 'failed to process request given more that one _typeFilter parameter'])
    expect((await kickOff(filter(`${shared}&outcome=partial,complete&service-date=ge2020&service-date=lt2026-11-05T10:00:00Z`))).status).toBe(202)
    bench.controls.behave({ bcdaModel: 'guide' })
    expect((await kickOff(filter(shared))).status).toBe(400)
  })
})

describe('E-B12 the same export twice', () => {
  const refused = async (path: string, by = token) => (await kickOff(path, asksForExport, by)).status === 429

  it('is allowed in the sandbox', async () => {
    expect([(await kickOff(v2)).status, (await kickOff(v2)).status]).toEqual([202, 202])
  })

  it('can be refused: 429, nothing in it, Retry-After 0 or as told', async () => {
    bench.controls.behave({ bcdaDuplicates: 'refused' })
    await kickOff(v2)
    const told = await kickOff(v2)
    expect([told.status, told.text, told.headers['retry-after'], told.headers['content-type']]).toEqual([429, '', '0', undefined])
    bench.controls.behave({ bcdaDuplicateRetryAfter: 7 })
    expect((await kickOff(v2)).headers['retry-after']).toBe('7')
  })

  it.each<[string, string, string, boolean]>([
    ['one that names no type blocks every other', v2, `${v2}?_type=Patient`, true],
    ['one that names no type is blocked by every other', `${v2}?_type=Patient`, v2, true],
    ['a list does not block one of its types', `${v2}?_type=Patient,Coverage`, `${v2}?_type=Patient`, false],
    ['a type blocks the list that it is in', `${v2}?_type=Patient`, `${v2}?_type=Patient,Coverage`, true],
    ['the same list blocks itself, however it is written', `${v2}?_type=Patient,Coverage`, `${v2}?_type=Patient%2CCoverage`, true],
    ['other types do not meet', `${v2}?_type=Patient`, `${v2}?_type=Coverage`, false],
    ['groups are not told apart', '/api/v2/Group/all/$export?_type=Patient', '/api/v2/Group/runout/$export?_type=Patient', true],
    ['versions are', v2, v3, false],
  ])('%s', async (_, first, second, expected) => {
    bench.controls.behave({ bcdaDuplicates: 'refused' })
    await bench.start(first, token)
    expect(await refused(second)).toBe(expected)
  })

  it('is no duplicate of a stranger\'s, of a cancelled or of a finished one', async () => {
    bench.controls.behave({ bcdaDuplicates: 'refused' })
    const at = await bench.start(v2, token)
    expect(await refused(v2, await bench.tokenOf(reach))).toBe(false)
    await tell(at, { method: 'DELETE', token })
    expect(await refused(v2)).toBe(false)
    bench.controls.clock.advance(700_000)
    expect(await refused(v2)).toBe(false)
  })
})
