// Every knob fires as asked: each is turned once, for one app, and what it promises is looked for. A knob of these areas
// without a row here fails the last test; content.test.ts and doors.test.ts do the same for theirs.
import { connect as openSocket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mainApp, otherApp } from '@/sandbox/bluebutton/cast'
import { call, connect, newPkce, post, refreshWith, walk, walkToCode, walkToConsent } from '@/sandbox/bluebutton/walk'
import type { Tokens } from '@/sandbox/bluebutton/walk'
import type { RunningSandbox } from '@/sandbox/testing'
import type { KnobScope } from './knobs'
import { isJson, openStage, outcomeOf } from './testing'
import type { Outcome, Stage } from './testing'

let stage: Stage
let sandbox: RunningSandbox
let url: string
let tokens: Tokens
const username = 'BBUser09001'
const claims = '/v2/fhir/Coverage'

beforeAll(async () => {
  stage = await openStage()
  sandbox = stage.sandbox
  url = stage.url
})
beforeEach(async () => {
  tokens = await stage.begin()
})
afterAll(() => sandbox.stop())

const turn = (name: string, scope?: KnobScope) => stage.turn(name, scope)
const fired = () => stage.fired()
const authorization = () => ({ authorization: `Bearer ${tokens.access_token}` })
const getData = (signal: AbortSignal, path = claims) => fetch(`${url}${path}`, { signal, redirect: 'manual', headers: authorization() })

/** What comes over the wire until the line closes, breaks, or patience ends. */
function rawAnswer(patienceMs = 20_000): Promise<Buffer> {
  return new Promise(resolve => {
    const socket = openSocket(Number(new URL(url).port), '127.0.0.1')
    const received: Buffer[] = []
    socket.on('data', data => void received.push(data))
    socket.on('error', () => {})
    socket.setTimeout(patienceMs, () => socket.destroy())
    socket.on('close', () => resolve(Buffer.concat(received)))
    socket.write(`GET ${claims} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${tokens.access_token}\r\n\r\n`)
  })
}

function bodyBytes(answer: Buffer): number {
  return answer.length - answer.indexOf('\r\n\r\n') - 4
}

describe('transport', () => {
  const patience = 60
  it.each(['latency-fixed', 'latency-random', 'latency-percentiles', 'slow-headers', 'slow-body', 'stall-mid-body', 'hang-then-500', 'hang-for-ever'])(
    '%s: no whole answer in a moment',
    async name => {
      turn(name)
      expect((await outcomeOf(getData, patience)).kind).toBe('silence')
      expect(fired()).toContain(`${name} for ${mainApp.clientId}`)
    },
  )

  it.each(['reset-before-answer', 'answer-lost', 'reset-mid-body', 'half-close', 'length-too-long'])('%s: a broken line', async name => {
    turn(name)
    expect((await outcomeOf(getData)).kind).toBe('broken')
  })

  it.each(['length-too-short', 'gzip-truncated'])('%s: an answer that lacks its end, however forgiving the client', async name => {
    turn(name)
    const { kind, body } = await outcomeOf(getData)
    expect(kind === 'broken' || !isJson(body)).toBe(true)
  })

  it('close-after-answer: a whole answer, then the line is closed without a word', async () => {
    turn('close-after-answer')
    const text = (await rawAnswer()).toString('utf8')
    const [head = '', body = ''] = text.split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 200/)
    expect(head.toLowerCase()).not.toContain('connection: close')
    expect(isJson(body)).toBe(true)
  })

  it.each(['stall-mid-body', 'reset-mid-body', 'half-close'])('%s: after exactly as many bytes as asked', async name => {
    turn(name, { value: 123 })
    expect(bodyBytes(await rawAnswer(patience * 5))).toBe(123)
  })

  it('latency-fixed: as long as asked', async () => {
    turn('latency-fixed', { value: 40 })
    expect((await outcomeOf(getData)).status).toBe(200)
    expect(sandbox.controls.journal.entries().at(-1)?.durationMs).toBeGreaterThanOrEqual(39)
  })

  it.each(['gzip-always', 'gzip-multi-member'])('%s: packed, and the same after unpacking', async name => {
    const plain = await outcomeOf(getData)
    turn(name)
    const packed = await outcomeOf(getData)
    expect(packed.headers?.get('content-encoding')).toBe('gzip')
    expect(JSON.parse(packed.body ?? '')).toMatchObject({ resourceType: JSON.parse(plain.body ?? '').resourceType })
  })

  it('gzip-bomb: a few kilobytes become 64 MB', async () => {
    turn('gzip-bomb')
    expect((await outcomeOf(getData)).body).toHaveLength(64 * 1024 * 1024)
  })

  it('is turned for one app alone', async () => {
    const other = await connect({ url, app: otherApp })
    turn('reset-before-answer')
    expect((await call(url, claims, other.access_token)).status).toBe(200)
  })
})

describe('status', () => {
  type Row = [name: string, status: number, type: RegExp, more?: Record<string, string | RegExp | null>]
  it.each<Row>([
    ['429-seconds', 429, /json/, { 'retry-after': '2' }],
    ['429-date', 429, /json/, { 'retry-after': / GMT$/ }],
    ['429-zero', 429, /json/, { 'retry-after': '0' }],
    ['429-without-time', 429, /json/, { 'retry-after': null }],
    ['429-huge', 429, /json/, { 'retry-after': '31536000' }],
    ['429-garbage', 429, /json/, { 'retry-after': 'soon' }],
    ['500-json', 500, /json/],
    ['500-html', 500, /html/],
    ['502-detail', 502, /json/],
    ['502-html', 502, /html/],
    ['503-retry-after', 503, /html/, { 'retry-after': '2' }],
    ['503-html', 503, /html/],
    ['504-html', 504, /html/],
    ['200-html', 200, /html/],
  ])('%s: %i', async (name, status, type, more = {}) => {
    turn(name)
    const outcome = await outcomeOf(getData)
    expect(outcome.status).toBe(status)
    expect(outcome.headers?.get('content-type')).toMatch(type)
    expect(isJson(outcome.body)).toBe(type.source === 'json')
    for (const [header, value] of Object.entries(more)) {
      if (value instanceof RegExp) expect(outcome.headers?.get(header)).toMatch(value)
      else expect(outcome.headers?.get(header)).toBe(value)
    }
  })

  it.each<[number | undefined, number]>([[undefined, 418], [451, 451], [503, 503], [99, 418]])('any-status %j: %i', async (value, status) => {
    turn('any-status', value === undefined ? {} : { value })
    expect((await outcomeOf(getData)).status).toBe(status)
  })

  it.each([['429-empty', 429], ['200-empty', 200], ['204', 204]])('%s: %i without a word', async (name, status) => {
    turn(name)
    expect(await outcomeOf(getData)).toMatchObject({ status, body: '' })
  })

  it.each([301, 302, 307, 308])('%i here and elsewhere', async status => {
    turn(`${status}-same-origin`)
    const here = await outcomeOf(signal => getData(signal, '/v2/fhir/ExplanationOfBenefit'))
    expect([here.status, here.headers?.get('location')]).toEqual([status, '/v2/fhir/ExplanationOfBenefit?moved=1'])
    expect((await call(url, '/v2/fhir/ExplanationOfBenefit?moved=1', tokens.access_token)).status).toBe(200)
    sandbox.controls.faults.clear()
    turn(`${status}-foreign`)
    const elsewhere = await outcomeOf(signal => getData(signal, '/v2/fhir/ExplanationOfBenefit'))
    expect(elsewhere.headers?.get('location')).toMatch(/^https:\/\/elsewhere\.invalid\//)
  })

  it('flapping: two good, two bad, one good, over and over', async () => {
    turn('flapping')
    const statuses: (number | undefined)[] = []
    for (let round = 0; round < 10; round += 1) statuses.push((await outcomeOf(getData)).status)
    expect(statuses).toEqual([200, 200, 503, 503, 200, 200, 200, 503, 503, 200])
  })

  it('outage-window: from one minute on, for ten', async () => {
    turn('outage-window')
    const statuses: (number | undefined)[] = [(await outcomeOf(getData)).status]
    for (const advanceMs of [61_000, 590_000, 60_000]) {
      sandbox.controls.clock.advance(advanceMs)
      statuses.push((await outcomeOf(getData)).status)
    }
    expect(statuses).toEqual([200, 503, 503, 200])
  })
})

describe('authorize', () => {
  it.each<[string, number, RegExp]>([
    ['login-down', 500, /Server Error/],
    ['login-refuses', 200, /process your request/],
    ['no-medicare-number', 404, /no Medicare number/],
    ['paired-with-another', 409, /paired/],
    ['never-returns', 200, /goes nowhere/],
    ['person-not-found', 404, /error=not_found/],
    ['backend-502', 502, /Failed to retrieve data/],
    ['backend-unreachable', 500, /Server Error/],
    ['app-paused', 403, /temporarily inactive/],
  ])('%s: %i', async (name, status, words) => {
    turn(name)
    const page = await walkToConsent({ url, app: mainApp, username })
    expect([page.status, page.location]).toEqual([status, null])
    expect(page.html).toMatch(words)
  })

  it.each([['v3-off', 404], ['v3-early-adopters', 403]])('%s: %i', async (name, status) => {
    turn(name)
    expect((await walkToConsent({ url, app: mainApp, version: 3 })).status).toBe(status)
    expect((await walkToConsent({ url, app: mainApp, version: 2 })).status).toBe(200)
  })

  const sent = 'a-state-of-sixteen'
  it.each<[string, (query: URLSearchParams) => unknown, unknown]>([
    ['access-denied', query => [query.get('error'), query.get('code')], ['access_denied', null]],
    ['state-dropped', query => query.getAll('state'), []],
    ['state-altered', query => query.get('state'), 'altered-state-of-more-than-16'],
    ['state-doubled', query => query.getAll('state'), [sent, sent]],
    ['code-replaced', query => query.get('code'), 'A'.repeat(30)],
    ['code-doubled', query => query.getAll('code').length, 2],
    ['iss-right', query => query.get('iss'), 'origin'],
    ['iss-wrong', query => query.get('iss'), 'https://elsewhere.invalid'],
    ['iss-with-slash', query => query.get('iss'), 'origin/'],
    ['unknown-parameters', query => [query.get('foo'), query.get('state')], ['1', sent]],
    ['error-with-markup', query => query.get('error_description'), '<script>alert(1)</script>\r\nSet-Cookie: a=b'],
  ])('%s', async (name, look, expected) => {
    turn(name)
    const { location, response } = await walk({ url, app: mainApp, username })
    const wanted = typeof expected === 'string' ? expected.replace('origin', url) : expected
    expect(look(location?.searchParams ?? new URLSearchParams())).toEqual(wanted)
    expect(response.headers.get('set-cookie')).toBeNull()
  })

  it('iss-missing: no issuer, even after another knob named one', async () => {
    turn('iss-right')
    turn('iss-missing')
    expect((await walk({ url, app: mainApp, username })).location?.searchParams.has('iss')).toBe(false)
  })

  it('state-of-another-flow: the second gets the state of the first', async () => {
    turn('state-of-another-flow')
    const states: (string | null | undefined)[] = []
    for (const state of ['the-first-of-two-states', 'the-second-of-two-states'])
      states.push((await walk({ url, app: mainApp, username, state })).location?.searchParams.get('state'))
    expect(states).toEqual(['the-first-of-two-states', 'the-first-of-two-states'])
  })

  it("code-of-another: another person's unused code, which PKCE turns away", async () => {
    turn('code-of-another')
    const { verifier } = newPkce()
    const code = await walkToCode({ url, app: mainApp, username, verifier })
    const fields = { grant_type: 'authorization_code', code, redirect_uri: mainApp.redirectUris[0] ?? '', code_verifier: verifier }
    expect(code).toMatch(/^\w{30}$/)
    expect(await outcomeOf(() => post(`${url}/v2/o/token/`, fields, mainApp))).toMatchObject({ status: 400, body: '{"error": "invalid_grant"}' })
    const entry = sandbox.controls.journal.entries({ route: 'token' }).at(-1)
    expect(entry?.personKey).toBe('BBUser00000')
  })

  it('callback-twice: the same address in a frame and in the window, without script', async () => {
    turn('callback-twice')
    const page = await walk({ url, app: mainApp, username })
    const [, again = ''] = (page.response.headers.get('refresh') ?? '').split('url=')
    expect([page.status, page.location]).toEqual([200, null])
    expect(again).toMatch(/^https:\/\/app\.example\/callback\?code=\w{30}&state=/)
    expect(page.html).toContain(`<iframe src="${again.replaceAll('&', '&amp;')}"`)
    expect(page.response.headers.get('content-security-policy')).toContain('frame-src https://app.example')
  })

  it('consent-without-personal: whatever the box says', async () => {
    turn('consent-without-personal')
    const { scope, access_token } = await connect({ url, app: mainApp, username })
    expect(scope).not.toMatch(/Patient|profile/)
    expect((await call(url, '/v2/connect/userinfo', access_token)).status).toBe(403)
  })

  it('spanish: sign-in and consent', async () => {
    turn('spanish')
    const consent = await walkToConsent({ url, app: mainApp, username })
    expect(consent.html).toContain('<html lang="es">')
    expect((await walkToConsent({ url, app: otherApp, username })).html).toContain('<html lang="en">')
  })

  it('callback-delayed: not in a moment', async () => {
    const consent = await walkToConsent({ url, app: mainApp, username })
    turn('callback-delayed')
    const body = new URLSearchParams({ allow: 'Connect', state: sent })
    expect((await outcomeOf(signal => fetch(consent.response.url, { method: 'POST', body, signal, redirect: 'manual' }), 60)).kind).toBe('silence')
    expect(fired()).toContain(`callback-delayed for ${mainApp.clientId}`)
  })
})

describe('token', () => {
  const { verifier } = newPkce()
  const fieldsFor = (code: string) => ({ grant_type: 'authorization_code', code, redirect_uri: mainApp.redirectUris[0] ?? '', code_verifier: verifier })
  const trade = (code: string) => outcomeOf(() => post(`${url}/v2/o/token/`, fieldsFor(code), mainApp))
  const newCode = () => walkToCode({ url, app: mainApp, username, verifier })

  it.each<[string, number, string]>([
    ['code-refused', 400, '{"error": "invalid_grant"}'],
    ['client-refused', 401, '{"error": "invalid_client"}'],
    ['verifier-mismatch', 400, '{"error": "invalid_grant"}'],
    ['error-null', 400, '{"error": null, "error_description": "code_verifier min length must be 43"}'],
    ['token-500-before', 500, '{"error": "Server Error (500)"}'],
  ])('%s: %i, and the code is not spent', async (name, status, body) => {
    const code = await newCode()
    turn(name)
    expect(await trade(code)).toMatchObject({ status, body })
    sandbox.controls.faults.clear()
    expect((await trade(code)).status).toBe(200)
  })

  it.each(['code-expired', 'code-used'])('%s: refused, now and later', async name => {
    const code = await newCode()
    turn(name)
    expect(await trade(code)).toMatchObject({ status: 400, body: '{"error": "invalid_grant"}' })
    sandbox.controls.faults.clear()
    expect((await trade(code)).status).toBe(400)
  })

  it.each<[string, Partial<Outcome>]>([
    ['token-500-after', { kind: 'answer', status: 500 }],
    ['token-answer-lost', { kind: 'broken' }],
    ['token-html', { kind: 'answer', status: 200 }],
  ])('%s: and the code is spent', async (name, expected) => {
    const code = await newCode()
    turn(name)
    const outcome = await trade(code)
    expect(outcome).toMatchObject(expected)
    expect(isJson(outcome.body) && outcome.status === 200).toBe(false)
    sandbox.controls.faults.clear()
    expect((await trade(code)).status).toBe(400)
  })

  it.each<[string, Record<string, unknown>]>([
    ['expires-in-float', { expires_in: 3_599.5 }],
    ['expires-in-text', { expires_in: '3600' }],
    ['expires-in-negative', { expires_in: -1 }],
    ['expires-in-huge', { expires_in: 1e12 }],
    ['expires-in-missing', { expires_in: undefined }],
    ['refresh-token-missing', { refresh_token: undefined }],
    ['token-type-lower-case', { token_type: 'bearer' }],
    ['token-type-other', { token_type: 'mac' }],
    ['scope-missing', { scope: undefined }],
    ['scope-narrower', { scope: 'patient/ExplanationOfBenefit.rs' }],
    ['grant-date-with-space', { access_grant_expiration: '2027-09-05 19:17:53Z' }],
    ['grant-date-with-t', { access_grant_expiration: '2027-09-05T19:17:53Z' }],
    ['grant-date-empty', { access_grant_expiration: '' }],
    ['extra-fields', { id_token: 'x', foo: { bar: 1 } }],
    ['patient-missing', { patient: undefined }],
    ['patient-wrong', { patient: '-10000010254647' }],
  ])('%s: the rest of the reply is as ever', async (name, changed) => {
    const code = await newCode()
    turn(name)
    const reply = JSON.parse((await trade(code)).body ?? '')
    const usual: Record<string, unknown> = {
      access_token: expect.any(String), expires_in: 3600, token_type: 'Bearer', scope: expect.any(String),
      refresh_token: expect.any(String), patient: tokens.patient, access_grant_expiration: expect.any(String),
    }
    const all = Object.entries({ ...usual, ...changed }).filter(([, value]) => value !== undefined)
    expect(reply).toEqual(Object.fromEntries(all))
  })
})

describe('refresh', () => {
  const refresh = () => outcomeOf(() => refreshWith({ url, app: mainApp }, tokens.refresh_token))
  const dataStatus = async () => (await call(url, claims, tokens.access_token)).status

  it.each<[string, number, string, boolean]>([
    ['refresh-spent', 400, '{"error": "invalid_grant"}', true],
    ['refresh-not-found', 400, 'Refresh token not found.', true],
    ['refresh-timed-out', 401, 'User access has timed out.', true],
    ['refresh-revoked', 403, 'User access cannot be found.', true],
    ['refresh-one-time', 403, 'Your application is not allowed to refresh tokens.', true],
    ['refresh-denied', 403, 'Request denied', true],
    ['refresh-client-refused', 401, '{"error": "invalid_client"}', true],
    ['rotate-then-502', 502, 'Failed to retrieve data from data source.', false],
    ['rotate-then-404', 404, 'Not found.', false],
    ['rotate-then-500', 500, 'Server Error (500)', false],
  ])('%s: %i', async (name, status, words, survives) => {
    turn(name)
    const outcome = await refresh()
    expect([outcome.status, outcome.body]).toEqual([status, expect.stringContaining(words)])
    sandbox.controls.faults.clear()
    sandbox.controls.clearBehaviours()
    expect(await dataStatus()).toBe(survives ? 200 : 401)
    expect((await refresh()).status).toBe(survives ? 200 : 400)
  })

  it.each([['refresh-answer-lost', 'broken'], ['refresh-html', 'answer']])('%s: the old pair is dead', async (name, kind) => {
    turn(name)
    const outcome = await refresh()
    expect([outcome.kind, isJson(outcome.body)]).toEqual([kind, false])
    sandbox.controls.faults.clear()
    expect([await dataStatus(), (await refresh()).status]).toEqual([401, 400])
  })

  it('refresh-slow: rotated at once, no answer in a moment', async () => {
    turn('refresh-slow')
    const fields = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token }
    const body = new URLSearchParams({ ...fields, client_id: mainApp.clientId, client_secret: mainApp.clientSecret })
    const done = await outcomeOf(signal => fetch(`${url}/v2/o/token/`, { method: 'POST', body, signal }), 500)
    expect([done.kind, await dataStatus()]).toEqual(['silence', 401])
  })

  it('rotation-off, rotation-grace, old-access-survives', async () => {
    turn('rotation-off')
    expect([(await refresh()).status, (await refresh()).status]).toEqual([200, 200])
    sandbox.controls.clearBehaviours()
    turn('rotation-grace')
    expect([(await refresh()).status, (await refresh()).status]).toEqual([200, 200])
    tokens = await connect({ url, app: mainApp, username })
    turn('old-access-survives')
    expect([(await refresh()).status, await dataStatus()]).toEqual([200, 200])
  })

  it('rotation-strict, old-access-dies: as at the real server, whatever was switched before', async () => {
    for (const name of ['rotation-off', 'old-access-survives', 'rotation-strict', 'old-access-dies']) turn(name)
    expect([(await refresh()).status, await dataStatus(), (await refresh()).status]).toEqual([200, 401, 400])
  })

  it('refresh-app-paused: connected people cannot be refreshed', async () => {
    turn('refresh-app-paused')
    expect((await refresh()).status).toBe(403)
    sandbox.controls.clearBehaviours()
    expect((await refresh()).status).toBe(200)
  })

  it('rotation-grace for so many seconds', async () => {
    turn('rotation-grace', { value: 60 })
    await refresh()
    sandbox.controls.clock.advance(59_000)
    expect((await refresh()).status).toBe(200)
    sandbox.controls.clock.advance(2_000)
    expect((await refresh()).status).toBe(400)
  })

  it('reuse-ends-grant: a second use leaves nothing', async () => {
    turn('reuse-ends-grant')
    await refresh()
    expect([(await refresh()).status, sandbox.controls.listGrants()]).toEqual([400, []])
  })

  it.each([['parallel-500', [200, 500]], ['parallel-both-win', [200, 200]]])('%s', async (name, statuses) => {
    turn(name)
    expect((await Promise.all([refresh(), refresh()])).map(({ status = 0 }) => status).sort()).toEqual(statuses)
  })
})

describe('revoke', () => {
  const revoke = (patienceMs?: number) => {
    const body = new URLSearchParams({ token: tokens.access_token, client_id: mainApp.clientId, client_secret: mainApp.clientSecret })
    return outcomeOf(signal => fetch(`${url}/v2/o/revoke/`, { method: 'POST', body, signal }), patienceMs)
  }
  const dataStatus = async () => (await call(url, claims, tokens.access_token)).status

  it.each<[string, Partial<Outcome>, number]>([
    ['revoke-without-effect', { kind: 'answer', status: 200 }, 200],
    ['revoke-500', { kind: 'answer', status: 500 }, 200],
    ['revoke-503', { kind: 'answer', status: 503 }, 200],
    ['revoke-lost', { kind: 'broken' }, 200],
    ['revoke-answer-lost', { kind: 'broken' }, 401],
  ])('%s: %j, and then data answers %i', async (name, expected, status) => {
    turn(name)
    expect(await revoke()).toMatchObject(expected)
    expect(await dataStatus()).toBe(status)
  })

  it('revoke-slow: not in a moment', async () => {
    turn('revoke-slow')
    expect((await revoke(60)).kind).toBe('silence')
    expect(fired()).toContain(`revoke-slow for ${mainApp.clientId}`)
  })

  it('revoke-needs-live-token: one past its hour ends nothing', async () => {
    turn('revoke-needs-live-token')
    sandbox.controls.expireAccessTokens()
    expect((await revoke()).status).toBe(200)
    expect(sandbox.controls.listGrants()).toHaveLength(1)
  })
})

describe('tokens over time', () => {
  const page = async () => (await call(url, '/v2/fhir/ExplanationOfBenefit', tokens.access_token)).status
  const refreshStatus = async () => (await refreshWith({ url, app: mainApp }, tokens.refresh_token)).status

  it('expire-after-calls', async () => {
    turn('expire-after-calls')
    expect([await page(), await page(), await page(), await page(), await refreshStatus()]).toEqual([200, 200, 200, 401, 200])
  })

  it('expire-after-calls, as many as asked', async () => {
    turn('expire-after-calls', { value: 1 })
    expect([await page(), await page()]).toEqual([200, 401])
  })

  it.each([['expire-now', 200], ['grant-removed', 403], ['grant-over-now', 401]])('%s: data 401, then a refresh answers %i', async (name, status) => {
    const neighbour = await connect({ url, app: otherApp, username })
    turn(name)
    expect([await page(), await refreshStatus()]).toEqual([401, status])
    expect((await call(url, claims, neighbour.access_token)).status).toBe(200)
  })

  it.each([['expire-mid-paging', 200], ['revoke-mid-paging', 403], ['grant-over-mid-paging', 401]])('%s: then a refresh answers %i', async (name, status) => {
    const neighbour = await connect({ url, app: mainApp, username: 'BBUser00001' })
    turn(name)
    expect([await page(), await page(), await page(), await refreshStatus()]).toEqual([200, 200, 401, status])
    expect((await call(url, claims, neighbour.access_token)).status).toBe(200)
  })

  it.each([['clock-one-minute', 61_000], ['clock-one-hour', 3_601_000], ['clock-thirteen-months', 397 * 86_400_000], ['clock-ahead', 300_000], ['clock-behind', -300_000]])(
    '%s moves by %i ms',
    (name, ms) => {
      const before = sandbox.controls.clock.now()
      turn(name)
      expect(Math.abs(sandbox.controls.clock.now() - before - ms)).toBeLessThan(1_000)
    },
  )
})

describe('rate', () => {
  const status = async (token = tokens.access_token) => (await call(url, claims, token)).status

  it.each(['rate-per-token', 'rate-per-app', 'rate-for-everybody'])('%s: the fourth call is too many', async name => {
    turn(name)
    expect([await status(), await status(), await status(), await status()]).toEqual([200, 200, 200, 429])
    const neighbour = await connect({ url, app: mainApp, username: 'BBUser00001' })
    expect(await status(neighbour.access_token)).toBe(name === 'rate-per-token' ? 200 : 429)
  })

  it('rate-headers-none: the word on data', async () => {
    turn('rate-headers-none')
    expect((await call(url, claims, tokens.access_token)).headers.get('x-ratelimit-limit')).toBe('None')
  })
})

describe('the table', () => {
  it('has a proof for each knob of these areas', () => {
    const rest = stage.unproven('transport', 'status', 'authorize', 'token', 'refresh', 'revoke', 'tokens over time', 'rate')
    expect(rest).toEqual([])
  })

  it('does not turn what it does not know', () => {
    expect(sandbox.controls.turn('no-such-knob')).toBe(false)
  })
})
