// E17, E18, E23, observed 7, 9 and 10: who may read what, the words when not, and the headers of every answer.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cast, mainApp, otherApp } from './cast'
import { call, connect } from './walk'
import { RESERVED } from '@/sandbox/people/reserved'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'

let sandbox: RunningSandbox
let url: string
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast })
  url = sandbox.url
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

const dataPaths = ['/v2/fhir/Patient', '/v2/fhir/Coverage/', '/v2/fhir/ExplanationOfBenefit', '/v3/fhir/Coverage', '/v1/fhir/Patient', '/v2/connect/userinfo']
const noCredentials = '{"detail":"Authentication credentials were not provided."}'
const noPermission = '{"detail":"You do not have permission to perform this action."}'
const invalid = 'Bearer realm="api",error="invalid_token",error_description="The access token is invalid."'
const expired = 'Bearer realm="api",error="invalid_token",error_description="The access token has expired."'

describe('E18 without a usable token', () => {
  it.each(dataPaths)('%s: no header, another scheme, Bearer alone, an unknown token', async path => {
    const rows: [Record<string, string>, string][] = [
      [{}, 'Bearer realm="api"'],
      [{ authorization: 'Basic abc' }, 'Bearer realm="api"'],
      [{ authorization: 'Bearer' }, 'Bearer realm="api"'],
      [{ authorization: 'Bearer unknown' }, invalid],
    ]
    for (const [headers, challenge] of rows) {
      const answer = await call(url, path, null, headers)
      expect([answer.status, answer.headers.get('www-authenticate'), await answer.text()]).toEqual([401, challenge, noCredentials])
      expect(answer.headers.get('content-type')).toBe(path.includes('/fhir/') ? 'application/fhir+json' : 'application/json')
    }
  })

  it.each(dataPaths)('%s: past its hour', async path => {
    const { access_token } = await connect({ url, app: mainApp })
    sandbox.controls.clock.advance(3_600_000)
    const answer = await call(url, path, access_token)
    expect([answer.status, answer.headers.get('www-authenticate'), await answer.text()]).toEqual([401, expired, noCredentials])
  })

  it.each(dataPaths)('%s: a paused app', async path => {
    const { access_token } = await connect({ url, app: mainApp })
    sandbox.controls.behave({ app: 'paused' }, { clientId: mainApp.clientId })
    const answer = await call(url, path, access_token)
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="api"'])
    expect(await answer.text()).toMatch(/^\{"detail":"This application, Main App, is temporarily inactive\. If you are/)
  })

  it.each(dataPaths)('%s: the token in the query', async path => {
    const { access_token } = await connect({ url, app: mainApp })
    const answer = await call(url, `${path}?access_token=${access_token}`, access_token)
    expect([answer.status, await answer.text()]).toEqual([400, '{"detail":"Using the access token in the query parameters is not supported. Use the Authorization header instead"}'])
  })

  it('the scheme may be written in small letters', async () => {
    const { access_token } = await connect({ url, app: mainApp })
    expect((await call(url, '/v2/fhir/Patient', null, { authorization: `bearer ${access_token}` })).status).toBe(200)
  })

  it('tells two apps apart', async () => {
    const { access_token } = await connect({ url, app: otherApp })
    sandbox.controls.expireAccessTokens({ clientId: mainApp.clientId })
    expect((await call(url, '/v2/fhir/Patient', access_token)).status).toBe(200)
  })
})

describe('2.7 what each scope opens', () => {
  const reads = { Patient: 'patient', Coverage: 'coverage', ExplanationOfBenefit: 'claims' } as const
  const rows = (Object.keys(reads) as (keyof typeof reads)[]).flatMap(name => [
    [`patient/${name}.read`, name, true, true] as const,
    [`patient/${name}.rs`, name, true, true] as const,
    [`patient/${name}.r`, name, true, false] as const,
    [`patient/${name}.s`, name, false, true] as const,
  ])
  it.each(rows)('%s: %s read %s, search %s', async (scope, name, mayRead, maySearch) => {
    const { access_token } = await connect({ url, app: mainApp, scope, username: 'BBUser09001' })
    for (const version of [1, 2, 3]) {
      const search = await call(url, `/v${version}/fhir/${name}`, access_token)
      expect(search.status).toBe(maySearch ? 200 : 403)
      if (!maySearch) expect(await search.text()).toBe(noPermission)
      // An id that is nobody's is found out only after the permission.
      expect((await call(url, `/v${version}/fhir/${name}/carrier--1`, access_token)).status === 403).toBe(!mayRead)
    }
    for (const other of Object.keys(reads).filter(resource => resource !== name))
      expect((await call(url, `/v2/fhir/${other}`, access_token)).status).toBe(403)
    expect((await call(url, '/v2/connect/userinfo', access_token)).status).toBe(403)
  })

  it.each(['openid', 'launch/patient'])('%s opens nothing', async scope => {
    const { access_token } = await connect({ url, app: mainApp, scope })
    for (const path of dataPaths) expect((await call(url, path, access_token)).status).toBe(403)
  })

  it('profile opens userinfo alone', async () => {
    const { access_token } = await connect({ url, app: mainApp, scope: 'profile' })
    expect((await call(url, '/v2/fhir/Patient', access_token)).status).toBe(403)
    for (const path of ['/v2/connect/userinfo', '/v2/connect/userinfo/', '/v2/connect/userinfoX'])
      expect((await call(url, path, access_token)).status).toBe(200)
  })

  it('a token of one version reads every version', async () => {
    const { access_token } = await connect({ url, app: mainApp, version: 2, username: 'BBUser09001' })
    for (const version of [1, 2, 3]) expect((await call(url, `/v${version}/fhir/Patient`, access_token)).status).toBe(200)
  })

  it.each(['HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'])('%s is refused in spite of Allow', async method => {
    const { access_token } = await connect({ url, app: mainApp })
    const headers = { authorization: `Bearer ${access_token}` }
    expect((await fetch(`${url}/v2/fhir/Patient`, { method, headers })).status).toBe(403)
    const userinfo = await fetch(`${url}/v2/connect/userinfo`, { method, headers })
    expect(userinfo.status).toBe(403)
    if (['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)) expect(userinfo.headers.get('content-type')).toContain('text/html')
  })

  it('a person without an id in version 3 is refused there, and has a userinfo without patient', async () => {
    const username = `BBUser${RESERVED.noVersion3}`
    const { access_token } = await connect({ url, app: mainApp, username })
    const answer = await call(url, '/v3/fhir/Patient', access_token)
    expect([answer.status, await answer.text()]).toEqual([403, noPermission])
    const userinfo = await call(url, '/v3/connect/userinfo', access_token)
    expect(userinfo.status).toBe(200)
    expect(await userinfo.json()).not.toHaveProperty('patient')
  })

  it('version 3 closed to the app: 403 in its own words', async () => {
    const { access_token } = await connect({ url, app: mainApp })
    sandbox.controls.behave({ v3: 'early-adopters-only' })
    const answer = await call(url, '/v3/fhir/Coverage', access_token)
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringMatching(/^\{"detail":"This application, Main App, does not yet have access to v3 endpoints\. If you are/)])
    expect((await call(url, '/v2/fhir/Coverage', access_token)).status).toBe(200)
  })
})

describe('4.8 a broken claims backend', () => {
  it.each([
    ['failing', 2, 502, '{"detail":"A failure occurred contacting the upstream server"}'],
    ['failing', 3, 500, '"resourceType":"OperationOutcome"'],
    ['unreachable', 2, 500, '{"error": "Server Error (500)"}'],
    ['unreachable', 3, 500, '{"error": "Server Error (500)"}'],
  ] as const)('%s, version %i: %i', async (claimsBackend, version, status, words) => {
    const { access_token } = await connect({ url, app: mainApp, username: 'BBUser09001' })
    sandbox.controls.behave({ claimsBackend })
    const answer = await call(url, `/v${version}/fhir/Coverage`, access_token)
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(words)])
    expect((await call(url, '/v2/connect/userinfo', access_token)).status).toBe(200)
  })
})

describe('1.5 userinfo', () => {
  it.each([1, 2, 3] as const)('says who, with the id of version %i', async version => {
    const { access_token } = await connect({ url, app: mainApp, version, username: 'BBUser09001' })
    const person = sandbox.controls.directory.findByKey('BBUser09001')
    const id = version === 3 ? person?.v3Id : person?.v2Id
    const answer = await call(url, `/v${version}/connect/userinfo`, access_token)
    const text = await answer.text()
    expect(text).toMatch(/^\{"sub": "[^"]+", "name": "[^"]+", "given_name": /)
    expect(JSON.parse(text)).toEqual({
      sub: id,
      name: `${person?.givenName} ${person?.familyName}`,
      given_name: person?.givenName,
      family_name: person?.familyName,
      email: person?.email,
      iat: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      patient: id,
    })
  })
})

describe('E23 and observed 10: what every answer wears', () => {
  const cases = ['/v2/o/authorize/', '/.well-known/openid-configuration', '/v2/fhir/metadata', '/v2/fhir/Patient', '/v2/connect/userinfo', '/nothing', '/health']

  it.each(cases)('%s', async path => {
    const answer = await fetch(`${url}${path}`, { headers: { origin: 'https://anybody.example' } })
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'content-language': 'en',
      'access-control-allow-origin': '*',
      'x-ratelimit-limit': 'None',
      'x-ratelimit-remaining': 'None',
      'x-ratelimit-reset': 'None',
    })
    expect(answer.headers.get('access-control-expose-headers')).toBeNull()
  })

  it.each(cases)('a preflight of %s', async path => {
    const answer = await fetch(`${url}${path}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://anybody.example', 'access-control-request-method': 'GET' },
    })
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
      'access-control-allow-headers': 'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
      'access-control-max-age': '86400',
    })
  })

  it('data carries numbers, userinfo carries None', async () => {
    const { access_token } = await connect({ url, app: mainApp })
    const data = await call(url, '/v2/fhir/Coverage', access_token)
    expect(data.headers.get('x-ratelimit-limit')).toBe('100000')
    expect(data.headers.get('x-ratelimit-remaining')).toBe('99999')
    expect(data.headers.get('x-ratelimit-reset')).toMatch(/^\d+\.\d+$/)
    expect((await call(url, '/v2/connect/userinfo', access_token)).headers.get('x-ratelimit-limit')).toBe('None')
  })
})

describe('observed 9: the rate limit', () => {
  it('is per token, says 429 with the seconds, and opens again', async () => {
    sandbox.controls.behave({ rateLimit: 3, rateWindowMs: 60_000 })
    const { access_token } = await connect({ url, app: mainApp })
    const other = await connect({ url, app: otherApp })
    const remaining: (string | null)[] = []
    for (let round = 0; round < 3; round += 1) remaining.push((await call(url, '/v2/fhir/Coverage', access_token)).headers.get('x-ratelimit-remaining'))
    expect(remaining).toEqual(['2', '1', '0'])
    const over = await call(url, '/v2/fhir/Coverage', access_token)
    expect([over.status, over.headers.get('retry-after'), await over.text()]).toEqual([429, '60', '{"detail":"Request was throttled. Expected available in 60 seconds."}'])
    expect((await call(url, '/v2/connect/userinfo', access_token)).status).toBe(200)
    expect((await call(url, '/v2/fhir/Coverage', other.access_token)).status).toBe(200)
    sandbox.controls.clock.advance(60_000)
    expect((await call(url, '/v2/fhir/Coverage', access_token)).status).toBe(200)
  })
})

describe('E17 the clock', () => {
  it('moves on, back, to a moment, and right again', () => {
    const { clock } = sandbox.controls
    const now = clock.now()
    clock.advance(60_000)
    expect(clock.now() - now).toBeGreaterThanOrEqual(60_000)
    clock.set(0)
    expect(clock.now()).toBeLessThan(10_000)
    clock.reset()
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000)
  })
})
