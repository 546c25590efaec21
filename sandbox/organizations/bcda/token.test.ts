// Tokens: E-B1 to E-B4 of the organization contract.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SignJWT } from 'jose'
import { publishedSets } from './published'
import { basic, diagnosticsOf, openBench, setOf, tell } from './testing'
import type { Bench } from './testing'

let bench: Bench
const set = setOf('advanced XS')
const { clientId, clientSecret } = set

beforeAll(async () => {
  bench = await openBench()
})
beforeEach(() => bench.begin())
afterAll(() => bench.sandbox.stop())

const ask = (headers: Readonly<Record<string, string>>) => tell(`${bench.base}/auth/token`, { method: 'POST', headers })
const welcome = (authorization?: string) => tell(`${bench.base}/auth/welcome`, authorization === undefined ? {} : { headers: { authorization } })
const plain = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }

describe('E-B1 a published pair', () => {
  it.each(publishedSets.map(it => [it.name, it] as const))('%s is given a token, in this spacing', async (_, published) => {
    const { status, headers, text } = await bench.askToken(published)
    expect(status).toBe(200)
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache', connection: 'close' })
    expect(text).toMatch(/^\{"access_token": "[\w-]+\.[\w-]+\.[\w-]+", "expires_in": "1200", "token_type":"bearer"\}$/)
  })

  it('is given a JWT under RS512 that says whose it is, another one each time', async () => {
    const tokens = [await bench.tokenOf(set), await bench.tokenOf(set)]
    expect(tokens[0]).not.toBe(tokens[1])
    const [head, body] = (tokens[0] ?? '').split('.').slice(0, 2).map(part => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')))
    expect(head).toMatchObject({ alg: 'RS512' })
    expect(body).toMatchObject({ iss: 'ssas', use: 'AccessToken', cid: clientId, dat: '{"cms_ids":["A9994"]}' })
    expect(body.exp - body.iat).toBe(1_200)
    for (const token of tokens) expect((await welcome(`Bearer ${token}`)).text).toBe('{"success":"Welcome to the Beneficiary Claims Data API!"}')
  })
})

describe('E-B2 a token request that is refused', () => {
  it.each<[string, Record<string, string>]>([
    ['without a header', {}],
    ['with a Bearer', { authorization: 'Bearer abc' }],
    ['with something that is no base64', { authorization: 'Basic !!!' }],
    ['without a colon', { authorization: `Basic ${Buffer.from('abc').toString('base64')}` }],
  ])('%s: 400', async (_, headers) => {
    expect(await ask(headers)).toMatchObject({ status: 400, text: 'Bad Request\n', headers: plain })
  })

  it.each<[string, Record<string, string>]>([
    ['a wrong secret', basic(clientId, `${clientSecret.slice(0, -1)}0`)],
    ['an unknown id', basic('00000000-0000-0000-0000-000000000000', clientSecret)],
    ['an id encoded as in a form', basic(clientId.replaceAll('-', '%2D'), clientSecret)],
    ['another client\'s secret', basic(clientId, setOf('simple XS').clientSecret)],
  ])('%s: 401, without a challenge', async (_, headers) => {
    const told = await ask(headers)
    expect(told).toMatchObject({ status: 401, text: 'Unauthorized\n', headers: plain })
    expect(told.headers['www-authenticate']).toBeUndefined()
  })

  it('a secret is good for 90 days and no longer, and a new one at once', async () => {
    bench.controls.clock.advance(90 * 86_400_000 - 60_000)
    expect((await bench.askToken(set)).status).toBe(200)
    bench.controls.clock.advance(60_000)
    expect(await bench.askToken(set)).toMatchObject({ status: 401, text: 'Unauthorized\n' })
    const secret = bench.bcda.turn.rotate(clientId) ?? ''
    expect((await ask(basic(clientId, secret))).status).toBe(200)
  })

  it('a replaced secret is dead at once', async () => {
    const answer = await fetch(`${bench.sandbox.url}/__sandbox/bcda/rotate`, { method: 'POST', body: JSON.stringify({ clientId }) })
    const { client_secret: secret } = Object(await answer.json())
    expect((await bench.askToken(set)).status).toBe(401)
    expect((await ask(basic(clientId, String(secret)))).status).toBe(200)
  })

  it('500 and 503 are said in text too', async () => {
    bench.controls.behave({ bcdaTokenService: 'failing' })
    expect(await bench.askToken(set)).toMatchObject({ status: 500, text: 'Internal Server Error\n', headers: plain })
    bench.controls.behave({ bcdaTokenService: 'times-out' })
    expect(await bench.askToken(set)).toMatchObject({ status: 503, text: 'Service Unavailable\n', headers: { 'retry-after': '1' } })
  })
})

describe('E-B3 too many token requests', () => {
  const words = 'A9994 exceeded the rate limit for /auth/token. Access tokens last 20 minutes; please cache and reuse them.\n'

  it('call 101 in a window is refused; failures count; five minutes after the first call it is over', async () => {
    await bench.askToken(set)
    bench.controls.clock.advance(240_000)
    for (let call = 2; call <= 100; call += 1) await ask(basic(clientId, 'wrong'))
    expect(await bench.askToken(set)).toMatchObject({ status: 429, text: words, headers: { ...plain, 'retry-after': '300' } })
    bench.controls.clock.advance(40_000)
    expect((await bench.askToken(set)).status).toBe(429)
    bench.controls.clock.advance(20_000)
    expect((await bench.askToken(set)).status).toBe(200)
  })

  it('clients of one organization share the count; strangers and others have none of it', async () => {
    bench.controls.behave({ bcdaTokenLimit: 3 })
    const secret = bench.bcda.turn.addClient('second-client', 'A9994') ?? ''
    const second = () => ask(basic('second-client', secret))
    expect([(await second()).status, (await bench.askToken(set)).status, (await second()).status]).toEqual([200, 200, 200])
    expect([(await second()).status, (await bench.askToken(set)).status]).toEqual([429, 429])
    expect((await bench.askToken(setOf('simple XS'))).status).toBe(200)
    const strangers = await Promise.all(Array.from({ length: 6 }, () => ask(basic('nobody', 'x'))))
    expect(strangers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 401))
  })
})

describe('E-B4 a token that is refused', () => {
  const url = (version: number | null) => (version === null ? `${bench.base}/data/1/x.ndjson` : `${bench.base}/api/v${version}/jobs/1`)
  const outcome = (code: string, more: object) => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, ...more }] })
  const system = 'http://hl7.org/fhir/ValueSet/operation-outcome'

  it('lives 1200 seconds of the clock', async () => {
    const token = await bench.tokenOf(set)
    bench.controls.clock.advance(1_190_000)
    expect((await welcome(`Bearer ${token}`)).status).toBe(200)
    bench.controls.clock.advance(11_000)
    expect(await welcome(`Bearer ${token}`)).toMatchObject({ status: 401, headers: { 'content-type': 'application/fhir+json' } })
  })

  it.each<[number | null, (words: string) => object]>([
    [null, words => ({ diagnostics: words })],
    [1, words => ({ diagnostics: words })],
    [2, words => ({ details: { coding: [{ system, code: 'Request Error', display: words }], text: words }, diagnostics: words })],
    [3, words => ({ details: { text: words }, diagnostics: words })],
  ])('version %j has its own shape, to the letter', async (version, more) => {
    const expired = await bench.tokenOf(set)
    bench.controls.clock.advance(1_201_000)
    const late = await tell(url(version), { token: expired })
    expect([late.status, late.text]).toEqual([401, JSON.stringify(outcome('forbidden', more('Expired Token')))])
    const garbage = await tell(url(version), { token: 'garbage' })
    expect([garbage.status, garbage.text]).toEqual([400, JSON.stringify(outcome('structure', more('Request Error')))])
  })

  it('without diagnostics the empty members go', async () => {
    const token = await bench.tokenOf(set)
    const texts = await Promise.all([1, 2, 3].map(async version => (await tell(`${bench.base}/api/v${version}/jobs/none`, { token })).text))
    expect(texts).toEqual([
      JSON.stringify(outcome('structure', {})),
      JSON.stringify(outcome('structure', { details: { coding: [{ system, code: 'Request Error' }] } })),
      JSON.stringify(outcome('structure', { details: {} })),
    ])
  })

  it.each([undefined, 'bearer', 'Basic', 'Bearer '])('%j in front of it: 401 Invalid Token', async scheme => {
    const token = await bench.tokenOf(set)
    const told = await welcome(scheme === undefined ? undefined : `${scheme} ${token}`)
    expect([told.status, diagnosticsOf(told)]).toEqual([401, 'Invalid Token'])
  })

  it.each<[string, Record<string, unknown>, number, string]>([
    ['another issuer', { iss: 'somebody' }, 400, 'Request Error'],
    ['no data', { iss: 'ssas', dat: '' }, 400, 'Request Error'],
    ['a foreign signature', { iss: 'ssas', dat: '{"cms_ids":["A9994"]}', exp: 4_000_000_000 }, 401, 'Expired Token'],
  ])('%s', async (_, claims, status, words) => {
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS512' }).sign(new Uint8Array(64))
    const told = await welcome(`Bearer ${token}`)
    expect([told.status, diagnosticsOf(told)]).toEqual([status, words])
  })

  it('a revoked one is dead at once, and so are all of a client; new ones live', async () => {
    const [one, other] = [await bench.tokenOf(set), await bench.tokenOf(set)]
    bench.bcda.turn.revokeToken(one)
    expect((await welcome(`Bearer ${one}`)).status).toBe(401)
    expect((await welcome(`Bearer ${other}`)).status).toBe(200)
    bench.bcda.turn.revokeAll(clientId)
    expect((await welcome(`Bearer ${other}`)).status).toBe(401)
    bench.controls.clock.advance(1)
    expect((await welcome(`Bearer ${await bench.tokenOf(set)}`)).status).toBe(200)
  })

  it.each<[string, Parameters<Bench['controls']['behave']>[0], number, string]>([
    ['an unknown organization', { bcdaOrganization: 'not-found' }, 403, 'Unauthorized Error'],
    ['a denied organization', { bcdaOrganization: 'denied' }, 403, 'ACO (CMS_ID: A9994) is unauthorized'],
    ['a service that is silent', { bcdaTokenCheck: 'times-out' }, 503, 'Internal Error'],
    ['a service that misbehaves', { bcdaTokenCheck: 'misbehaves' }, 500, 'Internal Error'],
  ])('%s', async (_, change, status, words) => {
    const token = await bench.tokenOf(set)
    bench.controls.behave(change, { clientId })
    const answers = await Promise.all([null, 1, 2, 3].map(version => tell(url(version), { token })))
    expect(answers.map(told => [told.status, diagnosticsOf(told)])).toEqual(answers.map(() => [status, words]))
    const retryAfter = answers.map(({ headers }) => headers['retry-after'])
    expect(retryAfter).toEqual(status === 503 ? ['1', '1', undefined, undefined] : [undefined, undefined, undefined, undefined])
  })

  it('public routes need none, and refuse a bad one', async () => {
    for (const path of ['/_version', '/_health', '/_auth', '/api/v2/metadata']) {
      expect((await tell(bench.base + path)).status).toBe(200)
      expect((await tell(bench.base + path, { token: 'garbage' })).status).toBe(400)
    }
  })
})

describe('the paths', () => {
  it('404 in words for an unknown one, 405 and nothing for another method', async () => {
    expect(await tell(`${bench.base}/nothing`)).toMatchObject({ status: 404, text: '404 page not found\n' })
    expect(await tell(`${bench.base}/api/v2/Patient/$export`, { method: 'POST' })).toMatchObject({ status: 405, text: '' })
    expect(await tell(`${bench.base}/auth/token`)).toMatchObject({ status: 405, text: '' })
  })

  it('the journal names the client of each call and keeps neither secret nor token', async () => {
    bench.controls.journal.clear()
    const token = await bench.tokenOf(set)
    await welcome(`Bearer ${token}`)
    expect(bench.controls.journal.counts({ clientId })).toEqual({ 'organization-token': 1, 'organization-call': 1 })
    const kept = JSON.stringify(bench.controls.journal.entries())
    for (const secret of [token, clientSecret, basic(clientId, clientSecret)['authorization'] ?? '']) expect(kept).not.toContain(secret)
  })
})
