// Change Healthcare as the contract has it: each bullet E-H of organization-apis.md, section 7.
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { allowInsecureRequests, clientCredentialsGrant, ClientSecretPost, Configuration, ResponseBodyError } from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { grantOf, postForm, postJson, textIn, told } from '@/sandbox/organizations/testing'
import { changeClients } from '@/sandbox/organizations/credentials'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'

let sandbox: RunningSandbox
let base: string
let tokenUrl: string
const { sandbox: client, oddSecret, production } = changeClients
const { clientId } = client
const hourMs = 3_600_000

beforeAll(async () => {
  sandbox = await startSandbox()
  base = `${sandbox.url}/change-healthcare`
  tokenUrl = `${base}/apip/auth/v2/token`
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

const newToken = () => textIn(postForm(tokenUrl, grantOf(client)), 'access_token')
const echo = (token?: string, at = base) =>
  fetch(`${at}/echo`, { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) } })
const statusOf = async (answer: Promise<Response>) => (await answer).status

describe('E-H1 a form gets a token', () => {
  it('with a numeric 3600, to be kept by nobody on the way', async () => {
    const answer = await postForm(tokenUrl, grantOf(client))
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('content-type')]).toEqual([200, 'no-store', 'application/json'])
    expect(await answer.json()).toEqual({ access_token: expect.any(String), token_type: 'bearer', expires_in: 3_600 })
  })

  it('with fields in any order, others beside them, and a charset', async () => {
    const fields = { scope: 'x', ...Object.fromEntries(Object.entries(grantOf(client)).toReversed()) }
    expect(await statusOf(postForm(tokenUrl, fields, 'application/x-www-form-urlencoded;charset=UTF-8'))).toBe(200)
  })

  it('that has the claims of the published sample', async () => {
    const token = await newToken()
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', kid: '1' })
    const { iat = 0, ...claims } = decodeJwt(token)
    expect(claims).toEqual({
      access_token: expect.any(String), aud: 'apiPlatform', nbf: iat, api_product_list: expect.any(Array), application_name: client.applicationName,
      developer_email: expect.any(String), iss: base, exp: iat + 3_600, jti: expect.any(String),
    })
  })

  it('also for a secret with everything that a form must encode', async () => {
    expect(await statusOf(postForm(tokenUrl, grantOf(oddSecret)))).toBe(200)
  })
})

describe('E-H2 what is refused', () => {
  it.each<[string, Record<string, string>, number, string]>([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['an id that nobody has', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['another grant', { grant_type: 'authorization_code' }, 400, 'unsupported_grant_type'],
    ['an empty field', { client_secret: '' }, 400, 'invalid_request'],
  ])('%s', async (_, change, status, error) => {
    expect(await told(postForm(tokenUrl, { ...grantOf(client), ...change }))).toEqual([status, { error, error_description: expect.any(String) }])
  })

  it.each(['client_id', 'client_secret', 'grant_type'])('a form without %s', async missing => {
    const { [missing]: _, ...rest } = grantOf(client)
    expect(await told(postForm(tokenUrl, rest))).toMatchObject([400, { error: 'invalid_request' }])
  })

  it('a field that stands there twice, and a GET', async () => {
    const body = `${new URLSearchParams(grantOf(client)).toString()}&client_id=${clientId}`
    expect(await statusOf(fetch(tokenUrl, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }))).toBe(400)
    expect(await statusOf(fetch(tokenUrl))).toBe(405)
  })

  it('JSON, unless that is switched on; for one client alone where asked', async () => {
    expect(await told(postJson(tokenUrl, grantOf(client)))).toMatchObject([400, { error: 'invalid_request' }])
    sandbox.controls.behave({ changeBody: 'form-or-json' }, { clientId })
    expect(await statusOf(postJson(tokenUrl, grantOf(client)))).toBe(200)
    expect(await statusOf(postJson(tokenUrl, grantOf(oddSecret)))).toBe(400)
  })

  it('a secret that was replaced, from that moment', async () => {
    sandbox.organizations.changeHealthcare.memory.rotate(clientId, 'another')
    expect(await statusOf(postForm(tokenUrl, grantOf(client)))).toBe(401)
    expect(await statusOf(postForm(tokenUrl, { ...grantOf(client), client_secret: 'another' }))).toBe(200)
  })
})

describe('E-H3 two versions', () => {
  const names = async (version: string) => Object.keys(Object((await told(postForm(`${base}/apip/auth/${version}/token`, grantOf(client))))[1]))

  it('v1 answers accessToken, v2 access_token', async () => {
    expect([await names('v1'), await names('v2')]).toEqual([['accessToken', 'token_type', 'expires_in'], ['access_token', 'token_type', 'expires_in']])
  })

  it('either name on either path when it is switched', async () => {
    sandbox.controls.behave({ changeAnswer: 'v1' }, { clientId })
    expect(await names('v2')).toContain('accessToken')
    sandbox.controls.behave({ changeAnswer: 'v2' }, { clientId })
    expect(await names('v1')).toContain('access_token')
  })
})

describe('E-H4 what the token opens', () => {
  it('an echo, for an hour of the sandbox', async () => {
    const token = await newToken()
    expect(await told(echo(token))).toMatchObject([200, { method: 'POST', path: '/echo', clientId, body: '{"a":1}' }])
    sandbox.controls.clock.advance(hourMs - 10_000)
    expect(await statusOf(echo(token))).toBe(200)
    sandbox.controls.clock.advance(10_000)
    expect(await told(echo(token))).toMatchObject([401, { error: 'access_token_expired' }])
  })

  it('nothing without a token, with a made-up or an ended one, or with one of the other world', async () => {
    const theirs = await textIn(postForm(`${sandbox.url}/change-healthcare-production/apip/auth/v2/token`, grantOf(production)), 'access_token')
    const ended = await newToken()
    sandbox.organizations.changeHealthcare.memory.revoke(clientId)
    for (const token of [undefined, 'made-up', ended, theirs]) expect(await statusOf(echo(token))).toBe(401)
    expect(await statusOf(echo(theirs, `${sandbox.url}/change-healthcare-production`))).toBe(200)
  })

  it('credentials of one world are strangers in the other', async () => {
    expect(await statusOf(postForm(tokenUrl, grantOf(production)))).toBe(401)
    expect(await statusOf(postForm(`${sandbox.url}/change-healthcare-production/apip/auth/v2/token`, grantOf(client)))).toBe(401)
  })

  it('for two hours where production says so', async () => {
    sandbox.controls.behave({ changeTokenSeconds: 7_200 }, { clientId: production.clientId })
    const at = `${sandbox.url}/change-healthcare-production`
    const [, body] = await told(postForm(`${at}/apip/auth/v2/token`, grantOf(production)))
    expect(body).toMatchObject({ expires_in: 7_200 })
    const token = String(Object(body)['access_token'])
    sandbox.controls.clock.advance(2 * hourMs - 10_000)
    expect(await statusOf(echo(token, at))).toBe(200)
    sandbox.controls.clock.advance(10_000)
    expect(await statusOf(echo(token, at))).toBe(401)
  })

  it('eligibility and its health check', async () => {
    const headers = { authorization: `Bearer ${await newToken()}`, 'x-chng-trace-id': 'trace-1' }
    const question = { controlNumber: '123456789', tradingPartnerServiceId: 'SANDBOX', provider: {}, subscriber: {} }
    const at = `${base}/medicalnetwork/eligibility/v3`
    expect(await told(fetch(`${at}/healthcheck`, { headers }))).toEqual([200, { status: 'ok', version: 'v3' }])
    expect(await told(postJson(at, question, headers))).toMatchObject([200, { controlNumber: '123456789', meta: { traceId: 'trace-1' }, planStatus: [{ statusCode: '1' }] }])
    expect(await told(postJson(at, {}, headers))).toMatchObject([400, { errors: [{ field: 'controlNumber' }, {}, {}, {}] }])
    expect(await statusOf(postJson(at, question))).toBe(401)
    expect(await statusOf(fetch(at, { method: 'POST', headers, body: '{}' }))).toBe(415)
  })
})

describe('E-H5 what stands in front of it', () => {
  it('a host that has moved: 503 on the token path, 400 everywhere else', async () => {
    const token = await newToken()
    sandbox.controls.behave({ changeHost: 'retired' }, { clientId })
    expect(await told(postForm(tokenUrl, grantOf(client)))).toEqual([503, { error: 'Service Unavailable', error_description: 'Unsupported resource' }])
    expect(await told(echo(token))).toEqual([400, { error: 'invalid_request' }])
    expect(await statusOf(postForm(tokenUrl, grantOf(oddSecret)))).toBe(200)
    sandbox.controls.behave({ changeHost: 'retired' })
    expect(await statusOf(postForm(tokenUrl, grantOf(oddSecret)))).toBe(503)
  })

  it.each([502, 503, 504])('a gateway that answers %i with a page, once', async status => {
    sandbox.controls.turn(`gateway-${status}`, { clientId, times: 1 })
    const answer = await postForm(tokenUrl, grantOf(client))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8'])
    expect(await statusOf(postForm(tokenUrl, grantOf(client)))).toBe(200)
  })

  it.each<[string, string | null]>([['gateway-busy', '2'], ['gateway-busy-without-time', null]])('%s: 429 with Retry-After %j', async (knob, retryAfter) => {
    sandbox.controls.turn(knob, { clientId, times: 1 })
    const answer = await postForm(tokenUrl, grantOf(client))
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, retryAfter])
  })
})

describe('the knobs of tokens', () => {
  it.each<[string, unknown]>([['expires-in-text', 'string'], ['expires-in-missing', 'undefined'], ['expires-in-negative', 'number']])(
    '%s can be aimed at an organization',
    async (knob, kind) => {
      sandbox.controls.turn(knob, { clientId, match: { route: 'organization-token' } })
      const [status, body] = await told(postForm(tokenUrl, grantOf(client)))
      expect([status, typeof Object(body).expires_in]).toEqual([200, kind])
      expect(Object(body).expires_in).not.toBe(3_600)
    },
  )
})

describe('an independent client', () => {
  const configuration = (clientSecret: string) => {
    const config = new Configuration({ issuer: base, token_endpoint: tokenUrl }, clientId, undefined, ClientSecretPost(clientSecret))
    allowInsecureRequests(config)
    return config
  }

  it('gets a token and is told why it gets none', async () => {
    const tokens = await clientCredentialsGrant(configuration(client.clientSecret))
    expect([tokens.token_type, tokens.expires_in]).toEqual(['bearer', 3_600])
    const failure = await clientCredentialsGrant(configuration('wrong')).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ResponseBodyError)
    expect(failure).toMatchObject({ error: 'invalid_client', status: 401 })
  })
})

describe('the journal', () => {
  it('counts the token calls of one client, with secrets hashed', async () => {
    const token = await newToken()
    await echo(token)
    await postForm(tokenUrl, grantOf(oddSecret))
    const { journal } = sandbox.controls
    expect(journal.counts({ clientId })).toEqual({ 'organization-token': 1, 'organization-call': 1 })
    const text = JSON.stringify(journal.entries())
    for (const secret of [token, client.clientSecret, oddSecret.clientSecret]) expect(text).not.toContain(secret)
    for (const entry of journal.entries({ clientId })) expect(Object.values(entry.secrets)).toEqual([expect.stringMatching(/^[0-9a-f]{12}$/)])
  })
})
