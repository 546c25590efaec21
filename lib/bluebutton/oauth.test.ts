// The OAuth conversation as it looks on the wire (quality OAU-01, OAU-04, OAU-05, OAU-10; contract 2.2, 3.1 to 3.6).
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { settings } from '@/lib/env'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'
import { authorizeUrl, newAttempt, redeemCode, refreshGrant, revoke } from './oauth'
import { isRefused } from './resources'
import { callWith, connectPerson, fingerprint, forgetUpstreams, setSettings } from './testing'

let medicare: RunningSandbox

beforeAll(async () => {
  medicare = await startSandbox()
  setSettings(medicare)
})

beforeEach(() => {
  forgetUpstreams()
  medicare.controls.reset()
})

afterAll(() => medicare.stop())

const counts = () => medicare.controls.journal.counts()

/** A new attempt, taken through Medicare's pages to the answer. */
async function answered(how: Parameters<RunningSandbox['signIn']>[1] = {}) {
  const attempt = newAttempt()
  const location = await medicare.signIn((await authorizeUrl(settings(), attempt, 'en')).href, how)
  return { attempt, answer: new URL(location ?? 'http://nowhere.invalid').searchParams }
}

describe('the address at Medicare (OAU-01, contract 2.2)', () => {
  it('ten thousand attempts: no state and no verifier twice, each 256 bits, S256 only, and the challenge is its hash', async () => {
    const states = new Set<string>()
    const verifiers = new Set<string>()
    for (let count = 0; count < 10_000; count += 1) {
      const attempt = newAttempt()
      const query = (await authorizeUrl(settings(), attempt, 'en')).searchParams
      states.add(query.get('state') ?? '')
      verifiers.add(attempt.verifier)
      if (query.get('state') !== attempt.state || query.get('code_challenge_method') !== 'S256') throw new Error('state or method')
      if (query.get('code_challenge') !== createHash('sha256').update(attempt.verifier).digest('base64url')) throw new Error('challenge')
    }
    expect([states.size, verifiers.size]).toEqual([10_000, 10_000])
    for (const text of [...states, ...verifiers]) if (!/^[A-Za-z0-9_-]{43,128}$/.test(text)) throw new Error('too short')
  })

  it('says exactly what is needed, on the address with its slash, and no secret', async () => {
    const attempt = newAttempt()
    const url = await authorizeUrl(settings(), attempt, 'es')
    expect(url.origin + url.pathname).toBe(`${medicare.url}/v2/o/authorize/`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: medicare.app.clientId,
      response_type: 'code',
      redirect_uri: 'http://localhost:3000/connect/callback',
      scope: 'patient/Coverage.rs patient/ExplanationOfBenefit.rs patient/Patient.rs profile',
      state: attempt.state,
      code_challenge: createHash('sha256').update(attempt.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      lang: 'es',
    })
    expect(url.href).not.toContain(attempt.verifier)
    expect(url.href).not.toContain(medicare.app.clientSecret)
  })
})

describe('the code is redeemed once (OAU-04)', () => {
  it('with Basic, form-encoded, on the slashed address, and gives the grant of contract 3.2', async () => {
    const { attempt, answer } = await answered()
    const exchange = await redeemCode(settings(), answer, attempt)
    expect(exchange).toMatchObject({ ok: true, grant: { version: 2, patient: expect.stringMatching(/^-\d+$/), grantEndsAt: expect.stringMatching(/Z$/) } })
    const [call, ...more] = medicare.controls.journal.entries({ route: 'token' })
    expect(more).toEqual([])
    expect(call).toMatchObject({ method: 'POST', path: '/v2/o/token/', status: 200, clientId: medicare.app.clientId })
    expect(call?.headers['authorization']).toMatch(/^Basic [0-9a-f]{12}$/)
    expect(call?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/)
    expect(call?.secrets).toMatchObject({ code: fingerprint(answer.get('code') ?? ''), code_verifier: fingerprint(attempt.verifier) })
  })

  it('a code that is used again is refused, and the first grant lives on', async () => {
    const { attempt, answer } = await answered()
    const first = await redeemCode(settings(), answer, attempt)
    await expect(redeemCode(settings(), answer, attempt)).resolves.toEqual({ ok: false, why: 'too-slow' })
    expect(first.ok && (await isRefused(callWith(first.grant)))).toBe(false)
  })

  it('a code that is older than a minute was too slow', async () => {
    const { attempt, answer } = await answered()
    medicare.controls.clock.advance(61_000)
    await expect(redeemCode(settings(), answer, attempt)).resolves.toEqual({ ok: false, why: 'too-slow' })
  })

  it('the verifier of another attempt does not redeem it', async () => {
    const { attempt, answer } = await answered()
    await expect(redeemCode(settings(), answer, { ...newAttempt(), state: attempt.state })).resolves.toEqual({ ok: false, why: 'too-slow' })
  })

  it.each([
    ['500', 'medicare-down', { kind: 'answer', status: 500, body: '{"error": "Server Error (500)"}' }],
    ['502', 'medicare-down', { kind: 'answer', status: 502, body: '{"status_code": 502, "message": "Failed to retrieve data from data source."}' }],
    ['a maintenance page with 503', 'medicare-down', { kind: 'answer', status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>down</h1>' }],
    ['a maintenance page with 200', 'medicare-down', { kind: 'mangle', how: 'html' }],
    ['an empty 200', 'medicare-down', { kind: 'mangle', how: 'empty' }],
    ['JSON that breaks off', 'medicare-down', { kind: 'mangle', how: 'cut' }],
    ['a reset line', 'medicare-down', { kind: 'transport', how: 'reset-before' }],
    ['a line that breaks in the middle', 'medicare-down', { kind: 'transport', how: 'reset-at-byte' }],
    ['a redirect', 'medicare-down', { kind: 'answer', status: 302, headers: { location: '/elsewhere' } }],
    ['no type', 'medicare-down', { kind: 'edit-json', remove: ['token_type'] }],
    ['a type we do not speak', 'medicare-down', { kind: 'edit-json', set: { token_type: 'mac' } }],
    ['an app that is paused', 'paused', { kind: 'answer', status: 403, body: '{"status_code": 403, "error": "invalid_client", "error_description": "This application, X, is temporarily inactive."}' }],
  ] as const)('%s at the token endpoint: %s, and it is not asked again', async (_, why, action) => {
    const { attempt, answer } = await answered()
    medicare.controls.faults.add({ match: { route: 'token' }, action })
    await expect(redeemCode(settings(), answer, attempt)).resolves.toEqual({ ok: false, why })
    expect(counts()['token']).toBe(1)
  })

  it('a wrong secret is our own fault, and says so', async () => {
    const { attempt, answer } = await answered()
    medicare.controls.registerApp({ ...medicare.app, clientSecret: 'another-secret-of-the-same-length-and-not-ours' })
    await expect(redeemCode(settings(), answer, attempt)).resolves.toEqual({ ok: false, why: 'our-settings' })
    medicare.controls.registerApp(medicare.app)
  })

  it.each(['https://elsewhere.example', 'http://127.0.0.1:1', 'SLASH'])('an answer that says it comes from %s is not believed, and nothing is sent (OAU-05)', async (iss) => {
    const { attempt, answer } = await answered()
    answer.set('iss', iss === 'SLASH' ? `${medicare.url}/` : iss)
    await expect(redeemCode(settings(), answer, attempt)).resolves.toEqual({ ok: false, why: 'not-verified' })
    expect(counts()['token']).toBeUndefined()
  })

  it('an answer with another state is not redeemed, even here', async () => {
    const { answer } = await answered()
    await expect(redeemCode(settings(), answer, newAttempt())).resolves.toEqual({ ok: false, why: 'not-verified' })
    expect(counts()['token']).toBeUndefined()
  })
})

describe('a token reply in unusual dress is still one (OAU-10, C6)', () => {
  it.each([
    ['lifetime as text', { kind: 'edit-json', set: { expires_in: '3600' } }],
    ['a fraction of a second', { kind: 'edit-json', set: { expires_in: 16768.5 } }],
    ['no lifetime', { kind: 'edit-json', remove: ['expires_in'] }],
    ['lifetime null', { kind: 'edit-json', set: { expires_in: null } }],
    ['a type in capitals', { kind: 'edit-json', set: { token_type: 'BEARER' } }],
    ['a date with a space', { kind: 'edit-json', set: { access_grant_expiration: '2025-09-05 19:17:53Z' } }],
    ['no date', { kind: 'edit-json', set: { access_grant_expiration: '' } }],
    ['no patient', { kind: 'edit-json', remove: ['patient'] }],
    ['no refresh token', { kind: 'edit-json', remove: ['refresh_token'] }],
    ['refresh token null', { kind: 'edit-json', set: { refresh_token: null } }],
    ['refresh token empty', { kind: 'edit-json', set: { refresh_token: '' } }],
    ['no scope', { kind: 'edit-json', remove: ['scope'] }],
    ['scope null', { kind: 'edit-json', set: { scope: null } }],
    ['an id token that is none', { kind: 'edit-json', set: { id_token: 'junk' } }],
    ['members nobody told us of', { kind: 'edit-json', set: { error: null, extra: { deep: [1] } } }],
    ['called HTML', { kind: 'edit-headers', headers: { 'content-type': 'text/html' } }],
    ['called nothing', { kind: 'edit-headers', headers: { 'content-type': null } }],
    ['a byte order mark', { kind: 'mangle', how: 'bom' }],
    ['gzip', { kind: 'mangle', how: 'gzip' }],
  ] as const)('%s', async (_, action) => {
    const { attempt, answer } = await answered()
    medicare.controls.faults.add({ match: { route: 'token' }, action })
    const exchange = await redeemCode(settings(), answer, attempt)
    expect(exchange.ok).toBe(true)
    medicare.controls.faults.clear()
    expect(exchange.ok && (await isRefused(callWith(exchange.grant)))).toBe(false)
  })

  it('so is the reply to a refresh: a pair that Medicare has rotated is never thrown away for its dress', async () => {
    for (const action of [
      { kind: 'edit-json', set: { expires_in: null, scope: null, id_token: 'junk', patient: null } },
      { kind: 'edit-headers', headers: { 'content-type': 'text/plain' } },
    ] as const) {
      const { grant } = await connectPerson(medicare, {})
      medicare.controls.faults.add({ match: { route: 'refresh' }, action })
      const refreshed = await refreshGrant(settings(), grant)
      medicare.controls.faults.clear()
      expect(refreshed).toMatchObject({ ok: true, grant: { patient: grant.patient, scopes: grant.scopes } })
      expect(refreshed.ok && (await isRefused(callWith(refreshed.grant)))).toBe(false)
    }
  })
})

describe('a refresh (contract 3.4)', () => {
  it('gives a new pair, kills the old one, and moves neither the end of the grant nor the scopes', async () => {
    const { grant } = await connectPerson(medicare, {})
    const refreshed = await refreshGrant(settings(), grant)
    if (!refreshed.ok) throw new Error(refreshed.why)
    expect(refreshed.grant.accessToken.reveal()).not.toBe(grant.accessToken.reveal())
    expect(refreshed.grant.refreshToken?.reveal()).not.toBe(grant.refreshToken?.reveal())
    expect(refreshed.grant).toMatchObject({ grantEndsAt: grant.grantEndsAt, scopes: grant.scopes, connectedAtMs: grant.connectedAtMs })
    await expect(isRefused(callWith(grant))).resolves.toBe(true)
    await expect(isRefused(callWith(refreshed.grant))).resolves.toBe(false)
  })

  it('a pair of another person goes no further: it is ended at once, and only the pair (INP-07)', async () => {
    const { grant } = await connectPerson(medicare, {})
    medicare.controls.faults.add({ match: { route: 'refresh' }, action: { kind: 'edit-json', set: { patient: '-88880000000009' } } })
    await expect(refreshGrant(settings(), grant)).resolves.toEqual({ ok: false, why: 'another-person', status: 200 })
    expect(counts()).toMatchObject({ refresh: 1, 'revoke-token': 1 })
    expect(medicare.controls.listGrants()).toHaveLength(1)
  })

  it('a grant without a refresh token asks nothing', async () => {
    const { grant } = await connectPerson(medicare, {})
    await expect(refreshGrant(settings(), { ...grant, refreshToken: null })).resolves.toMatchObject({ ok: false, why: 'not-refreshable' })
    expect(counts()['refresh']).toBeUndefined()
  })
})

describe('revoking (contract 3.6)', () => {
  it('a grant: the access token goes to /o/revoke/ with its slash, once, and the grant is gone', async () => {
    const { grant } = await connectPerson(medicare, {})
    await expect(revoke(settings(), grant, 'grant')).resolves.toBe(true)
    const [call, ...more] = medicare.controls.journal.entries({ route: 'revoke' })
    expect(more).toEqual([])
    expect(call).toMatchObject({ path: '/v2/o/revoke/', method: 'POST', status: 200, secrets: { token: fingerprint(grant.accessToken.reveal()) } })
    expect(medicare.controls.listGrants()).toEqual([])
    await expect(refreshGrant(settings(), grant)).resolves.toMatchObject({ ok: false, why: 'access-ended' })
  })

  it('tokens only: both die and the grant stays', async () => {
    const { grant } = await connectPerson(medicare, {})
    await expect(revoke(settings(), grant, 'tokens')).resolves.toBe(true)
    expect(medicare.controls.journal.entries({ route: 'revoke-token' })[0]).toMatchObject({ path: '/v2/o/revoke_token/', status: 200 })
    expect(medicare.controls.listGrants()).toHaveLength(1)
    await expect(isRefused(callWith(grant))).resolves.toBe(true)
    await expect(refreshGrant(settings(), grant)).resolves.toMatchObject({ ok: false, why: 'look-first' })
  })

  it('an unknown token gets 500, which is taken for gone (C22)', async () => {
    const { grant } = await connectPerson(medicare, {})
    await revoke(settings(), grant, 'grant')
    await expect(revoke(settings(), grant, 'grant')).resolves.toBe(true)
    expect(medicare.controls.journal.entries({ route: 'revoke' }).map(({ status }) => status)).toEqual([200, 500])
  })

  it.each([
    ['a maintenance page', { kind: 'answer', status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>down</h1>' }],
    ['a reset line', { kind: 'transport', how: 'reset-before' }],
    ['a redirect', { kind: 'answer', status: 301, headers: { location: '/v2/o/revoke' } }],
  ] as const)('%s is not a revocation, does not throw, and is not asked again', async (_, action) => {
    const { grant } = await connectPerson(medicare, {})
    medicare.controls.faults.add({ match: { route: ['revoke', 'revoke-token'] }, action })
    await expect(revoke(settings(), grant, 'grant')).resolves.toBe(false)
    await expect(revoke(settings(), grant, 'tokens')).resolves.toBe(false)
    expect(counts()).toMatchObject({ revoke: 1, 'revoke-token': 1 })
  })
})

describe('a silent Medicare is given up on in time (AVL-01)', () => {
  it('45 seconds for a code, 60 for a refresh, 15 for a revocation, and none is asked twice', async () => {
    const { attempt, answer } = await answered({ username: 'BBUser00001' })
    const { grant } = await connectPerson(medicare, {})
    medicare.controls.journal.clear()
    medicare.controls.faults.add({ match: { route: ['token', 'refresh', 'revoke', 'revoke-token'] }, action: { kind: 'hang', ms: 0 } })
    const real = AbortSignal.timeout.bind(AbortSignal)
    const patience = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => real(Math.min(ms, 40)))
    try {
      await expect(redeemCode(settings(), answer, attempt)).resolves.toEqual({ ok: false, why: 'medicare-down' })
      await expect(refreshGrant(settings(), grant)).resolves.toEqual({ ok: false, why: 'retry-later', status: 0 })
      await expect(revoke(settings(), grant, 'grant')).resolves.toBe(false)
      await expect(revoke(settings(), grant, 'tokens')).resolves.toBe(false)
      expect(patience.mock.calls.map(([ms]) => ms)).toEqual([45_000, 60_000, 15_000, 15_000])
    } finally {
      patience.mockRestore()
    }
    expect(counts()).toEqual({ token: 1, refresh: 1, revoke: 1, 'revoke-token': 1 })
  })
})
