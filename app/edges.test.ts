// Whatever is sent to a handler is answered, and never by a fault of ours (quality INP-09): twenty thousand requests of
// strangers, and a few hundred of somebody who is signed in, which cost a hundred times more.
// First, so that Next finds what it needs before any handler is loaded.
import { inRequest, setSettings, signedInBrowser, testOrigin } from '@/lib/session/testing'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as lines from '@/app/(patient)/access/lines/route'
import * as session from '@/app/api/auth/session/route'
import * as claims from '@/app/api/claims/route'
import * as exportState from '@/app/api/operator/exports/[id]/route'
import * as operatorSession from '@/app/api/operator/session/route'
import * as callback from '@/app/connect/callback/route'
import * as start from '@/app/connect/start/route'
import * as report from '@/app/csp-report/route'
import * as disconnect from '@/app/disconnect/route'
import * as testing from '@/app/operator/connections/test/route'
import * as doing from '@/app/operator/exports/[id]/do/route'
import * as starting from '@/app/operator/exports/start/route'
import * as operatorCallback from '@/app/operator/sign-in/callback/route'
import * as link from '@/app/operator/sign-in/link/route'
import * as operatorSignOut from '@/app/operator/sign-out/route'
import * as preferences from '@/app/preferences/route'
import * as ready from '@/app/readyz/route'
import * as signOut from '@/app/sign-out/route'
import { beginOperatorSession } from '@/lib/operator/operator'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))
vi.setConfig({ testTimeout: 120_000 })

let medicare: RunningSandbox

beforeAll(async () => {
  medicare = await startSandbox()
  setSettings(medicare, { BCDA_EXPORTS_FOLDER: mkdtempSync(path.join(tmpdir(), 'plainclaim-exports-')) })
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockReturnValue(true)
})

afterAll(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await medicare.stop()
})

interface Door {
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly handler: (request: NextRequest) => Response | Promise<Response>
  /** A field that leads further in. */
  readonly good?: readonly [string, string]
  /** Reads next to nothing of a request, and asks a store for each: asked a quarter as often. */
  readonly seldom?: true
}

const id = '20260101-000000-abcdefgh'
const context = { params: Promise.resolve({ id }) }

const doors: readonly Door[] = [
  { method: 'GET', path: '/api/claims', handler: claims.GET, good: ['starts', '0'] },
  { method: 'GET', path: '/api/auth/session', handler: session.GET, seldom: true },
  { method: 'GET', path: '/access/lines', handler: lines.GET, good: ['as', 'json'] },
  { method: 'GET', path: '/connect/start', handler: start.GET },
  { method: 'GET', path: '/connect/callback', handler: callback.GET },
  { method: 'GET', path: '/operator/sign-in/callback', handler: operatorCallback.GET },
  { method: 'GET', path: '/api/operator/session', handler: operatorSession.GET },
  { method: 'GET', path: `/api/operator/exports/${id}`, handler: (request) => exportState.GET(request, context) },
  { method: 'GET', path: '/readyz', handler: ready.GET, seldom: true },
  { method: 'POST', path: '/connect/start', handler: start.POST, good: ['agree', 'yes'] },
  { method: 'POST', path: '/preferences', handler: preferences.POST, good: ['lang', 'es'] },
  { method: 'POST', path: '/csp-report', handler: report.POST },
  { method: 'POST', path: '/operator/connections/test', handler: testing.POST, good: ['system', 'nobody'] },
  { method: 'POST', path: '/operator/exports/start', handler: starting.POST },
  { method: 'POST', path: `/operator/exports/${id}/do`, handler: (request) => doing.POST(request, context) },
  { method: 'POST', path: '/operator/sign-in/link', handler: link.POST, seldom: true },
  { method: 'POST', path: '/operator/sign-out', handler: operatorSignOut.POST, seldom: true },
  { method: 'POST', path: '/sign-out', handler: signOut.POST, seldom: true },
  { method: 'POST', path: '/disconnect', handler: disconnect.POST, seldom: true },
]
/** Leaving for good would leave nobody for the next one. */
const staying = doors.filter(({ path: at }) => !/sign-out|disconnect/.test(at))

const name = fc.oneof(fc.constantFrom('starts', 'since', 'as', 'then', 'code', 'state', 'error', 'agree', 'lang', 'text', 'where', 'system', 'deed', 'key', '__proto__', 'constructor', '_rsc'), fc.string({ maxLength: 8 }))
const odd = fc.constantFrom('', '0', '-1', '1e9', 'NaN', '0,50', '2026-01-01T00:00:00Z', 'json', 'text', 'yes', 'es', 'claims', 'everywhere', 'access_denied', '//evil.example', '\u0000', '\ud800', 'a'.repeat(5_000))
const anything = fc.array(fc.nat({ max: 0xffff }), { maxLength: 20 }).map((codes) => String.fromCharCode(...codes))
const value = fc.oneof(odd, anything)
const header = fc.constantFrom('accept-language', 'referer', 'user-agent', 'rsc', 'purpose', 'sec-fetch-site', 'sec-fetch-mode', 'content-type', 'content-length', 'transfer-encoding', 'origin', 'x-forwarded-host', 'if-none-match', 'range')
const headerLine = fc.oneof(fc.constantFrom('70000', '-1', 'cross-site', 'same-origin', 'navigate', 'prefetch', 'chunked', 'application/json', 'multipart/form-data; boundary=x', testOrigin), fc.string({ unit: 'grapheme-ascii', maxLength: 20 }))
const headers = fc.array(fc.tuple(header, headerLine), { maxLength: 2 })
const cookie = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom('eyJ.eyJ.x', 'a'.repeat(4_000), 'x', '%00') })

interface Asked {
  /** As a page of ours would ask, beside whatever else is sent. */
  readonly isGood: boolean
  readonly fields: readonly (readonly [string, string])[]
  readonly headers: readonly (readonly [string, string])[]
  readonly cookie: string
  readonly isFourth: boolean
}

const fields = fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: fc.array(fc.tuple(name, value), { maxLength: 3 }) })
const anyAsked: fc.Arbitrary<Asked> = fc.record({ isGood: fc.boolean(), fields, headers, cookie, isFourth: fc.nat({ max: 3 }).map((number) => number === 0) })

/** A request as the generator wishes it; a field that is there twice is sent twice. */
function requestOf({ method, path: at, good }: Door, { isGood, fields: some, headers: more, cookie: text }: Asked, cookies: string): NextRequest {
  const sent = new URLSearchParams([...(isGood && good ? [good] : []), ...some].map(([key, field]) => [key, field])).toString()
  const own: Readonly<Record<string, string>> = method === 'POST' ? { origin: testOrigin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(sent.length) } : {}
  const lines = more.flatMap(([key, line]) => (line.trim() ? [[key, line.trim()] as const] : []))
  const all = { host: 'localhost:3000', cookie: cookies || `plainclaim-session=${text}; plainclaim-operator=${text}`, ...own, ...Object.fromEntries(lines) }
  return new NextRequest(`${testOrigin}${at}${method === 'GET' ? `?${sent}` : ''}`, { method, headers: all, ...(method === 'POST' ? { body: sent } : {}) })
}

/** Asks each of these doors the same. They share one request for their cookies, since making that costs most. */
async function askAll(some: readonly Door[], asked: Asked, note: (door: Door, status: number) => void, cookies = ''): Promise<void> {
  const doorsNow = some.filter(({ seldom }) => !seldom || asked.isFourth)
  const [first] = doorsNow
  if (!first) return
  const shared = requestOf(first, asked, cookies)
  const { afterwards } = await inRequest(shared, async () => {
    for (const door of doorsNow) {
      const reply = await door.handler(door === first ? shared : requestOf(door, asked, cookies))
      await reply.body?.cancel()
      note(door, reply.status)
    }
  })
  await afterwards()
}

/** How many of the answers had which status, and the requests that found a fault of ours. */
function tally() {
  const statuses = new Map<string, number>()
  const faults: unknown[] = []
  const note = (asked: Asked) => (door: Door, status: number): void => {
    const line = `${door.method} ${door.path} ${status}`
    statuses.set(line, (statuses.get(line) ?? 0) + 1)
    if (status >= 500) faults.push([line, asked])
  }
  const count = () => [...statuses.values()].reduce((sum, times) => sum + times, 0)
  return { statuses, faults, note, count }
}

describe('what is sent to a handler is answered without a status of 500 or above (INP-09)', () => {
  it('by somebody who is signed in, as often as is affordable', async () => {
    const { browser } = await signedInBrowser(medicare, { username: 'BBUser29991' })
    const operator = await browser.run(() => beginOperatorSession({ ref: 'terminal', name: 'Terminal', via: 'link' }))
    browser.cookies.set(operator.name, operator.value)
    const cookies = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
    const { statuses, faults, note, count } = tally()
    await fc.assert(fc.asyncProperty(anyAsked, (asked) => askAll(staying, asked, note(asked), cookies)), { numRuns: 30 })
    expect(faults).toEqual([])
    expect(count()).toBeGreaterThan(350)
    expect([...statuses.keys()]).toEqual(expect.arrayContaining(['GET /api/claims 200', 'GET /access/lines 200', 'POST /operator/connections/test 404']))
  })

  it('by strangers, twenty thousand times', async () => {
    // Each in a minute of its own, so that what is limited in rate is asked too. Last: the vault goes on with this clock.
    vi.useFakeTimers({ toFake: ['Date'] })
    const { statuses, faults, note, count } = tally()
    const ask = (asked: Asked): Promise<void> => {
      vi.setSystemTime(Date.now() + 60_000)
      return askAll(doors, asked, note(asked))
    }
    await fc.assert(fc.asyncProperty(anyAsked, ask), { numRuns: 1_400 })
    vi.useRealTimers()
    expect(faults).toEqual([])
    expect(count()).toBeGreaterThanOrEqual(20_000)
    // Not all at the first look: forms went in, fields were read, and each way of refusing was met.
    expect(new Set([...statuses.keys()].map((line) => line.split(' ')[2]))).toEqual(new Set(['200', '204', '303', '400', '401', '403', '411', '413', '415']))
    expect([...statuses.keys()].filter((line) => /POST .*(200|204|303)$/.test(line)).length).toBeGreaterThan(5)
  })
})
