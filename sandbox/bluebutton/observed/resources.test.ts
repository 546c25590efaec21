// blue-button-observed.md sections 7, 9 and 10, row by row: calls without a usable token or scope, the rate limit, and
// the headers of every answer. Contract 4.3 adds the rows of version 3.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cast, mainApp, noDemographics } from '@/sandbox/bluebutton/cast'
import { call, connect, post, walkToCode } from '@/sandbox/bluebutton/walk'
import type { Tokens, WalkOptions } from '@/sandbox/bluebutton/walk'
import { addMonths } from '@/sandbox/clock'
import { RESERVED } from '@/sandbox/people/reserved'
import { createSandbox } from '@/sandbox/server'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'
import { literally, named, prove } from './testing'
import type { Row } from './testing'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast })
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

const noCredentials = '{"detail":"Authentication credentials were not provided."}'
const noPermission = '{"detail":"You do not have permission to perform this action."}'
const realm = 'Bearer realm="api"'
const invalid = `${realm},error="invalid_token",error_description="The access token is invalid."`
const expired = `${realm},error="invalid_token",error_description="The access token has expired."`
const fhir = 'application/fhir+json'

describe.each([2, 3] as const)('observed 7, version %i', version => {
  const userinfo = `/v${version}/connect/userinfo`
  const paths = ['Patient', 'Coverage', 'ExplanationOfBenefit'].map(name => `/v${version}/fhir/${name}`)
  const start = (more: Partial<WalkOptions> = {}) => connect({ url: sandbox.url, app: mainApp, version, ...more })
  const typeOf = (path: string) => (path === userinfo ? 'application/json' : fhir)

  /** The row at FHIR and at userinfo alike. */
  const everywhere = (id: string, what: string, ask: (path: string) => Promise<Response>, challenge: string, body: string | RegExp = noCredentials): Row[] =>
    [paths[2] ?? '', paths[0] ?? '', userinfo].map(path => ({
      id, what: `${what}, ${path}`, ask: () => ask(path), status: 401, body,
      headers: { 'www-authenticate': challenge, 'content-type': typeOf(path) },
    }))
  const withHeader = (authorization: string | null) => (path: string) => call(sandbox.url, path, null, authorization === null ? {} : { authorization })
  /** Connects, lets something happen, and calls with the token of before. */
  const afterwards = (happens: (tokens: Tokens) => unknown) => async (path: string) => {
    const tokens = await start()
    await happens(tokens)
    return call(sandbox.url, path, tokens.access_token)
  }

  const unauthorized: Row[] = [
    ...everywhere('7.1', 'no token', withHeader(null), realm),
    ...everywhere('7.1', 'Basic', withHeader('Basic abc'), realm),
    ...everywhere('7.1', 'Bearer alone', withHeader('Bearer'), realm),
    ...everywhere('7.2', 'an unknown token', withHeader('Bearer unknown'), invalid),
    ...everywhere('7.2', 'a revoked token', afterwards(({ access_token }) => post(`${sandbox.url}/v${version}/o/revoke_token/`, { token: access_token }, mainApp)), invalid),
    ...everywhere('7.2', 'a replaced token', afterwards(() => walkToCode({ url: sandbox.url, app: mainApp, version })), invalid),
    ...everywhere('7.2', 'a grant that was removed', afterwards(() => sandbox.controls.revokeAtMedicare()), invalid),
    ...everywhere('7.3', 'an expired token', afterwards(() => sandbox.controls.clock.advance(3_600_000)), expired),
    ...everywhere('7.4', '13 months over', afterwards(() => sandbox.controls.expireGrants()), realm, /^\{"detail":"User access has timed out\. To refresh Medicare data, end user must re-authenticate and consent to share their data\."\}$/),
    ...everywhere('7.5', 'app deactivated', afterwards(() => sandbox.controls.behave({ app: 'paused' })), realm, /^\{"detail":"This application, Main App, is temporarily inactive\. /),
  ]

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const denied = { status: 403, body: noPermission, headers: { 'content-type': fhir } }
  const withScope = (scope: string, path: string) => async () => call(sandbox.url, path, (await start({ scope })).access_token)
  const refused: Row[] = [
    ...[...paths, userinfo].map((path): Row => ({
      id: '7.6', what: `token in the query, ${path}`, status: 400, headers: { 'content-type': typeOf(path) },
      ask: async () => fetch(`${sandbox.url}${path}?access_token=${(await start()).access_token}`),
      body: '{"detail":"Using the access token in the query parameters is not supported. Use the Authorization header instead"}',
    })),
    ...paths.map((path): Row => ({ id: '7.7', what: `scope missing, ${path}`, ask: withScope('openid', path), ...denied })),
    { id: '7.7', what: 'scope missing, userinfo', ask: withScope('openid', userinfo), ...denied, headers: { 'content-type': 'application/json' } },
    { id: '7.7', what: 'a foreign patient', ask: withScope('patient/ExplanationOfBenefit.rs', `${paths[2]}?patient=-1`), ...denied },
    { id: '7.7', what: 'a foreign beneficiary', ask: withScope('patient/Coverage.rs', `${paths[1]}?beneficiary=-1`), ...denied },
    ...['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method): Row => ({
      id: '7.7', what: method, status: 403, body: method === 'HEAD' ? '' : noPermission, headers: { 'content-type': fhir, allow: 'GET, HEAD, OPTIONS' },
      ask: async () => fetch(`${sandbox.url}${paths[2]}`, { method, headers: bearer((await start()).access_token) }),
    })),
    { id: '7.9', what: 'bearer in lower case', ask: async () => call(sandbox.url, paths[1] ?? '', null, { authorization: `bearer ${(await start()).access_token}` }), status: 200 },
    ...['POST', 'PUT', 'PATCH', 'DELETE'].map((method): Row => ({
      id: '7.10', what: `${method} on userinfo`, status: 403, body: /CSRF/, headers: { 'content-type': /^text\/html/ },
      ask: async () => fetch(`${sandbox.url}${userinfo}`, { method, headers: bearer((await start()).access_token) }),
    })),
    ...['HEAD', 'OPTIONS'].map((method): Row => ({
      id: '7.10', what: `${method} on userinfo (trap 10)`, status: 403, headers: { allow: 'GET, HEAD, OPTIONS' },
      ask: async () => fetch(`${sandbox.url}${userinfo}`, { method, headers: bearer((await start()).access_token) }),
    })),
    ...['', '/', 'X'].map((end): Row => ({
      id: '7.11', what: `userinfo with "${end}" at its end`, status: 200, headers: { 'content-type': 'application/json' },
      ask: async () => call(sandbox.url, `${userinfo}${end}`, (await start()).access_token),
      body: /^\{"sub": "(-\d+)", "name": "[^"]+", "given_name": "[^"]+", "family_name": "[^"]+", "email": "[^"]*", "iat": "[^"]+Z", "patient": "\1"\}$/,
    })),
  ]

  it.each(named([...unauthorized, ...refused]))('O%s', (_, row) => prove(row))

  const scopes: [scope: string, read: number, search: number][] = [['read', 200, 200], ['rs', 200, 200], ['r', 200, 403], ['s', 403, 200]]
  it.each(scopes)('O7.12 the scope .%s: read %i, search %i', async (letters, read, search) => {
    const person = sandbox.controls.directory.findByKey('BBUser00000')
    const id = version === 3 ? person?.v3Id : person?.v2Id
    const { access_token } = await start({ scope: `patient/Coverage.${letters}` })
    const statuses = [`${paths[1]}/part-a-${id}`, paths[1] ?? ''].map(async path => (await call(sandbox.url, path, access_token)).status)
    expect(await Promise.all(statuses)).toEqual([read, search])
  })
})

describe('observed 7, where the versions differ', () => {
  const start = (more: Partial<WalkOptions> = {}) => connect({ url: sandbox.url, app: mainApp, ...more })
  const status = async (path: string, token: string) => (await call(sandbox.url, path, token)).status

  it('O7.8 a person without a v3 id: 403 on data, userinfo 200 without patient and with another sub', async () => {
    const { access_token } = await start({ username: `BBUser${RESERVED.noVersion3}` })
    for (const name of ['Patient', 'Coverage', 'ExplanationOfBenefit']) {
      const answer = await call(sandbox.url, `/v3/fhir/${name}`, access_token)
      expect([answer.status, await answer.text()]).toEqual([403, noPermission])
    }
    const text = await (await call(sandbox.url, '/v3/connect/userinfo', access_token)).text()
    expect(text).toMatch(/^\{"sub": "[^"]+", /)
    expect(text).not.toContain('"patient"')
  })

  it('O7.13 demographics off: Patient and userinfo 403, the rest 200, patient still in the token reply', async () => {
    const tokens = await start({ toggle: ['share_demographic_scopes'] })
    expect(tokens.scope).not.toMatch(/profile|patient\/Patient/)
    expect(tokens.patient).toBe('-19990000000001')
    const paths = ['/v2/connect/userinfo', '/v2/fhir/Patient', '/v2/fhir/Patient/-19990000000001', '/v2/fhir/Coverage', '/v2/fhir/ExplanationOfBenefit']
    expect(await Promise.all(paths.map(path => status(path, tokens.access_token)))).toEqual([403, 403, 403, 200, 200])
  })

  it('O7.14 a v2 token works on v3 and the reverse, each with its own id', async () => {
    const person = sandbox.controls.directory.findByKey('BBUser00000')
    for (const version of [2, 3] as const) {
      const { access_token } = await start({ version, toggle: version === 3 ? ['share_samhsa_data'] : [] })
      expect(await status(`/v2/fhir/Patient/${person?.v2Id}`, access_token)).toBe(200)
      expect(await status(`/v3/fhir/Patient/${person?.v3Id}`, access_token)).toBe(200)
    }
  })

  it('O7.15 a v3 consent without the substance-use box: claims 403 on v1 and v2, search and read; Coverage 200', async () => {
    const { access_token } = await start({ version: 3 })
    for (const version of [1, 2]) {
      const base = `/v${version}/fhir`
      const statuses = [`${base}/ExplanationOfBenefit`, `${base}/ExplanationOfBenefit/outpatient--10000930000000`, `${base}/Coverage`]
      expect(await Promise.all(statuses.map(path => status(path, access_token)))).toEqual([403, 403, 200])
    }
    expect(await status('/v3/fhir/ExplanationOfBenefit', access_token)).toBe(200)
  })

  it('contract 4.3 v3, an app whose scopes lack the resource: 403 in words of its own', async () => {
    const { access_token } = await start({ app: noDemographics, version: 3, scope: 'patient/Coverage.rs' })
    const search = await call(sandbox.url, '/v3/fhir/Patient', access_token)
    expect([search.status, await search.text()]).toEqual([403, expect.stringMatching(/^\{"detail":"This application, No Demographics, does not have access to make search calls for Patient resources\b/)])
    const before = await call(sandbox.url, '/v2/fhir/Patient', access_token)
    expect([before.status, await before.text()]).toEqual([403, noPermission])
  })

  it('contract 4.3 v3, an app that is no early adopter: 403 in words of its own', async () => {
    const { access_token } = await start()
    sandbox.controls.behave({ v3: 'early-adopters-only' })
    const answer = await call(sandbox.url, '/v3/fhir/Coverage', access_token)
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringMatching(literally('{"detail":"This application, Main App, does not yet have access to v3 endpoints. If you are'))])
  })

  it('contract 3.5 a one-time grant is over an hour after consent, before its token is', async () => {
    const app = cast.find(({ access }) => access === 'ONE_TIME') ?? mainApp
    const verifier = 'v'.repeat(43)
    const code = await walkToCode({ url: sandbox.url, app, verifier })
    sandbox.controls.clock.advance(50_000)
    const fields = { grant_type: 'authorization_code', code, redirect_uri: app.redirectUris[0] ?? '', code_verifier: verifier }
    const text = await (await post(`${sandbox.url}/v2/o/token/`, fields, app)).text()
    const token = /"access_token": "(\w+)"/.exec(text)?.[1] ?? ''
    sandbox.controls.clock.advance(3_560_000)
    const answer = await call(sandbox.url, '/v2/fhir/Coverage', token)
    expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining('User access has timed out.')])
  })

  it('13 calendar months are the end, not a second before', async () => {
    const { clock } = sandbox.controls
    await start()
    const grant = sandbox.controls.listGrants()[0]
    expect(grant?.expiresAtMs).toBe(addMonths(grant?.consentedAtMs ?? 0, 13))
    expect(clock.now()).toBeLessThan(grant?.expiresAtMs ?? 0)
  })
})

describe('observed 9, the rate limit', () => {
  it('O9 three a minute: numbers, then 429 with its wait; userinfo and tokens are not limited and say None', async () => {
    sandbox.controls.behave({ rateLimit: 3, rateWindowMs: 60_000 })
    const { access_token } = await connect({ url: sandbox.url, app: mainApp })
    for (const left of ['2', '1', '0']) {
      const { headers } = await call(sandbox.url, '/v2/fhir/Coverage', access_token)
      expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual(['3', left])
      expect(headers.get('x-ratelimit-reset')).toMatch(/^\d+\.\d+$/)
    }
    const over = await call(sandbox.url, '/v2/fhir/Coverage', access_token)
    expect([over.status, over.headers.get('retry-after'), await over.text()]).toEqual([429, '60', '{"detail":"Request was throttled. Expected available in 60 seconds."}'])
    for (const answer of [await call(sandbox.url, '/v2/connect/userinfo', access_token), await post(`${sandbox.url}/v2/o/token/`, {}, mainApp)])
      expect(['limit', 'remaining', 'reset'].map(name => answer.headers.get(`x-ratelimit-${name}`))).toEqual(['None', 'None', 'None'])
  })

  it('O9 the default is 100000', async () => {
    const { access_token } = await connect({ url: sandbox.url, app: mainApp })
    const { headers } = await call(sandbox.url, '/v2/fhir/Coverage', access_token)
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-reset')]).toEqual(['100000', '99999', '1.0'])
  })
})

describe('observed 10, what every answer wears', () => {
  const fixed = {
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'content-language': 'en',
    'access-control-allow-origin': '*',
  }
  const paths = ['/v2/o/authorize/', '/v2/o/token/', '/v3/fhir/Coverage', '/v2/fhir/metadata', '/v2/connect/userinfo', '/nothing', '/health', '/v2/fhir/.well-known/smart-configuration']

  it.each(paths)('O10 %s, whatever its status', async path => {
    const { headers } = await fetch(`${sandbox.url}${path}`, { headers: { origin: 'https://anybody.example' }, redirect: 'manual' })
    expect(Object.fromEntries(headers)).toMatchObject(fixed)
    expect(headers.has('content-security-policy-report-only') || headers.has('content-security-policy')).toBe(true)
    expect([headers.get('access-control-expose-headers'), headers.get('strict-transport-security')]).toEqual([null, null])
  })

  it('O10 data too, and no validators', async () => {
    const { access_token } = await connect({ url: sandbox.url, app: mainApp })
    const { headers } = await call(sandbox.url, '/v2/fhir/Coverage', access_token, { origin: 'https://anybody.example' })
    expect(Object.fromEntries(headers)).toMatchObject({ ...fixed, vary: 'Accept, Accept-Language, origin, Cookie, Accept-Encoding', allow: 'GET, HEAD, OPTIONS' })
    expect(headers.has('content-security-policy-report-only')).toBe(true)
    expect([headers.get('etag'), headers.get('cache-control')]).toEqual([null, null])
  })

  it('O10 over https also what keeps it there', async () => {
    const { app } = await createSandbox({ apps: cast })
    const { headers } = await app.request('https://sandbox.example/v2/fhir/metadata')
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains; preload')
  })

  it.each(paths)('O10 a preflight of %s', async path => {
    const answer = await fetch(`${sandbox.url}${path}`, { method: 'OPTIONS', headers: { origin: 'https://anybody.example', 'access-control-request-method': 'POST' } })
    expect([answer.status, Object.fromEntries(answer.headers)]).toEqual([200, expect.objectContaining({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
      'access-control-allow-headers': 'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
      'access-control-max-age': '86400',
    })])
  })
})
