// Optum Real as the contract has it: each bullet E-O of organization-apis.md, section 7.
import { allowInsecureRequests, clientCredentialsGrant, ClientSecretPost, Configuration } from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { grantOf, postForm, postJson, textIn, told } from '@/sandbox/organizations/testing'
import { optumClients } from '@/sandbox/organizations/credentials'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'

let sandbox: RunningSandbox
let base: string
let productionBase: string
const { sandbox: client, mockOnly, production } = optumClients
const { clientId } = client
const tokenPath = '/apip/auth/sntl/v1/token'
const inquiry = '/oihub/claim/inquiry/v1'
const routes = [inquiry, '/oihub/claim/actions/v1', '/oihub/eligibility/v1/pre-service/member', '/oihub/patient/benefit/check/v1', '/oihub/document/search/v1']

beforeAll(async () => {
  sandbox = await startSandbox()
  base = `${sandbox.url}/optum`
  productionBase = `${sandbox.url}/optum-production`
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

const askJson = (change: object = {}, at = base) => postJson(`${at}${tokenPath}`, { ...grantOf(client), ...change })
const askForm = () => postForm(`${base}${tokenPath}`, grantOf(client))
const newToken = (whose: { readonly clientId: string; readonly clientSecret: string } = client, at = base) =>
  textIn(postJson(`${at}${tokenPath}`, grantOf(whose)), 'access_token')
const statusOf = async (answer: Promise<Response>) => (await answer).status
const question = (memberId = '1') => ({ query: 'query Ask($memberId: ID!) { claims(memberId: $memberId) { claimNumber } }', variables: { memberId } })

interface Ask {
  readonly token?: string | null
  readonly taxId?: string | null
  readonly mock?: boolean
  readonly body?: unknown
  readonly at?: string
  readonly path?: string
  readonly headers?: Record<string, string>
}

function call({ token = null, taxId = client.taxIds[0], mock = false, body = question(), at = base, path = inquiry, headers = {} }: Ask): Promise<Response> {
  return postJson(`${at}${path}`, body, {
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(taxId !== null && { providerTaxId: taxId }),
    ...(mock && { environment: 'sandbox' }),
    ...headers,
  })
}

describe('E-O1 how a token is asked for', () => {
  it.each([
    ['json', 200, 415],
    ['both', 200, 200],
    ['form', 415, 200],
  ] as const)('%s: JSON gets %i and a form %i', async (optumBody, json, form) => {
    sandbox.controls.behave({ optumBody }, { clientId })
    expect([await statusOf(askJson()), await statusOf(askForm())]).toEqual([json, form])
  })

  it('JSON is what it takes unless told, and the answer is plain', async () => {
    const answer = await askJson()
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await answer.json()).toEqual({ access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), token_type: 'bearer', expires_in: 3_600 })
  })

  it('the refusal of JSON, to the letter', async () => {
    sandbox.controls.behave({ optumBody: 'form' })
    const answer = await askJson()
    expect([answer.status, await answer.text()]).toEqual([
      415,
      '{"status":"415","failureReason":"UnsupportedMediaType","Errors":["Content-Type \'application/json\' is not supported. Use \'application/x-www-form-urlencoded\'."]}',
    ])
  })
})

describe('E-O2 how it refuses', () => {
  const shape = (status: number, failureReason: string, text: string) => [status, { status: String(status), failureReason, Errors: [text] }]

  it.each([{ grant_type: undefined }, { grant_type: 'password' }])('400: %o', async change => {
    expect(await told(askJson(change))).toEqual(shape(400, 'ValidationError', "Field 'grant_type' is required and must be 'client_credentials'."))
  })

  it.each(['client_id', 'client_secret'])('400 without %s, and for a body that is no JSON', async name => {
    expect(await told(askJson({ [name]: '' }))).toEqual(shape(400, 'ValidationError', `Field '${name}' is required.`))
    const headers = { 'content-type': 'application/json' }
    expect(await statusOf(fetch(`${base}${tokenPath}`, { method: 'POST', headers, body: '{' }))).toBe(400)
  })

  it.each([{ client_secret: 'wrong' }, { client_id: 'nobody' }])('401: %o', async change => {
    expect(await told(askJson(change))).toEqual(shape(401, 'InvalidClient', 'Client authentication failed: invalid client_secret.'))
  })

  it('403', async () => {
    const words = "Requested scope 'Optum Real.write' is not permitted for this client."
    expect(await told(askJson({ scope: 'Optum Real.write' }))).toEqual(shape(403, 'InsufficientScope', words))
  })

  it('500', async () => {
    sandbox.controls.behave({ optumTokenService: 'failing' }, { clientId })
    expect(await told(askJson())).toEqual(shape(500, 'ServerError', 'An unexpected error occurred while generating the token. Please retry.'))
  })
})

describe('E-O3 two worlds', () => {
  it('credentials of one are refused by the other', async () => {
    expect(await statusOf(askJson({}, productionBase))).toBe(401)
    expect(await statusOf(askJson(grantOf(production)))).toBe(401)
    expect(await statusOf(askJson(grantOf(production), productionBase))).toBe(200)
  })

  it('tokens too', async () => {
    const [ours, theirs] = [await newToken(), await newToken(production, productionBase)]
    expect([await statusOf(call({ token: ours, at: productionBase })), await statusOf(call({ token: theirs }))]).toEqual([401, 401])
    expect([await statusOf(call({ token: ours })), await statusOf(call({ token: theirs, at: productionBase }))]).toEqual([200, 200])
  })
})

describe('E-O4 mock and live', () => {
  it.each(routes)('mock: %s says the same whatever is asked, by whom, about whom', async path => {
    const [token, poor] = [await newToken(), await newToken(mockOnly)]
    const asks: readonly Ask[] = [{ token, body: question('1') }, { token, body: {} }, { token: poor, taxId: '999999999' }]
    const answers = await Promise.all(asks.map(ask => told(call({ ...ask, path, mock: true }))))
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]?.[0]).toBe(200)
  })

  it('live: another question, another answer, and a page after the first', async () => {
    const token = await newToken()
    const [first, other] = [await told(call({ token })), await told(call({ token, body: question('2') }))]
    expect([first[0], other[0]]).toEqual([200, 200])
    expect(first[1]).not.toEqual(other[1])
    const numbers: unknown[] = []
    let nextPageToken: string | null = ''
    while (nextPageToken !== null) {
      const [, body] = await told(call({ token, headers: nextPageToken === '' ? {} : { nextPageToken } }))
      const { claims, pagination } = Object(body).data.claimInquiry
      numbers.push(...claims.map((claim: { claimNumber: string }) => claim.claimNumber))
      nextPageToken = pagination.nextPageToken
    }
    expect([numbers.length, new Set(numbers).size]).toEqual([5, 5])
  })

  it('live: not without a subscription, and not for a provider of somebody else', async () => {
    expect(await statusOf(call({ token: await newToken(mockOnly) }))).toBe(403)
    expect(await statusOf(call({ token: await newToken(), taxId: '999999999' }))).toBe(403)
  })

  it('mock: it has one page, and the journal shows that mock was asked for', async () => {
    const [, body] = await told(call({ token: await newToken(), mock: true }))
    expect(Object(body).data.claimInquiry).toMatchObject({ claims: [{}], pagination: { hasMoreRecords: false, nextPageToken: null } })
    expect(sandbox.controls.journal.entries({ route: 'organization-call' }).map(({ headers }) => headers['environment'])).toEqual(['sandbox'])
  })

  it('production: the header is written down as a violation, and opens nothing', async () => {
    const token = await newToken(production, productionBase)
    expect(await statusOf(call({ token, at: productionBase }))).toBe(200)
    const { memory } = sandbox.organizations.optumProduction
    expect(memory.violations()).toEqual([])
    expect(await statusOf(call({ token, at: productionBase, mock: true, taxId: '999999999' }))).toBe(403)
    expect(memory.violations()).toEqual([{ atMs: expect.any(Number), clientId: production.clientId, what: 'environment header sent to production' }])
    const seen: unknown = await (await fetch(`${sandbox.url}/__sandbox/optum-production`)).json()
    expect(seen).toMatchObject({ violations: [{ clientId: production.clientId }] })
  })
})

describe('E-O5 calls', () => {
  it('without a tax id: 400, mock or live', async () => {
    const token = await newToken()
    expect([await statusOf(call({ token, taxId: null })), await statusOf(call({ token, taxId: null, mock: true }))]).toEqual([400, 400])
  })

  it('with a bad token: 401 in either shape', async () => {
    const token = await newToken()
    sandbox.controls.clock.advance(3_600_000)
    for (const bad of [null, 'made-up', token])
      expect(await told(call({ token: bad }))).toEqual([401, { errors: [{ code: 'AUTH_FAILURE', description: 'Invalid or expired token' }] }])
    sandbox.controls.behave({ optumUnauthorized: 'message' })
    expect(await told(call({ token }))).toEqual([401, { message: 'UnAuthorized', statusCode: 401 }])
  })

  it('that are no question: 400; that fail inside a 200, or openly', async () => {
    const token = await newToken()
    expect(await told(call({ token, body: { query: '' } }))).toMatchObject([400, { errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }] }])
    sandbox.controls.behave({ optumGraph: 'errors-with-200' }, { clientId })
    expect(await told(call({ token }))).toMatchObject([200, { data: null, errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }])
    sandbox.controls.behave({ optumGraph: 'fails' }, { clientId })
    expect(await told(call({ token }))).toMatchObject([500, { errors: [{ code: 'INTERNAL_SERVER_ERROR' }] }])
  })

  it('wear correlation headers, refused or not; the caller\'s own id comes back', async () => {
    const token = await newToken()
    const own = '0b8f6a52-1111-4222-8333-444455556666'
    const answers = [askJson(), askForm(), call({}), call({ token }), fetch(`${base}/nowhere`), call({ token, headers: { 'x-optum-consumer-correlation-id': own } })]
    const headers = (await Promise.all(answers)).map(answer => [answer.headers.get('x-optum-correlation-id'), answer.headers.get('x-optum-trace-id')])
    for (const pair of headers) expect(pair).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.stringMatching(/^[0-9a-f]{32}$/)])
    expect(headers.at(-1)?.[0]).toBe(own)
    expect(new Set(headers.flat()).size).toBe(12)
  })

  it.each(routes)('%s/healthcheck answers whoever has a token', async path => {
    const headers = { authorization: `Bearer ${await newToken()}` }
    expect(await told(fetch(`${base}${path}/healthcheck`, { headers }))).toEqual([200, { status: 'UP' }])
    expect(await statusOf(fetch(`${base}${path}/healthcheck`))).toBe(401)
  })
})

describe('E-O6 the answer of the published OpenAPI', () => {
  it('lives two hours and brings members nobody asked for', async () => {
    sandbox.controls.behave({ optumAnswer: 'with-extras' }, { clientId })
    const [, body] = await told(askJson())
    expect(body).toEqual({
      access_token: expect.any(String), token_type: 'bearer', expires_in: 7_200, refresh_expires_in: 0, 'not-before-policy': 0,
      scope: 'broker-read-token idp openid email profile', session_state: expect.any(String), id_token: expect.any(String),
    })
    sandbox.controls.clock.advance(7_190_000)
    expect(await statusOf(call({ token: Object(body).access_token }))).toBe(200)
    sandbox.controls.clock.advance(10_000)
    expect(await statusOf(call({ token: Object(body).access_token }))).toBe(401)
  })
})

describe('an independent client', () => {
  it('gets a token from the form mode', async () => {
    sandbox.controls.behave({ optumBody: 'form' })
    const config = new Configuration({ issuer: base, token_endpoint: `${base}${tokenPath}` }, clientId, undefined, ClientSecretPost(client.clientSecret))
    allowInsecureRequests(config)
    const tokens = await clientCredentialsGrant(config)
    expect(await statusOf(call({ token: tokens.access_token }))).toBe(200)
  })
})

describe('the controls over HTTP', () => {
  const post = (path: string, body: object) => told(postJson(`${sandbox.url}/__sandbox/optum${path}`, body))

  it('end tokens and replace a secret', async () => {
    const token = await newToken()
    expect(await (await fetch(`${sandbox.url}/__sandbox/optum`)).json()).toMatchObject({ tokens: { [clientId]: 1 }, violations: [] })
    expect(await post('/revoke', { clientId })).toEqual([200, { ended: 1 }])
    expect(await statusOf(call({ token }))).toBe(401)
    expect(await post('/rotate', { clientId, clientSecret: 'another' })).toEqual([200, { clientId, clientSecret: 'another' }])
    expect([await statusOf(askJson()), await statusOf(askJson({ client_secret: 'another' }))]).toEqual([401, 200])
    expect((await post('/rotate', { clientId: 'nobody' }))[0]).toBe(400)
    expect((await post('/revoke', { clientId: 1 }))[0]).toBe(400)
  })

  it('are for this machine alone', async () => {
    expect(await statusOf(fetch(`${sandbox.url}/__sandbox/optum`, { headers: { 'x-forwarded-for': '203.0.113.7' } }))).toBe(404)
  })
})
