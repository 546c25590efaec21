// A sign-in ends in the browser that began it, once, and with one call for its code (quality OAU-02 to OAU-06, SES-02;
// contract 2.9, C2 to C4).
import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fingerprint, playMedicare, testOrigin } from '@/lib/bluebutton/testing'
import { processAudit } from '@/lib/audit/process-audit'
import { Unavailable } from '@/lib/errors'
import { processVault } from '@/lib/vault/process-vault'
import type { RunningSandbox } from '@/sandbox/testing'
import { type Finished, finishConnect, startConnect } from './connect'
import type { Destination } from './destinations'
import { findSession, requireSession, type SetCookie } from './session'
import { type Browser, createBrowser } from './testing'
import { transactionName } from './transaction'

const { medicare, logged } = await playMedicare()
const sessionName = 'plainclaim-session'

afterEach(() => void vi.useRealTimers())

type How = Parameters<RunningSandbox['signIn']>[1]

const newBrowser = () => createBrowser(testOrigin)
const calls = (route: 'token' | 'patient' | 'userinfo' | 'revoke-token') => medicare.controls.journal.entries({ route }).length

function keep(browser: Browser, cookies: readonly SetCookie[]): void {
  for (const { name, value, options } of cookies) {
    if (options.maxAge === 0) browser.cookies.delete(name)
    else browser.cookies.set(name, value)
  }
}

async function start(browser: Browser, then: Destination = 'claims'): Promise<URL> {
  const started = await startConnect({ language: 'en', then, jar: browser.jar() })
  keep(browser, started.cookies)
  return started.location
}

/** To Medicare and back to the edge of our callback. */
async function answered(browser: Browser, how: How = {}, then: Destination = 'claims'): Promise<URLSearchParams> {
  return visit(await start(browser, then), how)
}

async function visit(location: URL, how: How = {}): Promise<URLSearchParams> {
  const back = await medicare.signIn(location.href, how)
  if (!back) throw new Error('stranded at Medicare')
  expect(back.split('?')[0]).toBe(`${testOrigin}/connect/callback`)
  return new URL(back).searchParams
}

async function finish(browser: Browser, answer: URLSearchParams): Promise<Finished> {
  const finished = await browser.run(() => finishConnect(answer, browser.jar()))
  if ('cookies' in finished) keep(browser, finished.cookies)
  return finished
}

const signedIn = (browser: Browser) => browser.run(() => findSession())

async function connect(browser: Browser, how: How = {}): Promise<void> {
  expect(await finish(browser, await answered(browser, how))).toMatchObject({ kind: 'connected' })
}

describe('a sign-in that goes well', () => {
  it('makes one token call, ends the attempt, opens a session, and remembers where the person was going', async () => {
    const browser = newBrowser()
    const answer = await answered(browser, {}, 'coverage')
    await expect(finish(browser, answer)).resolves.toMatchObject({ kind: 'connected', then: 'coverage' })
    expect([...browser.cookies.keys()]).toEqual([sessionName])
    expect(calls('token')).toBe(1)
    const session = await signedIn(browser)
    expect(session?.grant.scopes).toEqual(new Set(['patient/Coverage.rs', 'patient/ExplanationOfBenefit.rs', 'patient/Patient.rs', 'profile']))
  })

  it('goes as well without personal information, and asks Medicare for none (OAU-08)', async () => {
    const browser = newBrowser()
    await connect(browser, { toggle: ['share_demographic_scopes'] })
    const session = await signedIn(browser)
    expect(session?.grant.scopes).toEqual(new Set(['patient/Coverage.rs', 'patient/ExplanationOfBenefit.rs']))
    expect([calls('patient'), calls('userinfo')]).toEqual([0, 0])
  })

  it('the session cookie is out of reach of scripts, dies with the browser, and holds no token and no name (SES-01)', async () => {
    const browser = newBrowser()
    const answer = await answered(browser)
    const finished = await finish(browser, answer)
    const cookie = finished.kind === 'connected' ? finished.cookies.find(({ name }) => name === sessionName) : undefined
    expect(cookie?.options).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: false })
    const grant = (await signedIn(browser))?.grant
    for (const secret of [grant?.accessToken.reveal(), grant?.refreshToken?.reveal(), grant?.patient]) expect(cookie?.value).not.toContain(secret)
    expect(cookie?.value.length).toBeLessThan(500)
  })
})

describe('an answer that is not ours is refused: no token call, no change of session (OAU-02)', () => {
  const minute = 60_000
  /** Each gets an answer that would be good, and spoils it. */
  const spoils: readonly [what: string, spoil: (answer: URLSearchParams, browser: Browser) => Promise<Browser | void> | Browser | void][] = [
    ['no state', (answer) => answer.delete('state')],
    ['an empty state', (answer) => answer.set('state', '')],
    ['another state', (answer) => answer.set('state', randomBytes(32).toString('base64url'))],
    ['a state with one letter changed', (answer) => answer.set('state', `${answer.get('state')?.slice(0, -1)}${answer.get('state')?.endsWith('A') ? 'B' : 'A'}`)],
    ['the state twice', (answer) => answer.append('state', answer.get('state') ?? '')],
    ['the state twice, one of them empty', (answer) => answer.append('state', '')],
    ['two states', (answer) => answer.append('state', randomBytes(32).toString('base64url'))],
    ['a browser that never asked', () => newBrowser()],
    ['a browser that asked something else', async () => {
      const other = newBrowser()
      await start(other)
      return other
    }],
    ['a state of 31 minutes ago', () => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * minute })],
    ['a cookie that was removed', (_, browser) => browser.cookies.clear()],
    ['a cookie that was altered', (_, browser) => browser.cookies.forEach((value, name) => void browser.cookies.set(name, `${value.slice(0, 60)}${value[60] === 'A' ? 'B' : 'A'}${value.slice(61)}`))],
    ['a replay', async (answer, browser) => void (await finish(browser, new URLSearchParams({ state: answer.get('state') ?? '', error: 'access_denied' })))],
  ]

  it.each(spoils)('%s', async (_, spoil) => {
    const browser = newBrowser()
    const answer = await answered(browser)
    const from = (await spoil(answer, browser)) ?? browser
    const before = [...from.cookies]
    await expect(finish(from, answer)).resolves.toEqual({ kind: 'foreign' })
    expect(calls('token')).toBe(0)
    expect([...from.cookies]).toEqual(before)
    expect(await signedIn(from)).toBeNull()
  })

  it.each(spoils)('%s, with error=access_denied', async (_, spoil) => {
    const browser = newBrowser()
    const answer = await answered(browser, { press: 'deny' })
    expect(answer.get('error')).toBe('access_denied')
    const from = (await spoil(answer, browser)) ?? browser
    await expect(finish(from, answer)).resolves.toEqual({ kind: 'foreign' })
    expect(calls('token')).toBe(0)
  })

  it('a good answer under the cookie of another moment of the same browser is still good: only its own attempt counts', async () => {
    const browser = newBrowser()
    const first = await answered(browser)
    await start(browser)
    await expect(finish(browser, first)).resolves.toMatchObject({ kind: 'connected' })
  })

  it('does not disturb who is signed in', async () => {
    const browser = newBrowser()
    await connect(browser)
    const before = await signedIn(browser)
    const stranger = newBrowser()
    const theirs = await answered(stranger, { username: 'BBUser00001' })
    await expect(finish(browser, theirs)).resolves.toEqual({ kind: 'foreign' })
    expect((await signedIn(browser))?.ref.id).toBe(before?.ref.id)
  })

  it("a stranger's own sign-in cannot be pushed into this browser, nor the other way round (OAU-03)", async () => {
    const [mine, theirs] = [newBrowser(), newBrowser()]
    const answer = await answered(theirs)
    await expect(finish(mine, answer)).resolves.toEqual({ kind: 'foreign' })
    expect([await signedIn(mine), await signedIn(theirs)]).toEqual([null, null])
  })

  it('error=not_found without a state ends nothing: the running sign-in goes on (C2, contract 2.8)', async () => {
    const browser = newBrowser()
    const answer = await answered(browser)
    await expect(finish(browser, new URLSearchParams({ error: 'not_found' }))).resolves.toEqual({ kind: 'foreign' })
    await expect(finish(browser, answer)).resolves.toMatchObject({ kind: 'connected' })
  })

  it('any garbage', async () => {
    const browser = newBrowser()
    await start(browser)
    for (const text of ['', 'state', 'state=%00', 'state=' + 'x'.repeat(10_000), 'code=a&state[]=b', '__proto__=x&state=__proto__', 'state=constructor', `state=${transactionName('x')}`]) {
      await expect(finish(browser, new URLSearchParams(text))).resolves.toEqual({ kind: 'foreign' })
    }
  })
})

describe('the code is redeemed once (OAU-04)', () => {
  it('twenty answers at once with one state: one token call, one session', async () => {
    const browser = newBrowser()
    const answer = await answered(browser)
    const jar = browser.jar()
    const finished = await Promise.all(Array.from({ length: 20 }, () => browser.run(() => finishConnect(new URLSearchParams(answer), jar))))
    expect(finished.filter(({ kind }) => kind === 'connected')).toHaveLength(1)
    expect(finished.filter(({ kind }) => kind === 'foreign')).toHaveLength(19)
    expect(calls('token')).toBe(1)
  })

  it('twenty at once when it is refused: one call all the same', async () => {
    const browser = newBrowser()
    const answer = await answered(browser)
    medicare.controls.faults.add({ match: { route: 'token' }, action: { kind: 'answer', status: 400, body: '{"error":"invalid_grant"}' } })
    const finished = await Promise.all(Array.from({ length: 20 }, () => browser.run(() => finishConnect(new URLSearchParams(answer), browser.jar()))))
    expect(finished.filter(({ kind }) => kind === 'declined')).toHaveLength(1)
    expect(calls('token')).toBe(1)
  })

  it('a token endpoint that fails once is not asked again, and the person may start again (C4)', async () => {
    const browser = newBrowser()
    const answer = await answered(browser)
    medicare.controls.faults.add({ match: { route: 'token' }, action: { kind: 'answer', status: 500, body: '{"error": "Server Error (500)"}' }, times: 1 })
    await expect(finish(browser, answer)).resolves.toMatchObject({ kind: 'declined', problem: 'medicare-down' })
    expect(calls('token')).toBe(1)
    await expect(finish(browser, answer)).resolves.toEqual({ kind: 'foreign' })
    expect(calls('token')).toBe(1)
    await connect(browser)
  })

  it.each([
    ['no code', (answer: URLSearchParams) => answer.delete('code')],
    ['an empty code', (answer: URLSearchParams) => answer.set('code', '')],
    ['two codes', (answer: URLSearchParams) => answer.append('code', 'another')],
    ['another sender', (answer: URLSearchParams) => answer.set('iss', 'https://elsewhere.example')],
  ])('%s: not verified, and nothing is sent to Medicare', async (_, spoil) => {
    const browser = newBrowser()
    const answer = await answered(browser, {}, 'profile')
    spoil(answer)
    await expect(finish(browser, answer)).resolves.toMatchObject({ kind: 'declined', problem: 'not-verified', then: 'profile' })
    expect(calls('token')).toBe(0)
    expect(await signedIn(browser)).toBeNull()
  })
})

describe('what Medicare says no with, and the words for it (contract 2.6, 2.9, 3.3)', () => {
  it('Cancel: said calmly, and who was signed in stays so (C3)', async () => {
    const browser = newBrowser()
    await connect(browser)
    const before = await signedIn(browser)
    await expect(finish(browser, await answered(browser, { press: 'deny' }))).resolves.toMatchObject({ kind: 'declined', problem: 'cancelled' })
    expect((await signedIn(browser))?.ref.id).toBe(before?.ref.id)
  })

  it.each([
    ['access_denied', 'cancelled'],
    ['invalid_request', 'our-settings'],
    ['unauthorized_client', 'our-settings'],
    ['unsupported_response_type', 'our-settings'],
    ['invalid_scope', 'our-settings'],
    ['server_error', 'medicare-down'],
    ['temporarily_unavailable', 'medicare-down'],
    ['not_found', 'not-verified'],
    ['something_new', 'not-verified'],
    ['__proto__', 'not-verified'],
    ['constructor', 'not-verified'],
    ['<script>', 'not-verified'],
    ['', 'not-verified'],
  ])('error=%s: %s', async (error, problem) => {
    const browser = newBrowser()
    const state = (await start(browser)).searchParams.get('state') ?? ''
    await expect(finish(browser, new URLSearchParams({ error, state, code: 'x' }))).resolves.toMatchObject({ kind: 'declined', problem })
    expect(calls('token')).toBe(0)
    expect([...browser.cookies.keys()]).toEqual([])
  })

  it('nothing that we show was granted: no session begins, and the tokens are ended', async () => {
    const browser = newBrowser()
    const answer = await answered(browser)
    medicare.controls.faults.add({ match: { route: 'token' }, action: { kind: 'edit-json', set: { scope: 'openid profile' } }, times: 1 })
    await expect(finish(browser, answer)).resolves.toMatchObject({ kind: 'declined', problem: 'nothing-shared' })
    expect(await signedIn(browser)).toBeNull()
    expect(calls('revoke-token')).toBe(1)
  })

  it('took too long: the code was over', async () => {
    const browser = newBrowser()
    const answer = await answered(browser)
    medicare.controls.clock.advance(61_000)
    await expect(finish(browser, answer)).resolves.toMatchObject({ kind: 'declined', problem: 'too-slow' })
  })

  it('our app is paused', async () => {
    const browser = newBrowser()
    const answer = await answered(browser)
    medicare.controls.behave({ app: 'paused' })
    await expect(finish(browser, answer)).resolves.toMatchObject({ kind: 'declined', problem: 'paused' })
  })

  it('our secret is wrong: an operator is called', async () => {
    const browser = newBrowser()
    const answer = await answered(browser)
    medicare.controls.registerApp({ ...medicare.app, clientSecret: 'another-secret-of-the-same-length-and-not-ours' })
    await expect(finish(browser, answer)).resolves.toMatchObject({ kind: 'declined', problem: 'our-settings' })
    expect(logged.join('')).toContain('"event":"settings.alarm"')
    medicare.controls.registerApp(medicare.app)
  })

  it.each(['down', 'refuses-everyone', 'no-medicare-number', 'never-returns', 'paired-with-another'] as const)('stranded at Medicare (%s): starting again works, with a new state, while the old one dangles (C4)', async (medicareLogin) => {
    const browser = newBrowser()
    medicare.controls.behave({ medicareLogin })
    const stranded = await start(browser)
    expect(await medicare.signIn(stranded.href)).toBeNull()
    medicare.controls.behave({ medicareLogin: 'works' })
    const again = await start(browser)
    expect(again.searchParams.get('state')).not.toBe(stranded.searchParams.get('state'))
    await expect(finish(browser, await visit(again))).resolves.toMatchObject({ kind: 'connected' })
  })
})

describe('several tabs (OAU-06)', () => {
  it('four, finished in the reverse order: all four connect', async () => {
    const browser = newBrowser()
    const locations: URL[] = []
    for (const then of ['claims', 'coverage', 'profile', 'access'] as const) locations.push(await start(browser, then))
    const kinds: unknown[] = []
    for (const location of locations.toReversed()) {
      const finished = await finish(browser, await visit(location))
      kinds.push(finished.kind === 'connected' ? finished.then : finished)
    }
    expect(kinds).toEqual(['access', 'profile', 'coverage', 'claims'])
    expect(calls('token')).toBe(4)
    expect(await signedIn(browser)).not.toBeNull()
  })

  it('a sixth pushes out the oldest, which is then not verified', async () => {
    const browser = newBrowser()
    const oldest = await start(browser)
    for (let count = 0; count < 5; count += 1) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_000 })
      await start(browser)
    }
    expect(browser.cookies.size).toBe(5)
    await expect(finish(browser, await visit(oldest))).resolves.toEqual({ kind: 'foreign' })
    expect(calls('token')).toBe(0)
  })
})

describe('connecting again (SES-02)', () => {
  it('makes a new session, and leaves nothing of the old one: no record, no tokens that work', async () => {
    const browser = newBrowser()
    await connect(browser, { username: 'BBUser00001' })
    const old = await browser.run(() => requireSession())
    const oldCookie = browser.cookies.get(sessionName) ?? ''
    await connect(browser)
    const current = await browser.run(() => requireSession())
    expect(current.ref.id).not.toBe(old.ref.id)
    await vi.waitFor(() => expect(calls('revoke-token')).toBe(1))
    expect(medicare.controls.journal.entries({ route: 'revoke-token' })[0]?.secrets).toMatchObject({ token: fingerprint(old.grant.accessToken.reveal()) })
    const thief = newBrowser()
    thief.cookies.set(sessionName, oldCookie)
    expect(await signedIn(thief)).toBeNull()
  })

  it('a sixth session of one person ends their oldest, and only that; the list says so (C1)', async () => {
    const browsers = Array.from({ length: 6 }, newBrowser)
    const other = newBrowser()
    await connect(other, { username: 'BBUser00001' })
    for (const browser of browsers) await connect(browser, { username: 'BBUser00012' })
    const alive = await Promise.all(browsers.map(async (browser) => (await signedIn(browser)) !== null))
    expect(alive).toEqual([false, true, true, true, true, true])
    expect(await signedIn(other)).not.toBeNull()
    const last = await browsers[5]?.run(() => requireSession())
    const { lines } = await processAudit().read(last?.ref.id ?? '')
    expect(lines.map(({ deed }) => deed)).toContain('oldest-ended')
  })

  it('who has five and connects again in one of them loses no other', async () => {
    const browsers = Array.from({ length: 5 }, newBrowser)
    for (const browser of browsers) await connect(browser, { username: 'BBUser00741' })
    for (const browser of browsers.slice(2, 3)) await connect(browser, { username: 'BBUser00741' })
    for (const browser of browsers) expect(await signedIn(browser)).not.toBeNull()
  })

  it('a session cookie that somebody planted is not adopted', async () => {
    const browser = newBrowser()
    const planted = newBrowser()
    await connect(planted, { username: 'BBUser00001' })
    const theirs = await planted.run(() => requireSession())
    browser.cookies.set(sessionName, planted.cookies.get(sessionName) ?? '')
    await connect(browser)
    const mine = await browser.run(() => requireSession())
    expect(mine.ref.id).not.toBe(theirs.ref.id)
    expect(mine.grant.patient).not.toBe(theirs.grant.patient)
  })
})

describe('when the vault fails (AVL-08)', () => {
  it('no code is redeemed whose grant could not be kept', async () => {
    const browser = newBrowser()
    const answer = await answered(browser)
    const vault = processVault()
    const place = Symbol.for('plainclaim.vault')
    Reflect.set(globalThis, place, { ...vault, lease: () => Promise.reject(new Unavailable('vault store')) })
    await expect(finish(browser, answer)).rejects.toBeInstanceOf(Unavailable)
    Reflect.set(globalThis, place, vault)
    expect(calls('token')).toBe(0)
    await expect(finish(browser, answer)).resolves.toMatchObject({ kind: 'connected' })
  })
})

it('the log tells that somebody connected, and nothing of it (PRV-05, C25)', async () => {
  const browser = newBrowser()
  const answer = await answered(browser)
  await finish(browser, answer)
  await finish(browser, answer)
  const grant = (await signedIn(browser))?.grant
  const text = logged.join('')
  for (const event of ['connect.started', 'connect.finished', 'connect.refused']) expect(text).toContain(event)
  for (const secret of [answer.get('code'), answer.get('state'), grant?.accessToken.reveal(), grant?.patient, 'BBUser']) expect(text).not.toContain(secret)
})
