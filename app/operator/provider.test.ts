// Signing in at an OpenID Connect provider, against a certified one that runs on this machine: who gets in, and that no
// answer passes which was altered, replayed, meant for another browser, or given without a second factor (quality SES-12).
// First, so that Next finds what it needs before any handler is loaded.
import { type Browser, createBrowser, setSettings, testOrigin } from '@/lib/session/testing'
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as callback from '@/app/operator/sign-in/callback/route'
import * as start from '@/app/operator/sign-in/provider/route'
import { findOperator } from '@/lib/operator/operator'
import { listOperatorDeeds } from '@/lib/operator/operator-log'
import { forgetOperatorSettings } from '@/lib/operator/settings'

interface Person {
  readonly sub: string
  readonly email?: string
  readonly verified?: boolean
  readonly amr?: readonly string[]
  readonly acr?: string
  readonly answer?: 'cancel'
}

const ann: Person = { sub: 'ann-1', email: 'Ann@example.org', verified: true, amr: ['pwd', 'otp'] }
const bob: Person = { sub: 'bob-2', amr: ['hwk'] }

let server: Server
let issuer: string
let person: Person = ann
const said = vi.spyOn(process.stdout, 'write')

beforeAll(async () => {
  said.mockReturnValue(true)
  vi.spyOn(console, 'warn').mockReturnValue()
  const secret = randomBytes(32).toString('base64url')
  server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.on('request', provider(issuer, secret))
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: randomBytes(32).toString('base64url') }
  setSettings({ url: 'http://localhost:8000', app, signIn: async () => null }, operatorEnv(secret))
})

beforeEach(() => {
  person = ann
  process.env['OPERATOR_OIDC_REQUIRE_MFA'] = 'yes'
  forgetOperatorSettings()
})

afterAll(() => void server.close())

function operatorEnv(secret: string): Record<string, string> {
  return {
    OPERATOR_OIDC_ISSUER: issuer,
    OPERATOR_OIDC_CLIENT_ID: 'plainclaim',
    OPERATOR_OIDC_CLIENT_SECRET: secret,
    OPERATOR_OIDC_ALLOW: 'ann@example.org,bob-2',
  }
}

/** A provider that signs in whoever `person` is, without asking. */
function provider(at: string, secret: string) {
  const oidc = new Provider(at, {
    clients: [{ client_id: 'plainclaim', client_secret: secret, redirect_uris: [`${testOrigin}/operator/sign-in/callback`], response_types: ['code'], grant_types: ['authorization_code'] }],
    acrValues: ['phr'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], amr: null, acr: null },
    cookies: { keys: ['only for this test'] },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
    pkce: { required: () => true },
    interactions: { url: () => '/interaction' },
    findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, email: person.email, email_verified: person.verified }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new oidc.Grant({ clientId: 'plainclaim', accountId: ctx.oidc.session?.accountId ?? '' })
      grant.addOIDCScope('openid email')
      grant.addOIDCClaims(['amr', 'acr', 'email', 'email_verified'])
      await grant.save()
      return grant
    },
  })
  const handle = oidc.callback()
  return (request: Parameters<typeof handle>[0], response: Parameters<typeof handle>[1]): void => {
    if (request.url !== '/interaction') return void handle(request, response)
    const { sub, amr, acr, answer } = person
    const result = answer === 'cancel' ? { error: 'access_denied' } : { login: { accountId: sub, ...(amr ? { amr: [...amr] } : {}), ...(acr ? { acr } : {}) } }
    void oidc.interactionFinished(request, response, result)
  }
}

/** What the provider's page leads to: follows it as a browser does, up to our own address. */
async function atProvider(address: string): Promise<string> {
  const jar = new Map<string, string>()
  let next = address
  for (let hops = 0; hops < 10; hops++) {
    if (next.startsWith(testOrigin)) return next
    const reply = await fetch(next, { redirect: 'manual', headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') } })
    for (const cookie of reply.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      jar.set(name, value)
    }
    const location = reply.headers.get('location')
    if (!location) throw new Error(`the provider answered ${reply.status}: ${(await reply.text()).slice(0, 300)}`)
    next = new URL(location, next).href
  }
  throw new Error('the provider leads round in a circle')
}

async function begin(browser = createBrowser(testOrigin)): Promise<{ browser: Browser; page: string }> {
  const reply = await browser.ask(start.POST, '/operator/sign-in/provider', { form: { then: 'exports' } })
  expect(reply.status).toBe(200)
  const decode = (text: string) => text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
  return { browser, page: decode(/<a href="([^"]*)"/.exec(await reply.text())?.[1] ?? '') }
}

/** @returns the path one ends on, and whether an operator is signed in there */
async function finish(browser: Browser, answer: string): Promise<readonly [number, string, boolean]> {
  const reply = await browser.ask(callback.GET, answer.replace(testOrigin, ''))
  const signedIn = (await browser.run(findOperator)) !== null
  return [reply.status, reply.headers.get('location')?.replace(testOrigin, '') ?? '', signedIn]
}

async function signIn(who: Person, browser = createBrowser(testOrigin)) {
  person = who
  const begun = await begin(browser)
  return finish(browser, await atProvider(begun.page))
}

describe('who gets in', () => {
  it.each([
    ['somebody on the list by e-mail, with a one-time password', ann],
    ['somebody on the list by subject, with a key', bob],
    ['a level that is phishing-resistant', { ...bob, amr: ['pwd'], acr: 'phr' }],
  ])('%s', async (_, who) => {
    expect(await signIn(who)).toEqual([303, '/operator/exports', true])
  })

  it.each([
    ['nobody who is not on the list', { ...ann, sub: 'carl-3', email: 'carl@example.org' }, 'not-listed'],
    ['no address that the provider has not verified', { ...ann, verified: false }, 'not-listed'],
    ['no subject that looks like an address on the list', { sub: 'ann@example.org', amr: ['otp'] }, 'not-listed'],
    ['nobody with a password alone', { ...ann, amr: ['pwd'] }, 'second-factor-missing'],
    ['nobody of whom the provider does not say how they signed in', { sub: 'bob-2' }, 'second-factor-missing'],
    ['nobody who cancels', { ...ann, answer: 'cancel' as const }, 'cancelled'],
  ])('%s', async (_, who, problem) => {
    expect(await signIn(who)).toEqual([303, `/operator/sign-in?reason=${problem}&then=exports`, false])
  })

  it('with the second factor switched off, a password is enough', async () => {
    process.env['OPERATOR_OIDC_REQUIRE_MFA'] = 'no'
    forgetOperatorSettings()
    expect(await signIn({ ...ann, amr: ['pwd'] })).toEqual([303, '/operator/exports', true])
  })
})

describe('the conversation', () => {
  it('asks with PKCE, state and nonce, and for a sign-in of this moment', async () => {
    const { page } = await begin()
    const asked = new URL(page)
    expect(asked.origin).toBe(issuer)
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', prompt: 'login', max_age: '0', redirect_uri: `${testOrigin}/operator/sign-in/callback` })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.searchParams.get(name)?.length).toBeGreaterThanOrEqual(43)
  })

  it('an answer opens once', async () => {
    const { browser, page } = await begin()
    const answer = await atProvider(page)
    const cookies = new Map(browser.cookies)
    expect(await finish(browser, answer)).toEqual([303, '/operator/exports', true])
    const copy = createBrowser(testOrigin)
    for (const [name, value] of cookies) copy.cookies.set(name, value)
    expect(await finish(copy, answer)).toEqual([303, '/operator/sign-in?reason=not-verified&then=exports', false])
  })

  it('an answer in another browser, without an attempt or of another attempt, changes nothing', async () => {
    const { page } = await begin()
    const answer = await atProvider(page)
    expect(await finish(createBrowser(testOrigin), answer)).toEqual([400, '', false])
    expect(await finish((await begin()).browser, answer)).toEqual([400, '', false])
  })

  it.each([
    ['another code', (answer: URL) => answer.searchParams.set('code', randomBytes(32).toString('base64url'))],
    ['no code', (answer: URL) => answer.searchParams.delete('code')],
    ['another issuer', (answer: URL) => answer.searchParams.set('iss', 'https://evil.example')],
    ['a made-up error', (answer: URL) => answer.searchParams.set('error', 'server_error')],
  ])('with %s nobody is signed in', async (_, alter) => {
    const { browser, page } = await begin()
    const answer = new URL(await atProvider(page))
    alter(answer)
    expect(await finish(browser, answer.href)).toEqual([303, '/operator/sign-in?reason=not-verified&then=exports', false])
  })

  it('an attempt is good for ten minutes', async () => {
    const { browser, page } = await begin()
    const answer = await atProvider(page)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1_000 })
    expect(await finish(browser, answer)).toEqual([400, '', false])
    vi.useRealTimers()
  })

  it('looking at the headers redeems nothing', () => {
    expect(callback.HEAD().status).toBe(405)
  })
})

describe('when the provider does not answer', () => {
  it('the sign-in page says so, and nobody is signed in', async () => {
    process.env['OPERATOR_OIDC_ISSUER'] = 'http://127.0.0.1:9/nobody'
    forgetOperatorSettings()
    const reply = await createBrowser(testOrigin).ask(start.POST, '/operator/sign-in/provider', { form: { then: 'log' } })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `${testOrigin}/operator/sign-in?reason=provider-unavailable&then=log`])
    process.env['OPERATOR_OIDC_ISSUER'] = issuer
  })
})

describe('the log of operators', () => {
  it('tells who came in and who was refused, by reference, and no secret of the conversation is in the log (PRV-01, PRV-06)', async () => {
    const browser = createBrowser(testOrigin)
    const { page } = await begin(browser)
    const answer = await atProvider(page)
    await finish(browser, answer)
    const { lines, whole, names } = await browser.run(listOperatorDeeds)
    expect(whole).toBe(true)
    expect(names.get(lines[0]?.refs.by ?? '')).toBe('ann@example.org')
    expect(lines[0]).toMatchObject({ deed: 'signed-in', words: ['provider'] })
    expect(new Set(lines.map(({ deed }) => deed))).toEqual(new Set(['signed-in', 'sign-in-refused']))
    expect(JSON.stringify(lines)).not.toMatch(/example\.org|ann-1/)
    const code = new URL(answer).searchParams.get('code') ?? ''
    for (const secret of [code, createHash('sha256').update(code).digest('hex')]) expect(said.mock.calls.flat().join('')).not.toContain(secret)
  })
})
