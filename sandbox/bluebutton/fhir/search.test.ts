// Every answer of search and read by the contract's table: E18 to E23 (blue-button.md 4.2 to 4.6, 8.1;
// blue-button-observed.md 7, 8).
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { linksOf, openDoor, resourcesOf } from './test-door'
import type { Door } from './test-door'

const CLAIMS = '/v2/fhir/ExplanationOfBenefit'
const CLAIMS_V3 = '/v3/fhir/ExplanationOfBenefit'
const me = 'BBUser00000'
const myId = '-19990000000001'
const otherId = '-19990000000002'
const DENIED = { detail: 'You do not have permission to perform this action.' }
const UPSTREAM = 'An error occurred contacting the upstream server:'

let door: Door
beforeAll(async () => {
  door = await openDoor()
})

describe('a query that is refused (E19, E20)', () => {
  it.each([
    ['_count=51', 400, { detail: 'value must be at most 50' }],
    ['_count=-1', 400, { detail: 'value must be at least 0' }],
    ['_count=abc', 400, { detail: 'expected int' }],
    ['_count=', 400, { detail: 'expected int' }],
    ['_count=1.5', 400, { detail: 'expected int' }],
    ['_count=0', 400, { detail: `${UPSTREAM}Invalid pageSize '0'` }],
    ['count=51&_count=10', 400, { detail: 'value must be at most 50' }],
    ['startIndex=abc', 400, { detail: 'expected int' }],
    ['startIndex=-5', 400, { detail: `${UPSTREAM}Value for startIndex cannot be negative: -5` }],
    ['startIndex=60', 400, { detail: `${UPSTREAM}Value for startIndex (60) must be less than than result size (52)` }],
    ['startIndex=52', 400, { detail: `${UPSTREAM}Value for startIndex (52) must be less than than result size (52)` }],
    ['type=bogus', 400, { detail: 'the type parameter value is not valid' }],
    ['type=', 400, { detail: 'the type parameter value is not valid' }],
    ['type=carrier,bogus', 400, { detail: 'the type parameter value is not valid' }],
    ['service-date=2020-01-01', 400, { detail: 'the service-date operator is not valid' }],
    ['service-date=eq2020-01-01', 400, { detail: 'the service-date operator is not valid' }],
    ['service-date=ne2020-01-01', 400, { detail: 'the service-date operator is not valid' }],
    ['_lastUpdated=2020-01-01', 400, { detail: 'the _lastUpdated operator is not valid' }],
    ['_lastUpdated=eq2020-01-01', 400, { detail: 'the _lastUpdated operator is not valid' }],
    [`patient=${otherId}`, 403, DENIED],
    [`patient=Patient/${myId}`, 403, DENIED],
    [`patient=${myId}&patient=${otherId}`, 403, DENIED],
  ])('%s is %i', async (query, status, body) => {
    const response = await door.ask(me, `${CLAIMS}?${query}`)
    expect([response.status, await response.json()]).toEqual([status, body])
    expect(response.headers.get('content-type')).toBe('application/fhir+json')
  })

  it('passes the date on to the backend, which finds its fault', async () => {
    const response = await door.ask(me, `${CLAIMS}?service-date=geXX`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(UPSTREAM)
  })

  it.each([
    ['Coverage', `beneficiary=${otherId}`, 403, DENIED],
    ['Coverage', `beneficiary=Patient/${otherId}`, 403, DENIED],
    ['Coverage', '_count=51', 400, { detail: 'value must be at most 50' }],
    ['Patient', `_id=${otherId}`, 404, { detail: 'Not found.' }],
    ['Patient', '_lastUpdated=2020', 400, { detail: 'the _lastUpdated operator is not valid' }],
  ])('%s?%s is %i', async (resource, query, status, body) => {
    const response = await door.ask(me, `/v2/fhir/${resource}?${query}`)
    expect([response.status, await response.json()]).toEqual([status, body])
  })
})

describe('a query that is answered (E19, E20)', () => {
  it.each([
    ['', 10],
    ['_count=1', 1],
    ['_count=50', 50],
    ['count=5', 5],
    ['count=5&_count=9', 5],
    ['_count=50&_count=3', 3],
    [`patient=${myId}`, 10],
    ['_sort=created&_include=*&excludeSAMHSA=true&_format=xml&_elements=id', 10],
    ['startIndex=50', 2],
    ['startIndex=7', 10],
    ['_id=anything', 10],
  ])('?%s gives %i claims of 52', async (query, count) => {
    const bundle = await door.read(me, `${CLAIMS}?${query}`)
    expect([bundle['total'], resourcesOf(bundle).length]).toEqual([52, count])
  })

  it.each([
    ['type=carrier', 14, ['carrier']],
    ['type=CARRIER', 14, ['carrier']],
    ['type=carrier,outpatient', 52, ['carrier', 'outpatient']],
    ['type=https://bluebutton.cms.gov/resources/codesystem/eob-type|outpatient', 38, ['outpatient']],
    ['type=pde', 0, []],
  ])('?%s gives %i claims', async (query, total, kinds) => {
    const bundle = await door.read(me, `${CLAIMS}?_count=50&${query}`)
    const found = new Set(resourcesOf(bundle).map(it => String(it['id']).split('-')[0]))
    expect([bundle['total'], [...found].sort()]).toEqual([total, kinds])
  })

  it('filters by service date, in a range as well, and every claim falls on one side', async () => {
    const total = async (query: string) => (await door.read(me, `${CLAIMS}?${query}`))['total']
    const before = Number(await total('service-date=lt2020-01-01'))
    const after = Number(await total('service-date=ge2020-01-01'))
    expect(before + after).toBe(52)
    expect(before * after).toBeGreaterThan(0)
    expect(await total('service-date=ge2020-01-01&service-date=lt2020-01-01')).toBe(0)
    expect(Number(await total('service-date=gt2019-12-31'))).toBe(after)
    expect(Number(await total('service-date=le2019-12-31'))).toBe(before)
  })

  it.each([`beneficiary=${myId}`, `beneficiary=Patient/${myId}`, ''])('Coverage?%s gives four parts', async query => {
    const bundle = await door.read(me, `/v2/fhir/Coverage?${query}`)
    const ids = resourcesOf(bundle).map(it => it['id'])
    expect(ids).toEqual(['a', 'b', 'c', 'd'].map(part => `part-${part}-${myId}`))
  })

  it.each(['/v1', '/v2'])('%s Patient gives the one person', async version => {
    const bundle = await door.read(me, `${version}/fhir/Patient?_id=${myId}`)
    expect(resourcesOf(bundle).map(it => it['id'])).toEqual([myId])
  })
})

describe('a Bundle (E21)', () => {
  it('has its links in order, on the caller’s host, with the filters carried along', async () => {
    const bundle = await door.read(me, `${CLAIMS}?type=carrier&_count=5&startIndex=5`)
    const base = 'http://localhost:8000/v2/fhir/ExplanationOfBenefit'
    const at = (start: number) =>
      `${base}?_format=application%2Ffhir%2Bjson&startIndex=${start}&_count=5&patient=${myId}&type=carrier`
    expect(linksOf(bundle)).toEqual([
      ['first', at(0)],
      ['next', at(10)],
      ['previous', at(0)],
      ['last', at(10)],
      ['self', `${base}/?_count=5&_format=application%2Ffhir%2Bjson&patient=${myId}&startIndex=5&type=carrier`],
    ])
  })

  it('has no next at the end and no previous at the beginning', async () => {
    const relations = async (query: string) => linksOf(await door.read(me, `${CLAIMS}?${query}`)).map(([name]) => name)
    expect(await relations('startIndex=50')).toEqual(['first', 'previous', 'last', 'self'])
    expect(await relations('')).toEqual(['first', 'next', 'last', 'self'])
    expect(await relations('type=pde')).toEqual(['first', 'last', 'self'])
  })

  it('without results has a total of nothing and no entry', async () => {
    const bundle = await door.read('BBUser29990', CLAIMS)
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 0 })
    expect(Object.keys(bundle)).not.toContain('entry')
  })

  it('has entries with a resource and nothing else', async () => {
    const bundle = await door.read(me, CLAIMS)
    const entries = Array.isArray(bundle['entry']) ? bundle['entry'] : []
    expect(new Set(entries.flatMap(entry => Object.keys(entry)))).toEqual(new Set(['resource']))
  })

  it('calls itself by a new id and the moment of the answer', async () => {
    const [one, two] = [await door.read(me, CLAIMS), await door.read(me, CLAIMS)]
    expect(one['id']).not.toBe(two['id'])
    expect(one['meta']).toEqual({ lastUpdated: '2026-11-22T12:00:00.000+00:00' })
  })
})

describe('a read (E18, E20, E22)', () => {
  it('finds each claim that the search lists, and nothing is different but the moment of the answer', async () => {
    const bundle = await door.read('BBUser08158', `${CLAIMS}?_count=50&startIndex=43`)
    for (const resource of resourcesOf(bundle)) {
      expect(await door.read('BBUser08158', `${CLAIMS}/${String(resource['id'])}`)).toEqual(resource)
    }
  })

  it.each([
    ['another person’s claim', `${CLAIMS}/carrier--10000930004096`, 404, { detail: 'Not found.' }],
    ['a claim of another kind', `${CLAIMS}/pde--10000930000000`, 404, { detail: 'Not found.' }],
    ['a number after the last', `${CLAIMS}/outpatient--10000930000052`, 404, { detail: 'Not found.' }],
    ['no number of a claim', `${CLAIMS}/carrier--1`, 404, { detail: 'Not found.' }],
    ['another person', `/v2/fhir/Patient/${otherId}`, 404, { detail: 'Not found.' }],
    ['another person’s coverage', `/v2/fhir/Coverage/part-a-${otherId}`, 404, { detail: 'Not found.' }],
    [
      'no shape of an id',
      `${CLAIMS}/nonsense`,
      400,
      {
        detail: `${UPSTREAM}ExplanationOfBenefit ID pattern: 'nonsense' does not match expected pattern: {alphaString}-{idNumber}`,
      },
    ],
  ])('of %s is refused', async (_, path, status, body) => {
    const response = await door.ask(me, path)
    expect([response.status, await response.json()]).toEqual([status, body])
  })

  it.each([`/v2/fhir/Patient/${myId}`, `/v2/fhir/Coverage/part-d-${myId}`, `${CLAIMS}/outpatient--10000930000000`])(
    'of %s works with and without a slash at the end',
    async path => {
      expect(await door.read(me, path)).toEqual(await door.read(me, `${path}/`))
    },
  )
})

describe('who may ask what (E18)', () => {
  it.each([
    [CLAIMS, { version: 2, resource: 'ExplanationOfBenefit', action: 'search' }],
    [`${CLAIMS}/carrier--1`, { version: 2, resource: 'ExplanationOfBenefit', action: 'read' }],
    ['/v1/fhir/Coverage/', { version: 1, resource: 'Coverage', action: 'search' }],
    ['/v3/fhir/Patient/-1', { version: 3, resource: 'Patient', action: 'read' }],
  ])('%s needs its own scope', async (path, need) => {
    door.needs.length = 0
    await door.ask(me, path)
    expect(door.needs).toMatchObject([need])
  })

  it('passes the refusal of the authorization server on as it is', async () => {
    door.refusal = new Response('{"detail":"no"}', {
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer realm="api"' },
    })
    const response = await door.ask(me, CLAIMS)
    door.refusal = null
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="api"'])
  })

  it.each(['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is 403 in spite of Allow', async method => {
    const response = await door.ask(me, CLAIMS, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([403, 'GET, HEAD, OPTIONS'])
  })

  it.each(['ExplanationOfBenefitX', 'XPatient', 'MyCoverage2'])('%s is 403, not 404', async name => {
    const response = await door.ask(me, `/v2/fhir/${name}`)
    expect([response.status, await response.json()]).toEqual([403, DENIED])
  })

  it.each(['/v2/fhir/Claim', '/v2/fhir/patient', '/v2/fhir/', '/v2/fhir/Patient/a/b', '/v2/fhir/Patient/%E0%A4%A'])(
    '%s is left to the page that says "not found"',
    async path => {
      expect((await door.ask(me, path)).status).toBe(404)
    },
  )

  it('lets nobody without a version 3 record read there', async () => {
    const response = await door.ask('BBUser29988', CLAIMS_V3)
    expect([response.status, await response.json()]).toEqual([403, DENIED])
  })
})

describe('the dress of an answer (E23)', () => {
  it.each([
    [undefined, 'application/fhir+json'],
    ['*/*', 'application/fhir+json'],
    ['application/fhir+json', 'application/fhir+json'],
    ['application/json', 'application/json'],
    ['text/html, application/json;q=0.9', 'application/json'],
  ])('Accept %s gives %s', async (accept, type) => {
    const response = await door.ask(me, CLAIMS, accept === undefined ? {} : { headers: { accept } })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
  })

  it.each(['application/xml', 'application/fhir+xml', 'text/html'])('Accept %s is 406', async accept => {
    const response = await door.ask(me, CLAIMS, { headers: { accept } })
    expect([response.status, await response.json()]).toEqual([
      406,
      { detail: 'Could not satisfy the request Accept header.' },
    ])
    expect(response.headers.get('x-ratelimit-limit')).toBe('None')
  })

  it('is pressed together on request, and only then', async () => {
    const pressed = await door.ask(me, CLAIMS, { headers: { 'accept-encoding': 'gzip, deflate' } })
    expect(pressed.headers.get('content-encoding')).toBe('gzip')
    const text = gunzipSync(new Uint8Array(await pressed.arrayBuffer())).toString()
    expect(JSON.parse(text)).toMatchObject({ total: 52 })
    expect((await door.ask(me, CLAIMS)).headers.get('content-encoding')).toBeNull()
  })

  it('names what it varies by and what is allowed', async () => {
    const { headers } = await door.ask(me, CLAIMS)
    expect(headers.get('vary')).toBe('Accept, Accept-Language, origin, Cookie, Accept-Encoding')
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect([headers.get('etag'), headers.get('cache-control')]).toEqual([null, null])
  })
})
