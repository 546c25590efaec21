// blue-button-observed.md section 8, row by row, through the whole server. Where the contract (4.4) says what the claims
// backend answers, that stands in place of the observed stub's answer.
import { gunzipSync } from 'node:zlib'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import { cast, mainApp } from '@/sandbox/bluebutton/cast'
import { call, connect } from '@/sandbox/bluebutton/walk'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'
import { literally, named, prove } from './testing'
import type { Row } from './testing'

let sandbox: RunningSandbox
let token = ''
const me = { 2: '-19990000000001', 3: '-100000000' }
const other = '-19990000000002'
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast })
  token = (await connect({ url: sandbox.url, app: mainApp, version: 3, toggle: ['share_samhsa_data'] })).access_token
})
beforeEach(() => sandbox.controls.clearBehaviours())
afterAll(() => sandbox.stop())

const fhir = { 'content-type': 'application/fhir+json' }
const html = { 'content-type': /^text\/html/ }
const denied = { status: 403, body: '{"detail":"You do not have permission to perform this action."}', headers: fhir }
const notFound = { status: 404, body: '{"detail":"Not found."}', headers: fhir }
const outcome = /^\{"resourceType":"OperationOutcome","issue":\[\{/
const bad = (detail: string) => ({ status: 400, body: `{"detail":"${detail}"}`, headers: fhir })
const bundle = { status: 200, body: /^\{"resourceType":"Bundle"/, headers: fhir }
const upstream = 'An error occurred contacting the upstream server:'

const get = (path: string, headers: Record<string, string> = {}) => () => call(sandbox.url, path, token, headers)
const entriesIn = async (path: string) => {
  const body: unknown = await (await call(sandbox.url, path, token)).json()
  return typeof body === 'object' && body && 'entry' in body && Array.isArray(body.entry) ? body.entry.length : 0
}

describe.each([2, 3] as const)('observed 8, version %i', version => {
  const base = `/v${version}/fhir`
  const claims = `${base}/ExplanationOfBenefit`
  const row = (id: string, query: string, want: Omit<Row, 'id' | 'what' | 'ask'>): Row => ({ id, what: `?${query}`, ask: get(`${claims}?${query}`), ...want })
  const fromBackend = (words: string) => (version === 3 ? { status: 400, body: outcome, headers: fhir } : bad(`${upstream}${words}`))

  const rows: Row[] = [
    row('8.1', '', bundle),
    row('8.2', '_count=1', bundle),
    row('8.2', '_count=50', bundle),
    row('8.2', 'count=5', bundle),
    // The observed stub passed 0 on; the contract says what the backend makes of it.
    row('8.2', '_count=0', fromBackend("Invalid pageSize '0'")),
    row('8.3', '_count=51', bad('value must be at most 50')),
    row('8.3', '_count=-1', bad('value must be at least 0')),
    row('8.3', '_count=abc', bad('expected int')),
    row('8.3', '_count=', bad('expected int')),
    ...(version === 2 ? [
      row('8.4', 'startIndex=52', bad(`${upstream}Value for startIndex (52) must be less than than result size (52)`)),
      row('8.4', 'startIndex=1000', bad(`${upstream}Value for startIndex (1000) must be less than than result size (52)`)),
      row('8.5', 'startIndex=-5', bad(`${upstream}Value for startIndex cannot be negative: -5`)),
    ] : [row('8.4', '_offset=1000', { ...bundle, body: /^(?!.*"entry").*"type":"searchset"/ })]),
    row('8.5', 'startIndex=abc', bad('expected int')),
    ...['carrier', 'CARRIER', 'carrier,pde', 'pde', 'dme', 'hha', 'hospice', 'inpatient', 'outpatient', 'snf', encodeURIComponent('https://bluebutton.cms.gov/resources/codesystem/eob-type|pde')].map(type => row('8.6', `type=${type}`, bundle)),
    row('8.7', 'type=bogus', bad('the type parameter value is not valid')),
    row('8.7', 'type=', bad('the type parameter value is not valid')),
    ...['ge', 'gt', 'le', 'lt'].map(prefix => row('8.8', `service-date=${prefix}2020-01-01`, bundle)),
    row('8.8', 'service-date=ge2014-01-01&service-date=le2020-01-01', bundle),
    ...['2020-01-01', 'eq2020-01-01', 'ne2020-01-01'].map(date => row('8.9', `service-date=${date}`, bad('the service-date operator is not valid'))),
    row('8.10', '_lastUpdated=ge2020-02-12', bundle),
    row('8.10', '_lastUpdated=2020-02-12', bad('the _lastUpdated operator is not valid')),
    row('8.11', `patient=${me[version]}`, bundle),
    row('8.11', `patient=Patient/${me[version]}`, denied),
    row('8.11', `patient=${other}`, denied),
    row('8.12', '_sort=created&_include=*&excludeSAMHSA=true&_format=xml&bogus=1', bundle),
    {
      id: '8.13', what: 'Prefer: handling=strict and an unknown parameter', ask: get(`${claims}?bogus=1`, { prefer: 'handling=strict' }),
      ...(version === 3 ? { status: 400, body: `{"error":"Invalid parameters: ['bogus']"}` } : bundle),
    },
    ...['Patient', 'Coverage', 'ExplanationOfBenefit'].flatMap(name => [`${base}/${name}`, `${base}/${name}/`]).map((path): Row => ({ id: '8.14', what: path, ask: get(path), ...bundle })),
    ...[`Patient/${me[version]}`, `Coverage/part-a-${me[version]}`].flatMap(name => [`${base}/${name}`, `${base}/${name}/`]).map((path): Row => ({ id: '8.14', what: path, ask: get(path), status: 200, headers: fhir })),
    { id: '8.15', what: "another person's claim", ask: get(version === 3 ? `${claims}/-5000000004096` : `${claims}/carrier--10000930004096`), ...notFound },
    ...(version === 2 ? [
      { id: '8.15', what: 'another Patient', ask: get(`${base}/Patient/${other}`), ...notFound },
      { id: '8.15', what: '_id of another Patient', ask: get(`${base}/Patient?_id=${other}`), ...notFound },
      { id: '8.16', what: 'an unknown id', ask: get(`${claims}/carrier--1`), ...notFound },
    ] : [
      { id: '8.16', what: 'an unknown id', ask: get(`${claims}/-1`), status: 404, body: outcome, headers: fhir },
    ]),
    ...[me[version], `Patient/${me[version]}`].map((id): Row => ({ id: '8.17', what: `beneficiary=${id}`, ask: get(`${base}/Coverage?beneficiary=${id}`), ...bundle })),
    ...[other, `Patient/${other}`].map((id): Row => ({ id: '8.17', what: `beneficiary=${id}`, ask: get(`${base}/Coverage?beneficiary=${id}`), ...denied })),
    ...[`${base}/Claim`, `${base}/explanationofbenefit`, base, `${base}/`, '/v4/fhir/Patient', `${base}/Patient/$everything`].slice(0, 5).map((path): Row => ({ id: '8.18', what: path, ask: get(path, { accept: 'application/json' }), status: 404, body: /Page not found/, headers: html })),
    ...['ExplanationOfBenefitX', 'XPatient'].map((name): Row => ({ id: '8.19', what: name, ask: get(`${base}/${name}`), ...denied })),
    { id: '8.20', what: 'the insurance card', ask: get(`${base}/Patient/$generate-insurance-card`), ...(version === 3 ? { ...bundle, body: /"type":"collection"/ } : { status: 404, body: /Page not found/, headers: html }) },
    { id: '8.21', what: 'AuditEvent', ask: get(`${base}/AuditEvent`), status: 404, body: /Page not found/, headers: html },
  ]

  const broken = (claimsBackend: Behaviour['claimsBackend']) => () => {
    sandbox.controls.behave({ claimsBackend })
    return get(claims)()
  }
  const serverError = { status: 500, body: '{"error": "Server Error (500)"}' }
  const backend: Row[] = [
    version === 3
      ? { id: '8.22', what: 'backend 4xx with an OperationOutcome', ask: get(`${claims}?service-date=geXX`), status: 400, body: outcome, headers: fhir }
      : { id: '8.22', what: 'backend 4xx with an OperationOutcome', ask: get(`${claims}?service-date=geXX`), status: 400, body: literally(`{"detail":"${upstream}`), headers: fhir },
    version === 3
      ? { id: '8.23', what: 'backend 404', ask: get(`${base}/Coverage/part-a--1`), status: 404, body: outcome, headers: fhir }
      : { id: '8.23', what: 'backend 404', ask: get(`${base}/Coverage/part-a--1`), ...notFound },
    version === 3
      ? { id: '8.24', what: 'backend 5xx', ask: broken('failing'), status: 500, body: outcome }
      : { id: '8.24', what: 'backend 5xx', ask: broken('failing'), status: 502, body: '{"detail":"A failure occurred contacting the upstream server"}' },
    { id: '8.25', what: 'backend refuses connections', ask: broken('unreachable'), ...serverError },
    {
      id: '8.26', what: 'metadata, connection refused', status: 504,
      ask: () => {
        sandbox.controls.behave({ claimsBackend: 'unreachable' })
        return get(`${base}/metadata`)()
      },
      body: '{"errors": ["The gateway has timed out", "Failed to reach FHIR Database."], "code": 504, "status_code": 504, "text": "The gateway has timed out"}',
    },
  ]

  const accepted = (accept: string, type: string): Row => ({ id: '8.27', what: `Accept: ${accept}`, ask: get(claims, { accept }), status: 200, headers: { 'content-type': type } })
  const types: Row[] = [
    accepted('*/*', fhir['content-type']),
    accepted('application/fhir+json', fhir['content-type']),
    accepted('application/json', 'application/json'),
    ...['application/xml', 'application/fhir+xml', 'text/html'].map((accept): Row => ({ id: '8.28', what: `Accept: ${accept}`, ask: get(claims, { accept }), status: 406, body: '{"detail":"Could not satisfy the request Accept header."}' })),
  ]

  it.each(named([...rows, ...backend, ...types]))('O%s', (_, row) => prove(row))

  it.each([['', 10], ['_count=50', 50], ['_count=1', 1], ['count=5', 5], ['_count=50&_count=3', 3], ['count=5&_count=9', 5]])('O8.2 ?%s gives %i claims', async (query, count) => {
    expect(await entriesIn(`${claims}?${query}`)).toBe(count)
  })

  it('O8.29 no Accept header at all is fhir+json; packed on request only', async () => {
    const plain = await raw(`${sandbox.url}${claims}`, {})
    expect([plain.headers['content-type'], plain.headers['content-encoding']]).toEqual(['application/fhir+json', undefined])
    const packed = await raw(`${sandbox.url}${claims}`, { 'accept-encoding': 'gzip' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(packed.body).toString()).toMatch(/^\{"resourceType":"Bundle"/)
  })

  it('O8.30 links have the host that the caller used', async () => {
    const { body } = await raw(`${sandbox.url}${claims}?_count=5&type=carrier`, { host: 'my-proxy.example:8443' })
    const urls = [...body.toString().matchAll(/"url":"(http[^"]+ExplanationOfBenefit[^"]*)"/g)].map(match => match[1] ?? '').filter(url => url.includes('_count'))
    expect(urls.length).toBeGreaterThan(1)
    for (const url of urls) expect(url).toMatch(/^http:\/\/my-proxy\.example:8443\/v[23]\/fhir\/ExplanationOfBenefit.*type=carrier/)
  })
})

describe('observed 8, only in version 3', () => {
  it('O8.31 a search adds the sources NCH and DDPS unless _source or _tag is given', async () => {
    const rich = (await connect({ url: sandbox.url, app: mainApp, version: 3, username: 'BBUser08158' })).access_token
    const sourcesOf = async (query: string) => {
      const text = await (await call(sandbox.url, `/v3/fhir/ExplanationOfBenefit?_count=50&${query}`, rich)).text()
      return [...new Set([...text.matchAll(/"source":"(\w+)"/g)].map(match => match[1]))].sort()
    }
    expect(await sourcesOf('')).toEqual(['DDPS', 'NCH'])
    expect(await sourcesOf('_source=NCH')).toEqual(['NCH'])
    expect((await sourcesOf('_tag=https://bluebutton.cms.gov/fhir/CodeSystem/System-Type|SharedSystem')).every(name => ['FISS', 'MCS', 'VMS', 'CWF'].includes(name ?? ''))).toBe(true)
  })

  it('O8.32 and leaves substance-use claims out unless they were shared', async () => {
    const total = async (toggle: readonly string[]) => {
      const { access_token } = await connect({ url: sandbox.url, app: mainApp, version: 3, username: 'BBUser29987', toggle })
      const text = await (await call(sandbox.url, '/v3/fhir/ExplanationOfBenefit?_count=50', access_token)).text()
      return [text.split('"resourceType":"ExplanationOfBenefit"').length - 1, text.includes('42CFRPart2')] as const
    }
    const [[all, shown], [fewer, hidden]] = [await total(['share_samhsa_data']), await total([])]
    expect([all, shown, hidden]).toEqual([40, true, false])
    expect(fewer).toBeLessThan(all)
  })
})

/** Sends what fetch would change: no Accept, another Host. */
function raw(address: string, headers: Record<string, string>) {
  return new Promise<{ headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    const sent = request(address, { headers: { authorization: `Bearer ${token}`, ...headers } }, answer => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(parts) }))
    })
    sent.on('error', reject).end()
  })
}
