// The operators' realm: sessions with their limits, links that open once, settings that refuse nonsense without repeating
// it, and two realms that are nothing to each other (quality SES-01 to SES-03, SES-08, SES-12, C1).
// First, so that Next finds what it needs before any handler is loaded.
import { type Browser, createBrowser, setSettings, testOrigin } from '@/lib/session/testing'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { settings } from '@/lib/env'
import { Misconfigured, SignInNeeded } from '@/lib/errors'
import { sealUnderMaster } from '@/lib/master-seal'
import { Secret } from '@/lib/secret'
import { beginSession, requireSession } from '@/lib/session/session'
import { operatorPath, readOperatorDestination } from '@/lib/operator/destinations'
import { createOneTimeLinks, linkMs } from '@/lib/operator/one-time-link'
import { beginOperatorSession, requireFreshOperator, requireOperator, StepUpNeeded } from '@/lib/operator/operator'
import { createOperatorSessions, isFresh, operatorIdleMs, operatorSessionMs, stepUpMs, type Who } from '@/lib/operator/sessions'
import { forgetOperatorSettings, readOperatorSettings } from '@/lib/operator/settings'
import { showLink } from '@/lib/operator/show-link'
import { signInByLink, signOutOperator } from '@/lib/operator/sign-in'

const who: Who = { ref: 'terminal', name: 'Terminal', via: 'link' }
const secondMs = 1_000
const name = 'plainclaim-operator'

beforeAll(() => {
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: randomBytes(32).toString('base64url') }
  setSettings({ url: 'http://localhost:8000', app, signIn: async () => null })
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

describe('a session (C1)', () => {
  function begun() {
    const clock = { nowMs: 1_000_000 }
    const sessions = createOperatorSessions(() => clock.nowMs)
    return { clock, sessions, id: sessions.begin(who) }
  }

  it.each([
    ['one second before its idle end it is alive', operatorIdleMs - secondMs, true],
    ['one second after its idle end it is over', operatorIdleMs + secondMs, false],
  ])('%s', (_, passedMs, alive) => {
    const { clock, sessions, id } = begun()
    clock.nowMs += passedMs
    expect(sessions.open(id, 'machine') !== null).toBe(alive)
  })

  it.each([
    ['one second before eight hours it is alive', -secondMs, true],
    ['one second after eight hours it is over, whatever was done', secondMs, false],
  ])('%s', (_, aroundMs, alive) => {
    const { clock, sessions, id } = begun()
    const endMs = clock.nowMs + operatorSessionMs
    while (clock.nowMs + operatorIdleMs / 2 < endMs - secondMs) {
      clock.nowMs += operatorIdleMs / 2
      expect(sessions.open(id, 'person')).not.toBeNull()
    }
    clock.nowMs = endMs + aroundMs
    expect(sessions.open(id, 'person') !== null).toBe(alive)
  })

  it('polling does not keep it awake (SES-03)', () => {
    const { clock, sessions, id } = begun()
    for (let minutes = 0; minutes < 14; minutes++) {
      clock.nowMs += 60_000
      expect(sessions.open(id, 'machine')).not.toBeNull()
    }
    clock.nowMs += 60_000 + secondMs
    expect(sessions.open(id, 'person')).toBeNull()
  })

  it('is fresh enough to start an export for 15 minutes, however much it is used (SES-12)', () => {
    const { clock, sessions, id } = begun()
    const beganAtMs = clock.nowMs
    clock.nowMs += operatorIdleMs / 2
    const operator = sessions.open(id, 'person')
    expect(operator && isFresh(operator, beganAtMs + stepUpMs - secondMs)).toBe(true)
    expect(operator && isFresh(operator, beganAtMs + stepUpMs + secondMs)).toBe(false)
  })

  it('ends at sign-out, and an id that never was opens nothing', () => {
    const { sessions, id } = begun()
    sessions.end(id)
    expect(sessions.open(id, 'person')).toBeNull()
    expect(sessions.open(randomBytes(32).toString('base64url'), 'person')).toBeNull()
  })

  it('of one operator there are five; the oldest ends, and nobody else’s', () => {
    const { clock, sessions, id } = begun()
    const other = sessions.begin({ ...who, ref: 'another' })
    const later = Array.from({ length: 5 }, () => ((clock.nowMs += secondMs), sessions.begin(who)))
    expect(sessions.open(id, 'machine')).toBeNull()
    expect([other, ...later].every((each) => sessions.open(each, 'machine') !== null)).toBe(true)
  })
})

describe('a one-time link', () => {
  it('opens once', () => {
    const links = createOneTimeLinks()
    const key = links.make()?.reveal() ?? ''
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect([links.spend(key), links.spend(key)]).toEqual([true, false])
  })

  it.each([
    [linkMs - secondMs, true],
    [linkMs + secondMs, false],
  ])('after %i ms: %s', (passedMs, opens) => {
    const clock = { nowMs: 5_000 }
    const links = createOneTimeLinks(() => clock.nowMs)
    const key = links.make()?.reveal() ?? ''
    clock.nowMs += passedMs
    expect(links.spend(key)).toBe(opens)
  })

  it('only the newest opens, a wrong key spends nothing, and no key fills the terminal', () => {
    const clock = { nowMs: 5_000 }
    const links = createOneTimeLinks(() => clock.nowMs)
    const first = links.make()?.reveal() ?? ''
    expect(links.make()).toBeNull()
    clock.nowMs += 4_000
    const second = links.make()?.reveal() ?? ''
    expect([links.spend(first), links.spend(''), links.spend(`${second}x`), links.spend(second)]).toEqual([false, false, false, true])
  })

  it('before any was made no key opens', () => {
    expect(createOneTimeLinks().spend('')).toBe(false)
  })

  it('goes to the terminal behind a #, or to a file of its owner, and to no log (PRV-01)', () => {
    const shown: string[] = []
    const said = vi.spyOn(process.stdout, 'write').mockClear()
    expect(showLink((text) => void shown.push(text))).toBe(true)
    const key = /http:\/\/localhost:3000\/operator\/sign-in#([A-Za-z0-9_-]{43})\n$/.exec(shown.join(''))?.[1] ?? ''
    expect(key).not.toBe('')
    expect(said.mock.calls.flat().join('')).not.toContain(key)
    const file = join(mkdtempSync(join(tmpdir(), 'plainclaim-link-')), 'link')
    asAnother({ OPERATOR_LINK_FILE: file }, () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 })
      expect(showLink((text) => void shown.push(text))).toBe(true)
      vi.useRealTimers()
    })
    expect(shown).toHaveLength(1)
    expect(readFileSync(file, 'utf8')).toMatch(/^http:\/\/localhost:3000\/operator\/sign-in#[A-Za-z0-9_-]{43}\n$/)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})

describe('the two realms (SES-12)', () => {
  async function signInOperator(browser: Browser = createBrowser(testOrigin)): Promise<Browser> {
    const cookie = await browser.run(() => beginOperatorSession(who))
    browser.cookies.set(cookie.name, cookie.value)
    return browser
  }
  const answerTo = (browser: Browser, ask: () => Promise<unknown>): Promise<string> =>
    browser.run(ask).then(
      () => 'in',
      (error: unknown) => (error instanceof StepUpNeeded ? 'step-up' : error instanceof SignInNeeded ? error.reason : String(error)),
    )

  it('an operator is let in, with a cookie that holds an id alone and goes with the browser (SES-01)', async () => {
    const browser = createBrowser(testOrigin)
    const cookie = await browser.run(() => beginOperatorSession(who))
    expect(cookie).toMatchObject({ name, options: { httpOnly: true, sameSite: 'lax', path: '/', secure: false } })
    expect(cookie.options.maxAge).toBeUndefined()
    expect(cookie.value.length).toBeLessThanOrEqual(200)
    browser.cookies.set(cookie.name, cookie.value)
    expect(await answerTo(browser, () => requireOperator())).toBe('in')
    expect(await answerTo(browser, requireFreshOperator)).toBe('in')
  })

  it('nobody is let in without a cookie, with rubbish, with an id of one’s own, or with a text sealed for something else', async () => {
    const [key] = settings().vault.keys
    const foreign = [undefined, '', 'rubbish', randomBytes(32).toString('base64url'), sealUnderMaster(randomBytes(32).toString('base64url'), key, 'operator session'), sealUnderMaster('x', key, 'operator sign-in')]
    for (const value of foreign) {
      const browser = createBrowser(testOrigin)
      if (value !== undefined) browser.cookies.set(name, value)
      expect(await answerTo(browser, () => requireOperator())).not.toBe('in')
      expect(await answerTo(browser, requireFreshOperator)).not.toBe('in')
    }
  })

  it('an enrollee’s cookie opens nothing here, not even under the operators’ name', async () => {
    const secret = () => new Secret(randomBytes(24).toString('base64url'))
    const grant = { accessToken: secret(), refreshToken: secret(), accessEndsAtMs: Date.now() + 60_000, scopes: new Set(['profile']), patient: '-1', grantEndsAt: null, version: 2, connectedAtMs: Date.now() } as const
    const browser = createBrowser(testOrigin)
    const { cookie } = await browser.run(() => beginSession(grant))
    browser.cookies.set(cookie.name, cookie.value)
    expect(await answerTo(browser, () => requireSession())).toBe('in')
    expect(await answerTo(browser, () => requireOperator())).toBe('no-session')
    browser.cookies.set(name, cookie.value)
    expect(await answerTo(browser, () => requireOperator())).toBe('no-session')
  })

  it('an operator’s cookie opens nothing there, not even under the enrollees’ name', async () => {
    const browser = await signInOperator()
    expect(await answerTo(browser, () => requireSession())).toBe('no-session')
    browser.cookies.set('plainclaim-session', browser.cookies.get(name) ?? '')
    expect(await answerTo(browser, () => requireSession())).toBe('no-session')
  })

  it('signing in again makes a new id and ends the old one; signing out ends it for every copy (SES-02, SES-05)', async () => {
    const browser = await signInOperator()
    const old = createBrowser(testOrigin)
    old.cookies.set(name, browser.cookies.get(name) ?? '')
    await signInOperator(browser)
    expect(await answerTo(old, () => requireOperator())).toBe('expired')
    const copy = createBrowser(testOrigin)
    copy.cookies.set(name, browser.cookies.get(name) ?? '')
    await browser.run(signOutOperator)
    expect(await answerTo(copy, () => requireOperator())).toBe('expired')
  })

  it('sixteen minutes after signing in an export can neither be started nor deleted, and pages still open', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 })
    const browser = await signInOperator()
    for (const minutes of [8, 8]) {
      vi.setSystemTime(Date.now() + minutes * 60_000)
      expect(await answerTo(browser, () => requireOperator())).toBe('in')
    }
    expect(await answerTo(browser, requireFreshOperator)).toBe('step-up')
    vi.useRealTimers()
  })

  it('the link signs in once, and a wrong key gets the same answer as a used one', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 })
    const shown: string[] = []
    showLink((text) => void shown.push(text))
    const key = shown.join('').trim().split('#')[1] ?? ''
    const browser = createBrowser(testOrigin)
    expect(await browser.run(() => signInByLink('x'.repeat(43)))).toBeNull()
    const cookie = await browser.run(() => signInByLink(key))
    expect(cookie?.name).toBe(name)
    expect(await browser.run(() => signInByLink(key))).toBeNull()
    vi.useRealTimers()
  })

  it('when the way in is closed, who came in by it is out', async () => {
    const browser = await signInOperator()
    await asAnother(provider, async () => expect(await answerTo(browser, () => requireOperator())).toBe('expired'))
    expect(await answerTo(browser, () => requireOperator())).toBe('in')
  })
})

const provider = {
  OPERATOR_OIDC_ISSUER: 'https://login.example.org/realm',
  OPERATOR_OIDC_CLIENT_ID: 'plainclaim',
  OPERATOR_OIDC_CLIENT_SECRET: 'a secret-like text'.replaceAll(' ', '-'),
  OPERATOR_OIDC_ALLOW: 'Ann@Example.org, 1234-abcd',
}

describe('settings', () => {
  it('with nothing set, the link is the way in on this machine, and there is none elsewhere', () => {
    expect(readOperatorSettings({}, 'http://localhost:3000')).toEqual({ kind: 'link', linkFile: null })
    expect(readOperatorSettings({}, 'https://claims.example.org')).toEqual({ kind: 'none' })
    expect(readOperatorSettings({ APP_HOST: '0.0.0.0' }, 'http://localhost:3000')).toEqual({ kind: 'none' })
  })

  it('a provider asks for a second factor unless that is switched off, and e-mail has no capitals', () => {
    expect(readOperatorSettings(provider, 'https://claims.example.org')).toMatchObject({ kind: 'provider', requireMfa: true, allow: ['ann@example.org', '1234-abcd'] })
    expect(readOperatorSettings({ ...provider, OPERATOR_OIDC_REQUIRE_MFA: 'no' }, 'https://claims.example.org')).toMatchObject({ requireMfa: false })
  })

  it.each([
    ['half a provider', { OPERATOR_OIDC_ISSUER: 'https://login.example.org' }, 'OPERATOR_OIDC_CLIENT_ID'],
    ['nobody on the list', { ...provider, OPERATOR_OIDC_ALLOW: ' , ' }, 'OPERATOR_OIDC_ALLOW'],
    ['everybody on the list', { ...provider, OPERATOR_OIDC_ALLOW: '*@example.org' }, 'OPERATOR_OIDC_ALLOW'],
    ['a provider over plain http elsewhere', { ...provider, OPERATOR_OIDC_ISSUER: 'http://login.example.org' }, 'OPERATOR_OIDC_ISSUER'],
    ['a provider with a password in its address', { ...provider, OPERATOR_OIDC_ISSUER: 'https://u:hunter2@login.example.org' }, 'OPERATOR_OIDC_ISSUER'],
    ['a short secret', { ...provider, OPERATOR_OIDC_CLIENT_SECRET: 'hunter2' }, 'OPERATOR_OIDC_CLIENT_SECRET'],
    ['maybe a second factor', { ...provider, OPERATOR_OIDC_REQUIRE_MFA: 'hunter2' }, 'OPERATOR_OIDC_REQUIRE_MFA'],
    ['a typing error', { OPERATOR_ODIC_ISSUER: 'hunter2' }, 'OPERATOR_ODIC_ISSUER'],
  ])('%s is refused by name, and no value is repeated', (_, env, culprit) => {
    const problem = problemOf(() => readOperatorSettings(env, 'https://claims.example.org'))
    expect(problem).toContain(culprit)
    expect(problem).not.toContain('hunter2')
  })
})

describe('where one may come back to', () => {
  it.each([
    ['exports', '/operator/exports'],
    ['export.2026-11-22-abc', '/operator/exports/2026-11-22-abc'],
    ['//evil.example', '/operator'],
    ['export.../../claims', '/operator'],
    ['__proto__', '/operator'],
    [undefined, '/operator'],
  ])('%s leads to %s', (text, path) => {
    expect(operatorPath(readOperatorDestination(text))).toBe(path)
  })
})

function problemOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof Misconfigured) return error.message
  }
  return 'nothing was refused'
}

/** With other settings for a while. */
function asAnother<T>(env: Readonly<Record<string, string>>, work: () => T): T {
  Object.assign(process.env, env)
  forgetOperatorSettings()
  const restore = (): void => {
    for (const key of Object.keys(env)) delete process.env[key]
    forgetOperatorSettings()
  }
  const result = work()
  if (result instanceof Promise) void result.finally(restore)
  else restore()
  return result
}
