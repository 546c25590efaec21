// Whatever is sent to a handler is answered, and never by a fault of ours (quality INP-09); and whatever breaks inside of one,
// the request ends, nothing is opened, and no word of the error leaves (quality AVL-11).
// First, so that Next finds what it needs before any handler is loaded.
import { type Browser, createBrowser, setSettings, signedInBrowser, testOrigin } from '@/lib/session/testing'
import fc from 'fast-check'
import type { NextRequest } from 'next/server'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as lines from '@/app/(patient)/access/lines/route'
import * as session from '@/app/api/auth/session/route'
import * as claims from '@/app/api/claims/route'
import * as callback from '@/app/connect/callback/route'
import * as start from '@/app/connect/start/route'
import * as report from '@/app/csp-report/route'
import * as disconnect from '@/app/disconnect/route'
import * as preferences from '@/app/preferences/route'
import * as ready from '@/app/readyz/route'
import * as signOut from '@/app/sign-out/route'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))
vi.setConfig({ testTimeout: 120_000 })

/** A few hundred in every run; PROPERTY_RUNS=20000 is the whole of INP-09. */
const numRuns = Math.min(Number(process.env['PROPERTY_RUNS'] ?? 400), 20_000)

let medicare: RunningSandbox
const printed: string[] = []

beforeAll(async () => {
  medicare = await startSandbox()
  setSettings(medicare)
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
})

beforeEach(() => void (printed.length = 0))

afterAll(async () => {
  vi.restoreAllMocks()
  await medicare.stop()
})

type Handler = (request: NextRequest) => Response | Promise<Response>

interface Door {
  readonly path: string
  readonly handler: Handler
  readonly method: 'GET' | 'POST'
  /** A well-formed request; a POST's is a form. */
  readonly query: string
}

const doors: readonly Door[] = [
  { path: '/api/claims', handler: claims.GET, method: 'GET', query: 'starts=0' },
  { path: '/api/auth/session', handler: session.GET, method: 'GET', query: '' },
  { path: '/access/lines', handler: lines.GET, method: 'GET', query: 'as=json' },
  { path: '/connect/start', handler: start.GET, method: 'GET', query: 'then=coverage' },
  { path: '/connect/callback', handler: callback.GET, method: 'GET', query: 'code=abc&state=def' },
  { path: '/readyz', handler: ready.GET, method: 'GET', query: '' },
  { path: '/connect/start', handler: start.POST, method: 'POST', query: 'agree=yes&then=claims' },
  { path: '/preferences', handler: preferences.POST, method: 'POST', query: 'lang=es' },
  { path: '/csp-report', handler: report.POST, method: 'POST', query: 'x=1' },
  { path: '/sign-out', handler: signOut.POST, method: 'POST', query: 'where=here' },
  { path: '/disconnect', handler: disconnect.POST, method: 'POST', query: 'sure=yes' },
]

const asForm = (query: string) => Object.fromEntries(new URLSearchParams(query))

function knock(browser: Browser, { path, handler, method, query }: Door): Promise<Response> {
  return browser.ask(handler, method === 'GET' ? `${path}?${query}` : path, method === 'GET' ? {} : { form: asForm(query) })
}

describe('what is sent to a handler (INP-09)', () => {
  const name = fc.oneof(fc.constantFrom('starts', 'since', 'as', 'then', 'code', 'state', 'error', 'agree', 'lang', 'text', 'where', '__proto__', 'constructor', '_rsc'), fc.string({ maxLength: 20 }))
  const value = fc.oneof(fc.constantFrom('', '0', '-1', '1e9', 'NaN', '0,50', '2026-01-01T00:00:00Z', 'json', '//evil.example', '\u0000', '\ud800', 'a'.repeat(5_000)), fc.string({ unit: 'binary', maxLength: 60 }))
  const headers = fc.dictionary(fc.constantFrom('accept-language', 'referer', 'user-agent', 'rsc', 'purpose', 'sec-fetch-site', 'sec-fetch-mode', 'content-type', 'origin', 'x-forwarded-host', 'if-none-match', 'range'), fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), { maxKeys: 4 })
  const cookie = fc.oneof(fc.constant(''), fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), fc.constantFrom('eyJ.eyJ.x', 'a'.repeat(4_000)))
  const asked = fc.record({ door: fc.nat({ max: doors.length - 1 }), fields: fc.array(fc.tuple(name, value), { maxLength: 5 }), headers, cookie, own: fc.boolean() })

  it('is answered without a status of 500 or above, signed in or not, form or not, ours or not', async () => {
    const { browser: known } = await signedInBrowser(medicare, { username: 'BBUser29991' })
    const cookies = new Map(known.cookies)
    const trouble: unknown[] = []
    await fc.assert(
      fc.asyncProperty(asked, async (one) => {
        const door = doors[one.door]
        if (!door) return
        const browser = createBrowser(testOrigin)
        // Leaving for good would leave nobody for the next one.
        if (one.own && !/sign-out|disconnect/.test(door.path)) for (const [key, text] of cookies) browser.cookies.set(key, text)
        else browser.cookies.set('plainclaim-session', one.cookie.replaceAll(/[^\x21-\x7e]|[;,"\\]/g, '_'))
        const sent = new URLSearchParams(one.fields.map(([key, text]) => [key, text]))
        const clean = Object.fromEntries(Object.entries(one.headers).map(([key, text]) => [key, text.trim() || null]))
        const isGet = door.method === 'GET'
        const reply = await browser.ask(door.handler, isGet ? `${door.path}?${sent}` : door.path, { headers: clean, ...(isGet ? {} : { form: Object.fromEntries(sent) }) })
        if (reply.status >= 500) trouble.push([door.path, reply.status, one])
        await reply.body?.cancel()
      }),
      { numRuns },
    )
    expect(trouble).toEqual([])
  })
})

const canary = 'planted-1S00-E00-AA00-Jane-token'

/** The vault and the access log of this process, by the names under which all bundles find them. */
function partOf(part: 'vault' | 'audit'): object {
  const found: unknown = Reflect.get(globalThis, Symbol.for(`plainclaim.${part}`))
  if (typeof found !== 'object' || found === null) throw new Error(`there is no ${part} yet`)
  return found
}

const points = [
  ...['open', 'keep', 'replace', 'touch', 'forget', 'lease', 'release', 'intend'].map((method) => ['vault', method] as const),
  ...['note', 'noteHouse', 'read'].map((method) => ['audit', method] as const),
]
const reached = new Set<string>()
let visitor: Browser | null = null

/** The same person again, unless the last request ended their session. */
async function somebody(): Promise<Browser> {
  if (!visitor?.cookies.has('plainclaim-session')) visitor = (await signedInBrowser(medicare, { username: 'BBUser29991' })).browser
  visitor.cookies.set('pc_agreed', '1')
  return visitor
}

describe('whatever breaks inside of a handler (AVL-11)', () => {
  // What is noted is not waited for, and by its contract never rejects.
  const waysOf = (method: string) => (method.startsWith('note') ? (['throws'] as const) : (['throws', 'rejects'] as const))
  const cases = points.flatMap(([part, method]) => doors.flatMap((door) => waysOf(method).map((how) => [part, method, how, `${door.method} ${door.path}`, door] as const)))

  it.each(cases)('%s.%s %s under %s: the request ends, and nothing is opened', async (part, method, how, name, door) => {
    const browser = await somebody()
    const target = partOf(part)
    const real: unknown = Reflect.get(target, method)
    expect(typeof real).toBe('function')
    Reflect.set(target, method, () => {
      reached.add(`${part}.${method} ${how} ${name}`)
      if (how === 'rejects') return Promise.reject(new TypeError(canary))
      throw new TypeError(canary)
    })
    try {
      const reply = await knock(browser, door)
      const body = await reply.text()
      expect(body + JSON.stringify([...reply.headers])).not.toContain(canary)
      expect(printed.join('')).not.toContain(canary)
      const hit = part === 'vault' && reached.has(`${part}.${method} ${how} ${name}`)
      // Without the vault nobody is anybody, and nobody becomes somebody.
      if (hit && method === 'open') expect(body).not.toMatch(/"type":"claims"|"expires"/)
      if (hit) expect(reply.headers.getSetCookie().filter((line) => /^plainclaim-session=[^;]/.test(line))).toEqual([])
    } finally {
      Reflect.set(target, method, real)
    }
  })

  it('the throws were real ones', () => {
    expect(reached.size).toBeGreaterThan(25)
  })
})
