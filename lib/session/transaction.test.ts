// An answer belongs to the browser that asked, for half an hour, and to nobody else (quality OAU-02, OAU-03, OAU-06).
import { randomBytes } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { newAttempt } from '@/lib/bluebutton/oauth'
import { setSettings } from '@/lib/bluebutton/testing'
import { settings } from '@/lib/env'
import { sealCookie, unsealCookie } from './cookie-seal'
import { crowdedOut, type CookieJar, readTransaction, removeTransaction, transactionName, writeTransaction } from './transaction'

const keys = { first: `one:${randomBytes(32).toString('base64url')}`, second: `two:${randomBytes(32).toString('base64url')}` }

beforeAll(() => {
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: randomBytes(32).toString('base64url') }
  setSettings({ url: 'http://localhost:8000', app, signIn: async () => null }, { VAULT_KEYS: `${keys.first},${keys.second}` })
})

afterEach(() => void vi.useRealTimers())

async function begin(more: { startedAtMs?: number; issuer?: string } = {}) {
  const attempt = newAttempt()
  const cookie = await writeTransaction({ attempt, then: 'coverage', shared: false, issuer: settings().blueButton.url, startedAtMs: Date.now(), ...more })
  return { attempt, cookie, jar: [{ name: cookie.name, value: cookie.value }] satisfies CookieJar }
}

describe('the cookie of an attempt', () => {
  it('is named after its state without telling it, sealed, for half an hour, and out of reach of scripts', async () => {
    const { attempt, cookie } = await begin()
    expect(cookie.name).toMatch(/^plainclaim-tx-[0-9a-f]{8}$/)
    expect(cookie.options).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: false, maxAge: 1800 })
    for (const secret of [attempt.state, attempt.verifier]) {
      expect(cookie.value).not.toContain(secret)
      expect(Buffer.from(cookie.value, 'base64url').toString('latin1')).not.toContain(secret)
    }
  })

  it('gives back the attempt to who brings it with its state', async () => {
    const { attempt, jar } = await begin()
    await expect(readTransaction(attempt.state, jar)).resolves.toMatchObject({ attempt, then: 'coverage' })
  })

  it('is removed with the attributes it was set with', async () => {
    const { cookie } = await begin()
    expect(removeTransaction(cookie.name)).toEqual({ name: cookie.name, value: '', options: { ...cookie.options, maxAge: 0 } })
  })
})

describe('what is not the attempt of this browser is nothing (OAU-02)', () => {
  it('no cookie, or an empty one', async () => {
    const { attempt, cookie } = await begin()
    for (const jar of [[], [{ name: cookie.name, value: '' }], [{ name: 'other', value: cookie.value }]]) await expect(readTransaction(attempt.state, jar)).resolves.toBeNull()
  })

  it('the state of another browser, of another attempt, or almost this one', async () => {
    const [mine, yours] = [await begin(), await begin()]
    const { state } = mine.attempt
    for (const other of [yours.attempt.state, `${state}x`, state.slice(0, -1), state.toLowerCase(), `${state} `, '', 'undefined']) {
      await expect(readTransaction(other, mine.jar)).resolves.toBeNull()
    }
  })

  it('the cookie of another attempt under the name of this one', async () => {
    const [mine, yours] = [await begin(), await begin()]
    const planted = [{ name: mine.cookie.name, value: yours.cookie.value }]
    await expect(readTransaction(mine.attempt.state, planted)).resolves.toBeNull()
    await expect(readTransaction(yours.attempt.state, planted)).resolves.toBeNull()
  })

  it('a cookie that somebody sealed with a key of his own, or did not seal at all', async () => {
    const { attempt, cookie } = await begin()
    const token = { state: attempt.state, verifier: attempt.verifier, issuer: settings().blueButton.url, startedAtMs: Date.now() }
    const plain = Buffer.from(JSON.stringify(token)).toString('base64url')
    for (const value of [JSON.stringify(token), plain, `${Buffer.from('{"alg":"none"}').toString('base64url')}.${plain}.`, 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0....']) {
      await expect(readTransaction(attempt.state, [{ name: cookie.name, value }])).resolves.toBeNull()
    }
  })

  it('our own cookie with any single character altered', async () => {
    const { attempt, cookie } = await begin()
    for (let at = 0; at < cookie.value.length; at += 1) {
      const other = cookie.value[at] === 'A' ? 'B' : 'A'
      const value = `${cookie.value.slice(0, at)}${other}${cookie.value.slice(at + 1)}`
      const read = await readTransaction(attempt.state, [{ name: cookie.name, value }])
      // The last character of a part may carry bits that nothing reads: then it is the same cookie, not another one.
      if (read) expect([at, sameBytes(value, cookie.value)]).toEqual([at, true])
    }
  })

  it('our session cookie in its place, and the other way round: what seals one cookie opens no other', async () => {
    const { attempt, cookie } = await begin()
    const session = await sealCookie({ grantId: 'a', half: 'b' }, 60, 'plainclaim-session')
    await expect(readTransaction(attempt.state, [{ name: cookie.name, value: session }])).resolves.toBeNull()
    await expect(unsealCookie(cookie.value, 'plainclaim-session')).resolves.toBeNull()
    await expect(unsealCookie(session, 'plainclaim-session')).resolves.toMatchObject({ grantId: 'a' })
  })

  it('an attempt made against another Blue Button: sandbox and live are kept apart (OAU-05)', async () => {
    const { attempt, jar } = await begin({ issuer: 'https://sandbox.bluebutton.cms.gov' })
    await expect(readTransaction(attempt.state, jar)).resolves.toBeNull()
  })

  it('one that is older than half an hour, even a minute', async () => {
    const { attempt, jar } = await begin()
    const minute = 60_000
    await expect(readTransaction(attempt.state, jar, Date.now() + 29 * minute)).resolves.not.toBeNull()
    await expect(readTransaction(attempt.state, jar, Date.now() + 30 * minute)).resolves.toBeNull()
    await expect(readTransaction(attempt.state, jar, Date.now() + 31 * minute)).resolves.toBeNull()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * minute })
    await expect(readTransaction(attempt.state, jar)).resolves.toBeNull()
  })

  it('one without a time', async () => {
    const { attempt, jar } = await begin({ startedAtMs: Number.NaN })
    await expect(readTransaction(attempt.state, jar)).resolves.toBeNull()
  })
})

describe('many tabs (OAU-06)', () => {
  it('each has its own cookie, and they may be read in any order', async () => {
    const tabs = await Promise.all(Array.from({ length: 4 }, () => begin()))
    const jar = tabs.flatMap((tab) => tab.jar)
    for (const { attempt } of tabs.toReversed()) await expect(readTransaction(attempt.state, jar)).resolves.toMatchObject({ attempt })
    expect(new Set(jar.map(({ name }) => name)).size).toBe(4)
  })

  it('five live at most: the sixth pushes out the oldest', async () => {
    const now = Date.now()
    const tabs = await Promise.all([3, 1, 5, 2, 4].map((age) => begin({ startedAtMs: now - age * 60_000 })))
    expect(await crowdedOut(tabs.slice(0, 4).flatMap((tab) => tab.jar))).toEqual([])
    const removed = await crowdedOut(tabs.flatMap((tab) => tab.jar))
    expect(removed.map(({ name }) => name)).toEqual([tabs[2]?.cookie.name])
    expect(removed[0]?.options.maxAge).toBe(0)
  })

  it('planted ones go first, and other cookies are left alone', async () => {
    const tabs = await Promise.all(Array.from({ length: 4 }, () => begin()))
    const planted = Array.from({ length: 30 }, (_, index) => ({ name: `plainclaim-tx-planted${index}`, value: 'x' }))
    const removed = await crowdedOut([...planted, { name: 'pc_lang', value: 'es' }, { name: 'plainclaim-session', value: 'x' }, ...tabs.flatMap((tab) => tab.jar)])
    expect(new Set(removed.map(({ name }) => name))).toEqual(new Set(planted.map(({ name }) => name)))
  })
})

describe('keys turn over (SES-09)', () => {
  it('a cookie of the older key opens, one of a key that is gone does not', async () => {
    const [, older] = settings().vault.keys
    expect(older?.id).toBe('two')
    const underOlder = await import('./cookie-seal').then(async () => {
      vi.resetModules()
      vi.stubEnv('VAULT_KEYS', keys.second)
      const fresh = await import('./cookie-seal')
      return fresh.sealCookie({ grantId: 'a' }, 60, 'salt')
    })
    await expect(unsealCookie(underOlder, 'salt')).resolves.toMatchObject({ grantId: 'a' })
    vi.resetModules()
    vi.stubEnv('VAULT_KEYS', `three:${randomBytes(32).toString('base64url')}`)
    const without = await import('./cookie-seal')
    await expect(without.unsealCookie(underOlder, 'salt')).resolves.toBeNull()
    vi.unstubAllEnvs()
  })

  it('an ended cookie does not open, nor one under another name', async () => {
    const text = await sealCookie({ grantId: 'a' }, 60, 'salt')
    await expect(unsealCookie(text, 'pepper')).resolves.toBeNull()
    await expect(unsealCookie(undefined, 'salt')).resolves.toBeNull()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 })
    await expect(unsealCookie(text, 'salt')).resolves.toBeNull()
  })
})

it('the name of an attempt is the same for the same state, and no other', () => {
  const names = new Set(Array.from({ length: 100 }, () => transactionName(newAttempt().state)))
  expect(names.size).toBe(100)
  expect(transactionName('a')).toBe(transactionName('a'))
})

function sameBytes(one: string, two: string): boolean {
  const bytes = (text: string) => text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'))
  return JSON.stringify(bytes(one)) === JSON.stringify(bytes(two))
}
