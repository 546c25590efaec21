// CDC's clearinghouse as the contract has it: each bullet E-C of organization-apis.md, section 7.
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { postJson, textIn, told } from '@/sandbox/organizations/testing'
import { cdcClients, cdcScopes } from '@/sandbox/organizations/credentials'
import type { CdcScope } from '@/sandbox/organizations/credentials'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'
import { jobStates, jobStateStartsMs } from './jobs'

let sandbox: RunningSandbox
let base: string
const { sandbox: client, uploadOnly, production } = cdcClients
const { clientId } = client
const lifeMs = 900_000
const tenMinutesMs = 600_000

beforeAll(async () => {
  sandbox = await startSandbox()
  base = `${sandbox.url}/cdc`
})
// On a whole second, so that a life is to the millisecond what its date code says.
beforeEach(() => {
  sandbox.controls.reset()
  sandbox.controls.clock.set(Math.ceil(Date.now() / 1_000) * 1_000)
})
afterAll(() => sandbox.stop())

const wish = (change: Readonly<Record<string, unknown>> = {}) => ({ clientID: clientId, clientSecret: client.clientSecret, scopes: ['UPLOAD'], ...change })
const generate = (change: Readonly<Record<string, unknown>> = {}, headers: Record<string, string> = {}) => postJson(`${base}/v0/token/gen`, wish(change), headers)
const newToken = (scopes: readonly CdcScope[] = ['UPLOAD']) => textIn(generate({ scopes }), 'token')
const refresh = (token: string, body?: string) =>
  fetch(`${base}/v0/token/refresh`, { method: 'POST', headers: { authorization: token }, ...(body !== undefined && { body }) })
const send = (method: string, path: string, token: string | null, body?: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${base}${path}`, { method, headers: { ...headers, ...(token !== null && { authorization: token }) }, ...(body !== undefined && { body }) })
const echo = (token: string | null) => send('GET', '/v0/echo', token)
const statusOf = async (answer: Promise<Response>) => (await answer).status
const nowSeconds = () => Math.floor(sandbox.controls.clock.now() / 1_000)
const expirationOf = async (answer: Promise<Response>): Promise<unknown> => Object((await told(answer))[1])['expiration']

describe('E-C1 a token for exact names', () => {
  it('with an integer in epoch seconds, 900 from now', async () => {
    const answer = await generate()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
    const text = await answer.text()
    expect(JSON.parse(text)).toEqual({ token: expect.any(String), expiration: expect.any(Number) })
    const expiration = Number(/"expiration":(\d+)\}$/.exec(text)?.[1])
    expect(expiration - nowSeconds()).toBeGreaterThan(890)
    expect(expiration - nowSeconds()).toBeLessThanOrEqual(900)
  })

  it('that looks like the published one', async () => {
    const token = await newToken()
    const { iat = 0, exp = 0 } = decodeJwt(token)
    expect([decodeProtectedHeader(token).alg, exp - iat]).toEqual(['HS512', 900])
  })

  it.each<[string, object]>([
    ['clientId in camel case', { clientID: undefined, clientId }],
    ['ids in lower case', { clientID: undefined, clientid: clientId }],
    ['snake case', { clientSecret: undefined, client_secret: client.clientSecret }],
    ['a field it does not know', { grant_type: 'client_credentials' }],
  ])('%s is refused', async (_, change) => {
    expect(await told(generate({ ...change }))).toEqual([400, { status: 400, message: expect.any(String) }])
  })

  it('only from a POST of JSON by somebody who takes JSON', async () => {
    expect(await statusOf(fetch(`${base}/v0/token/gen`))).toBe(405)
    expect(await statusOf(generate({}, { 'content-type': 'application/x-www-form-urlencoded' }))).toBe(415)
    expect(await statusOf(generate({}, { accept: 'text/html' }))).toBe(406)
    expect(await statusOf(generate({}, { accept: 'application/json' }))).toBe(200)
    expect(await statusOf(fetch(`${base}/v0/token/gen`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[' }))).toBe(400)
  })
})

describe('E-C2 scopes and credentials', () => {
  it.each<[string, unknown]>([['unknown', ['UPLOAD', 'READ']], ['empty', []], ['missing', undefined], ['no list', 'UPLOAD'], ['no texts', [1]]])(
    'scopes that are %s: 400',
    async (_, scopes) => {
      expect(await statusOf(generate({ scopes }))).toBe(400)
    },
  )

  const own = { clientID: uploadOnly.clientId, clientSecret: uploadOnly.clientSecret }

  it('a scope that was not granted: 403', async () => {
    expect(await statusOf(generate({ ...own, scopes: ['UPLOAD', 'DELETE'] }))).toBe(403)
    expect(await statusOf(generate(own))).toBe(200)
  })

  it('working for somebody without the right: 403; with it, the token says for whom', async () => {
    expect(await statusOf(generate({ ...own, onBehalfOfClientID: clientId }))).toBe(403)
    expect(await statusOf(generate({ onBehalfOfClientID: 'a-stranger' }))).toBe(403)
    const token = await textIn(generate({ onBehalfOfClientID: uploadOnly.clientId }), 'token')
    expect(await told(echo(token))).toEqual([200, { clientID: clientId, scopes: ['UPLOAD'], onBehalfOfClientID: uploadOnly.clientId }])
  })

  it.each<[string, object]>([['a wrong secret', { clientSecret: 'wrong' }], ['an id that nobody has', { clientID: 'nobody' }], ['credentials of the other world', { clientID: production.clientId, clientSecret: production.clientSecret }]])(
    '%s: 401',
    async (_, change) => {
      expect(await told(generate({ ...change }))).toEqual([401, { status: 401, message: 'Bad credentials' }])
    },
  )
})

describe('E-C3 trading a token for another', () => {
  it('gives a new one with a new end and the same scopes', async () => {
    const first = await newToken(['UPLOAD', 'EXPORT_REDACTED'])
    sandbox.controls.clock.advance(tenMinutesMs)
    const [status, body] = await told(refresh(first))
    const { token, expiration } = Object(body)
    expect(status).toBe(200)
    expect(token).not.toBe(first)
    expect(expiration - nowSeconds()).toBeGreaterThan(890)
    expect(await told(echo(token))).toEqual([200, { clientID: clientId, scopes: ['UPLOAD', 'EXPORT_REDACTED'] }])
    expect(await statusOf(echo(first))).toBe(200)
  })

  it('works until the end and not at it', async () => {
    const token = await newToken()
    sandbox.controls.clock.set((decodeJwt(token).exp ?? 0) * 1_000 - 5_000)
    expect(await statusOf(refresh(token))).toBe(200)
    sandbox.controls.clock.set((decodeJwt(token).exp ?? 0) * 1_000)
    expect(await statusOf(refresh(token))).toBe(401)
    expect(await statusOf(echo(token))).toBe(401)
  })

  it('tolerates a body, and goes on for as long as it is repeated', async () => {
    let token = await newToken()
    for (let life = 0; life < 8; life += 1) {
      sandbox.controls.clock.advance(lifeMs - 10_000)
      token = await textIn(refresh(token, '{"scopes":["DELETE"]}'), 'token')
    }
    expect(await told(echo(token))).toEqual([200, { clientID: clientId, scopes: ['UPLOAD'] }])
  })

  it.each([401, 404, 502])('can be made to answer %i while everything else works', async status => {
    const token = await newToken()
    sandbox.controls.turn('any-status', { clientId, value: status, match: { route: 'organization-refresh' } })
    expect([await statusOf(refresh(token)), await statusOf(echo(token)), await statusOf(generate())]).toEqual([status, 200, 200])
  })

  it('is not to be had without a token', async () => {
    expect(await statusOf(send('POST', '/v0/token/refresh', null))).toBe(401)
    expect(await statusOf(refresh('made-up'))).toBe(401)
  })
})

describe('E-C4 the header', () => {
  it('holds the token raw; Bearer in front of it is refused', async () => {
    const token = await newToken()
    expect([await statusOf(echo(token)), await statusOf(echo(`Bearer ${token}`)), await statusOf(echo(null))]).toEqual([200, 401, 401])
  })

  it('may have Bearer where that is switched on, for one client', async () => {
    sandbox.controls.behave({ cdcHeader: 'lenient' }, { clientId })
    const token = await newToken()
    expect([await statusOf(echo(token)), await statusOf(echo(`Bearer ${token}`))]).toEqual([200, 200])
  })

  it('with a token of another scope: 403', async () => {
    expect(await told(send('POST', '/v0/export', await newToken(), '{}'))).toEqual([403, { status: 403, message: 'Scope not granted' }])
  })

  it('with a token of the other world: 401', async () => {
    const theirs = await textIn(postJson(`${sandbox.url}/cdc-production/v0/token/gen`, { clientID: production.clientId, clientSecret: production.clientSecret, scopes: ['UPLOAD'] }), 'token')
    expect(await statusOf(echo(theirs))).toBe(401)
  })
})

const dates = { startDate: '2026-01-30', endDate: '2026-02-02' }
const hl7 = 'MSH|^~\\&|A\rPID|1\rMSH|^~\\&|B\rPID|1\r'
const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)])
const exportOf = (format: string) => JSON.stringify({ ...dates, format })

describe('E-C5 what each scope opens', () => {
  type Row = readonly [call: string, method: string, path: string, body: string | Uint8Array<ArrayBuffer>, scope: CdcScope, status: number]
  const uploads = (['POST', 'PUT', 'DELETE'] as const).flatMap((method): Row[] => {
    const scope = ({ POST: 'UPLOAD', PUT: 'UPDATE', DELETE: 'DELETE' } as const)[method]
    return [
      [`${method} cvrs`, method, '/v0/upload/cvrs/batch', 'a\tb\n1\t2\n', scope, 200],
      [`${method} hl7`, method, '/v0/upload/hl7/batch', hl7, scope, 200],
      [`${method} hl7 in JSON`, method, '/v0/upload/hl7/json', '[{}]', scope, 200],
      [`${method} a job`, method, '/v0/async/cvrs/jobs', zip, scope, 202],
    ]
  })
  const rows: readonly Row[] = [
    ...uploads,
    ['raw HL7', 'POST', '/v0/export', exportOf('HL7_RAW'), 'EXPORT_NON_REDACTED', 200],
    ['raw CVRS', 'POST', '/v0/export', exportOf('CVRS_RAW'), 'EXPORT_NON_REDACTED', 200],
    ['processed, redacted', 'POST', '/v0/export', exportOf('CVRS_PROCESSED_REDACTED'), 'EXPORT_REDACTED', 200],
    ['processed, not redacted', 'POST', '/v0/export', exportOf('CVRS_PROCESSED_NON_REDACTED'), 'EXPORT_NON_REDACTED', 200],
    ['history', 'POST', '/v0/izdlexport/history', JSON.stringify(dates), 'EXPORT_SUMMARIZATION', 200],
  ]

  it('exactly its own routes', async () => {
    const tokens = await Promise.all(cdcScopes.map(async scope => [scope, await newToken([scope])] as const))
    for (const [call, method, path, body, wanted, good] of rows) {
      const statuses = await Promise.all(tokens.map(async ([scope, token]) => [scope, await statusOf(send(method, path, token, body))]))
      expect([call, statuses]).toEqual([call, cdcScopes.map(scope => [scope, scope === wanted ? good : 403])])
    }
  })

  it('a job passes its five states on the clock, and is nobody else\'s', async () => {
    const [, accepted] = await told(send('POST', '/v0/async/cvrs/jobs', await newToken(), zip))
    expect(accepted).toMatchObject({ status: 'QUEUED' })
    const path = `/v0/async/cvrs/jobs/${Object(accepted).id}`
    const token = await newToken()
    const startMs = sandbox.controls.clock.now()
    for (const state of jobStates) {
      sandbox.controls.clock.set(startMs + jobStateStartsMs[state])
      expect(await told(send('GET', path, token))).toEqual([200, { id: Object(accepted).id, status: state }])
    }
    const theirs = await textIn(generate({ clientID: uploadOnly.clientId, clientSecret: uploadOnly.clientSecret }), 'token')
    expect(await statusOf(send('GET', path, theirs))).toBe(404)
  })

  it('uploads are counted, packed or not, and what is no upload is refused', async () => {
    const token = await newToken()
    const [, body] = await told(send('POST', '/v0/upload/hl7/batch', token, gzipSync(hl7), { 'content-encoding': 'gzip' }))
    expect(body).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), totalRecords: 2, storageResult: 'SUCCESS', operation: 'UPLOAD' })
    expect(await told(send('GET', `/v0/upload/file/${Object(body).id}`, token))).toMatchObject([200, { fileId: Object(body).id, format: 'hl7' }])
    for (const [path, wrong] of [['hl7/batch', 'PID|1'], ['hl7/json', '{}'], ['cvrs/batch', 'one column']] as const)
      expect(await statusOf(send('POST', `/v0/upload/${path}`, token, wrong))).toBe(400)
    expect(await statusOf(send('POST', '/v0/upload/hl7/batch', token, hl7, { 'content-encoding': 'gzip' }))).toBe(400)
    expect(await statusOf(send('POST', '/v0/async/cvrs/jobs', token, 'no zip'))).toBe(400)
    expect(await statusOf(send('PATCH', '/v0/async/cvrs/jobs', token, zip))).toBe(405)
  })

  it('an export has both its days, a history leaves the last one out, and redacted records name nobody', async () => {
    const token = await newToken(['EXPORT_REDACTED', 'EXPORT_NON_REDACTED', 'EXPORT_SUMMARIZATION'])
    const ask = async (path: string, body: string) => JSON.parse(await (await send('POST', path, token, body)).text())
    const named = await ask('/v0/export', exportOf('CVRS_PROCESSED_NON_REDACTED'))
    const redacted = await ask('/v0/export', exportOf('CVRS_PROCESSED_REDACTED'))
    expect(named.map((record: { admin_date: string }) => record.admin_date)).toEqual(['2026-01-30', '2026-01-31', '2026-02-01', '2026-02-02'])
    expect(redacted).toHaveLength(4)
    expect(JSON.stringify(redacted)).not.toContain(named[0].recip_last_name)
    const history = await ask('/v0/izdlexport/history', JSON.stringify({ ...dates, siteKey: 'ABA' }))
    expect(history).toHaveLength(3)
    expect(Object.keys(history[0])).toEqual(['cvrsRecordCount', 'exportFilename', 'exportTime', 'fileIds', 'fileNames', 'siteKey'])
    for (const wrong of [{ ...dates, endDate: '2026-01-29' }, { startDate: '2026-02-30', endDate: '2026-03-01' }, {}])
      expect(await statusOf(send('POST', '/v0/izdlexport/history', token, JSON.stringify(wrong)))).toBe(400)
  })

  it('an export is packed for whoever takes it packed', async () => {
    const token = await newToken(['EXPORT_NON_REDACTED'])
    const year = JSON.stringify({ startDate: '2026-01-01', endDate: '2026-12-31', format: 'CVRS_RAW' })
    const plain = await (await send('POST', '/v0/export', token, year, { 'accept-encoding': 'identity' })).text()
    const packed = await send('POST', '/v0/export', token, year, { 'accept-encoding': 'gzip' })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    const bytes = Buffer.from(await packed.arrayBuffer())
    expect(bytes.subarray(0, 2).toString('hex') === '1f8b' ? gunzipSync(bytes).toString() : bytes.toString()).toBe(plain)
    expect(plain.trim().split('\n')).toHaveLength(366)
  })
})

describe('E-C6 modes', () => {
  it.each([
    ['seconds', (seconds: number) => seconds],
    ['milliseconds', (seconds: number) => seconds * 1_000],
    ['text', (seconds: number) => String(seconds)],
    ['iso-date', (seconds: number) => new Date(seconds * 1_000).toISOString()],
  ] as const)('the end of a token in %s', async (cdcExpiration, written) => {
    sandbox.controls.behave({ cdcExpiration }, { clientId })
    const [, body] = await told(generate())
    expect(Object(body).expiration).toEqual(written(decodeJwt(Object(body).token).exp ?? 0))
  })

  it.each([tenMinutesMs, -tenMinutesMs])('a server clock that is %i ms off: its Date and its expiration agree, and the token lives as long', async cdcClockOffsetMs => {
    sandbox.controls.behave({ cdcClockOffsetMs }, { clientId })
    const answer = await generate()
    const { token, expiration } = await answer.clone().json().then(Object)
    const dateMs = Date.parse(answer.headers.get('date') ?? '')
    expect(Math.abs(dateMs - sandbox.controls.clock.now() - cdcClockOffsetMs)).toBeLessThan(5_000)
    expect(Math.abs(expiration * 1_000 - dateMs - lifeMs)).toBeLessThan(5_000)
    sandbox.controls.clock.advance(lifeMs - 10_000)
    const later = await echo(token)
    expect([later.status, Math.abs(Date.parse(later.headers.get('date') ?? '') - sandbox.controls.clock.now() - cdcClockOffsetMs) < 5_000]).toEqual([200, true])
    sandbox.controls.clock.advance(10_000)
    expect(await statusOf(echo(token))).toBe(401)
  })

  it('no Date at all', async () => {
    sandbox.controls.behave({ cdcDate: 'missing' }, { clientId })
    const answer = await generate()
    expect([answer.status, answer.headers.get('date')]).toEqual([200, null])
  })

  it('a token that dies when it is refreshed', async () => {
    sandbox.controls.behave({ cdcOldToken: 'dies' }, { clientId })
    const first = await newToken()
    const second = await textIn(refresh(first), 'token')
    expect([await statusOf(echo(first)), await statusOf(echo(second)), await statusOf(refresh(first))]).toEqual([401, 200, 401])
  })

  it('a life of another length', async () => {
    sandbox.controls.behave({ cdcTokenSeconds: 5 }, { clientId })
    expect(Number(await expirationOf(generate())) - nowSeconds()).toBeLessThanOrEqual(5)
  })
})

describe('the journal', () => {
  it('tells generating, refreshing and calling apart by client, with the raw token hashed', async () => {
    const token = await newToken()
    await refresh(token)
    await echo(token)
    const { journal } = sandbox.controls
    expect(journal.counts({ clientId })).toEqual({ 'organization-token': 1, 'organization-refresh': 1, 'organization-call': 1 })
    const text = JSON.stringify(journal.entries())
    for (const secret of [token, client.clientSecret]) expect(text).not.toContain(secret)
  })
})
