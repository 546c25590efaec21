// Nobody learns from an answer whether a session exists: a cookie that we did not seal never reaches the store, and of those
// that do, missing, ended and somebody else's look alike. Secrets are compared in constant time (quality SES-08).
// First, so that Next finds what it needs before any handler is loaded.
import { createBrowser, setSettings, testOrigin } from '@/lib/session/testing'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { NextRequest } from 'next/server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as lines from '@/app/(patient)/access/lines/route'
import * as session from '@/app/api/auth/session/route'
import * as claims from '@/app/api/claims/route'
import * as disconnect from '@/app/disconnect/route'
import { Secret } from '@/lib/secret'
import { beginSession, readRef } from '@/lib/session/session'

const name = 'plainclaim-session'
const vaultPlace = Symbol.for('plainclaim.vault')

beforeAll(() => {
  // Before the vault is made, which takes the clock as it finds it.
  vi.useFakeTimers({ toFake: ['Date'] })
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: randomBytes(32).toString('base64url') }
  setSettings({ url: 'http://localhost:8000', app, signIn: async () => null })
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

type Handler = (request: NextRequest) => Response | Promise<Response>

const doors: readonly (readonly [path: string, handler: Handler, form?: Readonly<Record<string, string>>])[] = [
  ['/api/claims?starts=0', claims.GET],
  ['/api/auth/session', session.GET],
  ['/access/lines?as=json', lines.GET],
  ['/disconnect', disconnect.POST, { sure: 'yes' }],
]

/** All that each door answers to this cookie. */
async function answersTo(cookie: string | null): Promise<string> {
  const answers = doors.map(async ([at, handler, form]) => {
    const browser = createBrowser(testOrigin)
    if (cookie !== null) browser.cookies.set(name, cookie)
    const reply = await browser.ask(handler, at, form ? { form } : {})
    return [reply.status, [...reply.headers], await reply.text()]
  })
  return JSON.stringify(await Promise.all(answers))
}

function newGrant() {
  const secret = () => new Secret(randomBytes(24).toString('base64url'))
  return { accessToken: secret(), refreshToken: secret(), accessEndsAtMs: Date.now() + 60_000, scopes: new Set(['profile']), patient: null, grantEndsAt: null, version: 2, connectedAtMs: Date.now() } as const
}

/** A new session's cookie. */
async function newCookie(): Promise<string> {
  return (await createBrowser(testOrigin).run(() => beginSession(newGrant()))).cookie.value
}

/** Runs something and counts what was asked of the vault meanwhile. */
async function countAsked(work: () => Promise<void>): Promise<number> {
  const vault: unknown = Reflect.get(globalThis, vaultPlace)
  if (typeof vault !== 'object' || vault === null) throw new Error('there is no vault yet')
  let asked = 0
  const watched = new Proxy(vault, { get: (target, key) => ((asked += 1), Reflect.get(target, key)) })
  Reflect.set(globalThis, vaultPlace, watched)
  await work().finally(() => Reflect.set(globalThis, vaultPlace, vault))
  return asked
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The cookie with one character changed, at every place in turn; the last of a part may hold bits that mean nothing. */
function everyForgery(cookie: string): readonly string[] {
  return [...cookie].flatMap((character, at) => {
    const isLast = cookie[at + 1] === '.' || at === cookie.length - 1
    if (character === '.' || isLast) return []
    return [`${cookie.slice(0, at)}${alphabet[(alphabet.indexOf(character) + 1) % alphabet.length]}${cookie.slice(at + 1)}`]
  })
}

describe('what a stranger hears (SES-08)', () => {
  it('is the same for every cookie that we did not seal as for none, and the store is never asked', async () => {
    const cookie = await newCookie()
    expect(await answersTo(cookie)).not.toBe(await answersTo(null))
    const toNobody = await answersTo(null)
    const forged = [...everyForgery(cookie).filter((_, at) => at % 8 === 0), 'x', 'eyJ.eyJ.x', randomBytes(300).toString('base64url')]
    const heard = new Set<string>()
    const asked = await countAsked(async () => {
      for (const text of forged) heard.add(await answersTo(text))
    })
    expect(forged.length).toBeGreaterThan(25)
    expect([...heard]).toEqual([toNobody])
    expect(asked).toBe(0)
  })

  it('is the same whether the session was never kept, is over, or is opened with a half of another', async () => {
    const { sealCookie } = await import('@/lib/session/cookie-seal')
    const random = () => randomBytes(32).toString('base64url')
    const seal = (grantId: string, half: string) => sealCookie({ grantId, half }, 60 * 60, name)
    const refOf = async (cookie: string) => {
      const browser = createBrowser(testOrigin)
      browser.cookies.set(name, cookie)
      return browser.run(readRef)
    }
    const never = await seal(random(), random())
    const living = await newCookie()
    const ofAnother = await seal((await refOf(living))?.id ?? '', random())
    const over = await newCookie()
    vi.setSystemTime(Date.now() + 31 * 60_000)
    const young = await newCookie()
    const otherHalf = await seal((await refOf(young))?.id ?? '', random())
    const heard = new Set<string>()
    for (const cookie of [never, over, ofAnother, otherHalf]) heard.add(await answersTo(cookie))
    expect(heard.size).toBe(1)
    expect([...heard][0]).not.toBe(await answersTo(await newCookie()))
  })
})

describe('comparing secrets (SES-08)', () => {
  const sources = ['app', 'lib'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|testing/.test(file))
      .map((file) => ({ file: path.join(folder, file), text: readFileSync(path.join(folder, file), 'utf8') })),
  )
  /** A secret laid open, or a name under which we keep one, beside a comparison that stops at the first difference. */
  const names = String.raw`(?:attempt\.state|state|verifier|half|accessToken|refreshToken|clientSecret|nonce|grantId)`
  const early = [
    /reveal\(\)\s*[!=]==?|[!=]==?\s*[\w.[\]]*reveal\(\)/,
    /reveal\(\)\.(?:startsWith|endsWith|includes|indexOf|localeCompare)/,
    new RegExp(String.raw`(?:get\('state'\)|(?<!typeof )\b(?!state\b)${names})\s*[!=]==(?!\s*(?:null|undefined|'))`),
    new RegExp(String.raw`[!=]==\s*[\w.]*(?:attempt\.|\b(?!state\b))${names}\b(?![\w(])`),
  ]
  const findEarly = (text: string) => text.split('\n').filter((line) => !/^\s*(?:\/\/|\*|\/\*)/.test(line) && early.some((pattern) => pattern.test(line)))

  it('the look finds one', () => {
    expect(findEarly("if (given === secret.reveal()) return\n  return answer.get('state') === attempt.state")).toHaveLength(2)
    expect(findEarly('if (half === null) return')).toEqual([])
  })

  it('nothing compares one in a way that tells how much of it was right', () => {
    expect(sources.length).toBeGreaterThan(300)
    expect(sources.flatMap(({ file, text }) => findEarly(text).map((line) => `${file}: ${line.trim()}`))).toEqual([])
  })

  it('where one is compared, it is in constant time, and in these places only', () => {
    const places = sources.filter(({ text }) => text.includes('timingSafeEqual(')).map(({ file }) => file)
    expect(places.toSorted()).toEqual(['lib/operator/one-time-link.ts', 'lib/secret.ts'])
  })
})
