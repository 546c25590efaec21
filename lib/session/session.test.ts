// Who is asking: a cookie and a living record together, for as long as both last (quality SES-01 to SES-03, SES-08, C1).
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { setSettings, testOrigin } from '@/lib/bluebutton/testing'
import { SignInNeeded, Unavailable } from '@/lib/errors'
import { Secret } from '@/lib/secret'
import type { Grant } from '@/lib/vault/grant'
import { processVault } from '@/lib/vault/process-vault'
import { sealCookie } from './cookie-seal'
import { vaultAnswers } from './ready'
import { beginSession, endCookie, findSession, idleMs, isSharedHere, readRef, requireSession, sharedIdleMs } from './session'
import { type Browser, createBrowser, inRequest } from './testing'

const minute = 60_000
const name = 'plainclaim-session'

beforeAll(() => {
  // Before the vault is made, which takes the clock as it finds it.
  vi.useFakeTimers({ toFake: ['Date'] })
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: randomBytes(32).toString('base64url') }
  setSettings({ url: 'http://localhost:8000', app, signIn: async () => null })
})

afterAll(() => void vi.useRealTimers())

function newGrant(): Grant {
  const secret = () => new Secret(randomBytes(24).toString('base64url'))
  return { accessToken: secret(), refreshToken: secret(), accessEndsAtMs: Date.now() + 60 * minute, scopes: new Set(['profile']), patient: '-1', grantEndsAt: null, version: 2, connectedAtMs: Date.now() }
}

async function signIn(shared = false): Promise<Browser> {
  const browser = createBrowser(testOrigin)
  const { cookie } = await beginSession(newGrant(), shared)
  browser.cookies.set(cookie.name, cookie.value)
  return browser
}

async function reasonOf(browser: Browser, activity: 'person' | 'machine' = 'person', headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const { value } = await inRequest(browser.request('/claims', { headers }), async () => requireSession(activity).then(
    () => 'signed in',
    (error: unknown) => (error instanceof SignInNeeded ? error.reason : String(error)),
  ))
  return value
}

/** Moves our clock to so long from now. */
const after = (ms: number) => void vi.setSystemTime(Date.now() + ms)

describe('a session is a cookie and a record (SES-05)', () => {
  it('with both, somebody is signed in', async () => {
    const browser = await signIn()
    expect(await reasonOf(browser)).toBe('signed in')
    const session = await browser.run(() => findSession())
    expect(session?.endsAtMs).toBeGreaterThan(Date.now() + 11.9 * 60 * minute)
    expect(session?.idleEndsAtMs).toBeLessThanOrEqual(Date.now() + idleMs)
  })

  it('without a cookie nobody is', async () => {
    const browser = createBrowser(testOrigin)
    expect(await reasonOf(browser)).toBe('no-session')
    expect(await browser.run(() => findSession())).toBeNull()
  })

  it('a cookie whose record is gone opens no door: sign-out ends it everywhere', async () => {
    const browser = await signIn()
    const ref = await browser.run(() => readRef())
    if (ref) await processVault().forget(ref)
    expect(await reasonOf(browser)).toBe('expired')
  })

  it.each([
    ['rubbish', () => 'rubbish'],
    ['an empty text', () => ''],
    ['a sealed text of another cookie', () => sealCookie({ grantId: 'a', half: 'b' }, 60, 'plainclaim-tx-00000000')],
    ['a sealed text without an id', () => sealCookie({ half: 'b' }, 60, name)],
    ['a sealed text with numbers', () => sealCookie({ grantId: 1, half: 2 }, 60, name)],
    ['an id that never was', () => sealCookie({ grantId: randomBytes(32).toString('base64url'), half: randomBytes(32).toString('base64url') }, 60, name)],
  ])('%s is nobody', async (_, value) => {
    const browser = createBrowser(testOrigin)
    browser.cookies.set(name, await value())
    expect(['no-session', 'expired']).toContain(await reasonOf(browser))
  })

  it("one person's id with another's half opens neither, and the other is not disturbed", async () => {
    const [mine, yours] = [await signIn(), await signIn()]
    const [myRef, yourRef] = [await mine.run(() => readRef()), await yours.run(() => readRef())]
    const mixed = createBrowser(testOrigin)
    mixed.cookies.set(name, await sealCookie({ grantId: myRef?.id, half: yourRef?.half.reveal() }, 60, name))
    expect(await reasonOf(mixed)).toBe('expired')
    expect(await reasonOf(yours)).toBe('signed in')
  })

  it('every session has an id and a half of its own (SES-02)', async () => {
    const refs = await Promise.all(Array.from({ length: 20 }, async () => (await signIn()).run(() => readRef())))
    expect(new Set(refs.flatMap((ref) => [ref?.id, ref?.half.reveal()])).size).toBe(40)
  })

  it('the cookie that ends it has the attributes it was set with', async () => {
    const { cookie } = await beginSession(newGrant())
    expect(endCookie()).toEqual({ name: cookie.name, value: '', options: { ...cookie.options, maxAge: 0 } })
  })
})

describe.each([
  { computer: 'their own computer', shared: false, limitMs: 30 * minute },
  { computer: 'a shared computer', shared: true, limitMs: 10 * minute },
])('without use, on $computer (SES-03, C1)', ({ shared, limitMs }) => {
  it('a second before the limit it is there, a second after it is not', async () => {
    const browsers = [await signIn(shared), await signIn(shared)] as const
    after(limitMs - 1_000)
    expect(await reasonOf(browsers[0], 'machine')).toBe('signed in')
    after(2_000)
    expect(await reasonOf(browsers[0], 'machine')).toBe('expired')
    expect(await reasonOf(browsers[1])).toBe('expired')
  })

  it('the limit is counted anew from a page that a person opens, and from nothing that polls', async () => {
    const browser = await signIn(shared)
    after(limitMs - minute)
    const session = await browser.run(() => requireSession())
    expect([session.idleLimitMs, session.idleEndsAtMs - Date.now()]).toEqual([limitMs, limitMs])
    for (let at = 0; at < limitMs - 1_000; at += minute / 2) {
      expect(await reasonOf(browser, 'machine')).toBe('signed in')
      expect(await browser.run(() => findSession())).not.toBeNull()
      after(minute / 2)
    }
    after(1_000)
    expect(await reasonOf(browser)).toBe('expired')
  })

  it('twelve hours end it whatever the person does: there a second before, gone a second after', async () => {
    const browser = await signIn(shared)
    const step = limitMs - 2 * minute
    let passedMs = 0
    while (passedMs + step < 12 * 60 * minute - 1_000) {
      after(step)
      passedMs += step
      expect(await reasonOf(browser)).toBe('signed in')
    }
    after(12 * 60 * minute - 1_000 - passedMs)
    expect(await reasonOf(browser)).toBe('signed in')
    after(2_000)
    expect(['expired', 'no-session']).toContain(await reasonOf(browser))
  })

  it('the choice is sealed in the cookie, and a cookie that says otherwise opens nothing', async () => {
    const browser = await signIn(shared)
    expect(await browser.run(() => isSharedHere())).toBe(shared)
    const cookie = browser.cookies.get(name) ?? ''
    browser.cookies.set(name, `${cookie.slice(0, -6)}AAAAAA`)
    expect(await reasonOf(browser)).toBe('no-session')
  })
})

it('ten minutes are the shorter of the two', () => expect([idleMs, sharedIdleMs]).toEqual([30 * minute, 10 * minute]))

describe('how long it lasts (SES-03, C1)', () => {
  it('thirty minutes without a page: a second before it is there, then it is not', async () => {
    const browser = await signIn()
    after(30 * minute - 1_000)
    expect(await reasonOf(browser, 'machine')).toBe('signed in')
    after(1_000)
    expect(await reasonOf(browser, 'machine')).toBe('expired')
  })

  it('each page a person opens gives thirty more, but never past twelve hours', async () => {
    const browser = await signIn()
    for (let at = 0; at < 12 * 60 - 20; at += 20) {
      after(20 * minute)
      expect(await reasonOf(browser)).toBe('signed in')
    }
    const session = await browser.run(() => requireSession())
    expect(session.idleEndsAtMs).toBeLessThanOrEqual(session.endsAtMs)
    after(20 * minute)
    expect(['expired', 'no-session']).toContain(await reasonOf(browser))
  })

  it('what a machine asks keeps nobody awake', async () => {
    const browser = await signIn()
    for (let at = 0; at < 28; at += 4) {
      after(4 * minute)
      expect(await reasonOf(browser, 'machine')).toBe('signed in')
    }
    after(2 * minute)
    expect(await reasonOf(browser, 'machine')).toBe('expired')
  })

  it.each<[what: string, headers: Readonly<Record<string, string>>]>([
    ['a prefetch', { 'sec-purpose': 'prefetch' }],
    ['a prerender', { 'sec-purpose': 'prefetch;prerender' }],
    ['a prefetch through a proxy', { 'sec-purpose': 'prefetch;anonymous-client-ip' }],
    ['an older prefetch', { purpose: 'prefetch' }],
    ['a prefetch of an older Firefox', { 'x-moz': 'prefetch' }],
    ['a preview of an older Safari', { 'x-purpose': 'preview' }],
  ])('what the browser fetches ahead of the person keeps nobody awake: %s', async (_, headers) => {
    const browser = await signIn()
    for (let at = 0; at < 28; at += 4) {
      after(4 * minute)
      expect(await reasonOf(browser, 'person', headers)).toBe('signed in')
    }
    after(2 * minute)
    expect(await reasonOf(browser, 'person', headers)).toBe('expired')
  })

  it('any other purpose is a person’s', async () => {
    const browser = await signIn()
    after(20 * minute)
    await reasonOf(browser, 'person', { 'sec-purpose': 'speak', purpose: '' })
    after(20 * minute)
    expect(await reasonOf(browser, 'machine')).toBe('signed in')
  })

  it('a page written a moment ago is not written down again', async () => {
    const browser = await signIn()
    const touched = vi.spyOn(processVault(), 'touch')
    await browser.run(() => requireSession())
    await browser.run(() => requireSession())
    expect(touched).not.toHaveBeenCalled()
    after(2 * minute)
    await browser.run(() => requireSession())
    await browser.run(() => requireSession())
    expect(touched).toHaveBeenCalledTimes(1)
    touched.mockRestore()
  })

  it('a clock that is set back ten minutes gives no one an endless session (AVL-09)', async () => {
    const browser = await signIn()
    after(-10 * minute)
    expect(await reasonOf(browser)).toBe('signed in')
    after(10 * minute + 31 * minute)
    expect(['expired', 'no-session']).toContain(await reasonOf(browser))
  })
})

describe('when the vault fails (AVL-08)', () => {
  it('nobody is taken for signed in, and nobody for signed out', async () => {
    const browser = await signIn()
    const vault = processVault()
    const place = Symbol.for('plainclaim.vault')
    const fails = () => Promise.reject(new Unavailable('vault store'))
    Reflect.set(globalThis, place, { ...vault, open: fails, lease: fails })
    await expect(browser.run(() => requireSession())).rejects.toBeInstanceOf(Unavailable)
    await expect(browser.run(() => findSession())).rejects.toBeInstanceOf(Unavailable)
    await expect(vaultAnswers()).resolves.toBe(false)
    Reflect.set(globalThis, place, vault)
    await expect(vaultAnswers()).resolves.toBe(true)
    expect(await reasonOf(browser)).toBe('signed in')
  })
})

describe('on https', () => {
  it('the cookies carry the __Host- prefix and Secure (SES-01)', async () => {
    vi.resetModules()
    vi.stubEnv('APP_ORIGIN', 'https://claims.example.org')
    vi.stubEnv('BLUE_BUTTON_URL', 'https://sandbox.bluebutton.cms.gov')
    const { sessionCookie } = await import('./auth-options')
    const { removeTransaction, transactionName } = await import('./transaction')
    expect(sessionCookie()).toEqual({ name: '__Host-plainclaim-session', options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true } })
    expect(removeTransaction(transactionName('x'))).toMatchObject({ name: expect.stringMatching(/^__Host-plainclaim-tx-[0-9a-f]{8}$/), options: { secure: true, path: '/' } })
    vi.unstubAllEnvs()
  })
})
