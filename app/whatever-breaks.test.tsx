// Whatever breaks inside of a handler or a page, the request ends, nothing is opened, and no word of the error leaves
// (quality AVL-11). Each place is visited once in health, which tells what it leans on; then each of those breaks in turn.
// First, so that Next finds what it needs before any handler is loaded.
import { type Browser, createBrowser, setSettings, signedInBrowser, testOrigin } from '@/lib/session/testing'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { NextRequest } from 'next/server'
import type { ReactNode } from 'react'
import { renderToReadableStream } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import AccessPage from '@/app/(patient)/access/page'
import * as lines from '@/app/(patient)/access/lines/route'
import ClaimPage from '@/app/(patient)/claims/[id]/page'
import RecordPage from '@/app/(patient)/claims/[id]/record/page'
import ClaimsPage from '@/app/(patient)/claims/page'
import CoveragePage from '@/app/(patient)/coverage/page'
import ProfilePage from '@/app/(patient)/profile/page'
import * as session from '@/app/api/auth/session/route'
import * as claims from '@/app/api/claims/route'
import * as operatorSession from '@/app/api/operator/session/route'
import * as callback from '@/app/connect/callback/route'
import * as start from '@/app/connect/start/route'
import * as disconnect from '@/app/disconnect/route'
import * as starting from '@/app/operator/exports/start/route'
import { forOperatorPage } from '@/app/operator/for-operator'
import * as operatorSignOut from '@/app/operator/sign-out/route'
import * as ready from '@/app/readyz/route'
import * as signOut from '@/app/sign-out/route'
import { listConnections } from '@/lib/operator/connections'
import { listSeenExports } from '@/lib/operator/exports'
import { beginOperatorSession } from '@/lib/operator/operator'
import { listOperatorDeeds } from '@/lib/operator/operator-log'
import { listFirstClaims } from '@/lib/record/claims'
import { startConnect } from '@/lib/session/connect'
import { requireSession } from '@/lib/session/session'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))
vi.setConfig({ testTimeout: 120_000 })

const canary = 'planted-1S00-E00-AA00-Jane-token'
const hangingMs = 15_000

let medicare: RunningSandbox
const printed: string[] = []

beforeAll(async () => {
  medicare = await startSandbox()
  setSettings(medicare, { BCDA_EXPORTS_FOLDER: mkdtempSync(path.join(tmpdir(), 'plainclaim-exports-')) })
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
})

afterAll(async () => {
  vi.restoreAllMocks()
  await medicare.stop()
})

/** What came of a visit: all that left for the browser, and whether it ended in the page that says that something broke. */
interface Seen {
  readonly how: 'answered' | 'broke' | 'hung'
  readonly text: string
}

interface Place {
  readonly name: string
  readonly who: 'enrollee' | 'operator'
  /** Only who is signed in sees this, so without the look at who is asking nobody does. */
  readonly shows: RegExp
  /** The visit ends the session, or begins one. */
  readonly endsIt?: true
  /** Before each visit, when the place wants more than somebody signed in. */
  readonly before?: (browser: Browser) => Promise<void>
  readonly visit: (browser: Browser) => Promise<Seen>
}

type Handler = (request: NextRequest) => Response | Promise<Response>

function door(handler: Handler, path: string, form?: Readonly<Record<string, string>>): Place['visit'] {
  return async (browser) => {
    const reply = await browser.ask(handler, path, form ? { form } : {})
    // Of the cookies those that are set, not those that are taken away.
    return { how: 'answered', text: `${reply.status}\n${[...reply.headers].filter(([, value]) => !/=;/.test(value)).join('\n')}\n${await reply.text()}` }
  }
}

function page(render: () => Promise<ReactNode>): Place['visit'] {
  return seenIn(async (broken) => {
    const tree = <QueryClientProvider client={new QueryClient()}>{await render()}</QueryClientProvider>
    return new Response(await renderToReadableStream(tree, { onError: broken })).text()
  })
}

/** What an operator's page awaits; its frame is drawn by the browser's parts, which want a whole app around them. */
function operatorPage(load: () => Promise<unknown>): Place['visit'] {
  return seenIn(async () => JSON.stringify(await forOperatorPage(load, 'connections')))
}

function seenIn(work: (broken: () => void) => Promise<string>): Place['visit'] {
  return (browser) =>
    browser.run(async () => {
      let how: Seen['how'] = 'answered'
      try {
        const text = await work(() => void (how = 'broke'))
        return { how, text }
      } catch (error) {
        // Next answers a redirect or "not found" by its digest; of anything else the reader gets the error page.
        const digest = error instanceof Error && 'digest' in error ? String(error.digest) : ''
        return digest.startsWith('NEXT_') ? { how: 'answered', text: digest } : { how: 'broke', text: '' }
      }
    })
}

let claimId = ''
let answer = ''
const nothing = Promise.resolve({})
const enrollee = { who: 'enrollee' } as const
const operator = { who: 'operator' } as const

/** Of their own, so that the visit also renews what Medicare gave. */
const lapse = async () => void medicare.controls.expireAccessTokens()

const places: readonly Place[] = [
  { name: '/api/claims', ...enrollee, shows: /"type":"claims"/, visit: door(claims.GET, '/api/claims?starts=0') },
  { name: '/coverage, after the token expired', ...enrollee, endsIt: true, before: lapse, shows: /Part A: hospital/, visit: page(() => CoveragePage()) },
  { name: '/connect/callback', ...enrollee, endsIt: true, before: comeBack, shows: /plainclaim-session=[^;]/, visit: (browser) => door(callback.GET, answer)(browser) },
  { name: '/sign-out', ...enrollee, endsIt: true, shows: /how=signed-out/, visit: door(signOut.POST, '/sign-out', { where: 'here' }) },
  { name: '/sign-out, everywhere', ...enrollee, endsIt: true, shows: /how=signed-out-everywhere/, visit: door(signOut.POST, '/sign-out', { where: 'everywhere' }) },
  { name: '/disconnect', ...enrollee, endsIt: true, shows: /how=disconnected/, visit: door(disconnect.POST, '/disconnect', { sure: 'yes' }) },
  { name: '/access', ...enrollee, shows: /What you did not share/, visit: page(() => AccessPage()) },
  { name: '/access/lines', ...enrollee, shows: /^200\n/, visit: door(lines.GET, '/access/lines?as=json') },
  { name: '/profile', ...enrollee, shows: /Wakefield/, visit: page(() => ProfilePage()) },
  { name: '/claims/[id]', ...enrollee, shows: /86\.44/, visit: page(() => ClaimPage({ params: Promise.resolve({ id: claimId }) })) },
  { name: '/claims/[id]/record', ...enrollee, shows: /ExplanationOfBenefit/, visit: page(() => RecordPage({ params: Promise.resolve({ id: claimId }) })) },
  { name: '/claims', ...enrollee, shows: /1 of 1 claim/, visit: page(() => ClaimsPage({ searchParams: nothing })) },
  { name: '/claims?all=1', ...enrollee, shows: /1 of 1 claim/, visit: page(() => ClaimsPage({ searchParams: Promise.resolve({ all: '1' }) })) },
  { name: '/coverage', ...enrollee, shows: /Part A: hospital/, visit: page(() => CoveragePage()) },
  { name: '/api/auth/session', ...enrollee, shows: /"expires"/, visit: door(session.GET, '/api/auth/session') },
  { name: '/readyz', ...enrollee, shows: /200\n/, visit: door(ready.GET, '/readyz') },
  { name: '/connect/start', ...enrollee, shows: /plainclaim-tx-/, visit: door(start.POST, '/connect/start', { agree: 'yes', then: 'claims' }) },
  { name: '/operator', ...operator, shows: /"connections":\[/, visit: operatorPage(listConnections) },
  { name: '/operator/exports', ...operator, shows: /"exports":\[/, visit: operatorPage(listSeenExports) },
  { name: '/operator/log', ...operator, shows: /"names"/, visit: operatorPage(listOperatorDeeds) },
  { name: '/operator/exports/start', ...operator, shows: /problem=since/, visit: door(starting.POST, '/operator/exports/start', { version: '2', population: 'patient', since: 'never' }) },
  { name: '/operator/sign-out', ...operator, endsIt: true, shows: /reason=signed-out/, visit: door(operatorSignOut.POST, '/operator/sign-out', { where: 'here' }) },
  { name: '/api/operator/session', ...operator, shows: /"endsInMs"/, visit: door(operatorSession.GET, '/api/operator/session') },
]

/** Medicare's answer to a sign-in that this browser has just begun. */
async function comeBack(browser: Browser): Promise<void> {
  const started = await browser.run(() => startConnect({ language: 'en', then: 'claims', jar: browser.jar() }))
  for (const { name, value } of started.cookies) browser.cookies.set(name, value)
  const back = new URL((await medicare.signIn(started.location.href, { username: 'BBUser29991' })) ?? '')
  answer = back.pathname + back.search
}

/** The parts that all bundles of this process share, by the names under which they find them. */
const shared = ['vault', 'audit', 'meters', 'operators', 'exports', 'connections', 'revocations', 'upstreams']

interface Point {
  readonly name: string
  readonly target: object
  readonly method: string
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Every method of the shared parts and of what they are made of. */
function points(): readonly Point[] {
  return shared.flatMap((part) => {
    const root: unknown = Reflect.get(globalThis, Symbol.for(`plainclaim.${part}`))
    const inside = root instanceof Map ? [...root.values()] : [root]
    const parts = inside.flatMap((one) => (isObject(one) ? [['', one] as const, ...Object.entries(one).filter((entry): entry is [string, object] => isObject(entry[1]))] : []))
    return parts.flatMap(([at, target]) => methodsOf(target).map((method) => ({ name: [part, at, method].filter(Boolean).join('.'), target, method })))
  })
}

/** Its own, and those of a counter's class; never those of every object, nor of Node's own connections. */
function methodsOf(target: object): readonly string[] {
  const names = /Agent|Timeout|Map|Set/.test(target.constructor.name) ? [] : [...Object.keys(target), ...(target.constructor === Object ? [] : ['inc', 'observe'])]
  return names.filter((name) => typeof Reflect.get(target, name) === 'function')
}

/** @param instead what is called in place of the method. @returns puts the method back */
function replaceMethod({ target, method }: Point, instead: (real: (...what: unknown[]) => unknown, what: unknown[]) => unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(target, method)
  const real: unknown = Reflect.get(target, method)
  if (typeof real !== 'function') throw new Error(`${method} is no method`)
  Reflect.set(target, method, (...what: unknown[]) => instead((...given) => Reflect.apply(real, target, given), what))
  return () => {
    if (own) Object.defineProperty(target, method, own)
    else Reflect.deleteProperty(target, method)
  }
}

let visitor: Browser | null = null

/** Signed in as the place wants it; the same browser again as long as nothing ended its session. */
async function signedIn({ who, endsIt, before }: Place): Promise<Browser> {
  const browser = visitor?.cookies.has(cookieOf[who]) && !endsIt ? visitor : await (who === 'operator' ? signInOperator() : signInEnrollee())
  visitor = endsIt ? null : browser
  if (who === 'enrollee') await browser.run(nearlyIdle)
  await before?.(browser)
  return browser
}

const cookieOf = { enrollee: 'plainclaim-session', operator: 'plainclaim-operator' } as const

async function signInEnrollee(): Promise<Browser> {
  const { browser } = await signedInBrowser(medicare, { username: 'BBUser29991' })
  browser.cookies.set('pc_agreed', '1')
  return browser
}

async function signInOperator(): Promise<Browser> {
  const browser = createBrowser(testOrigin)
  const { name, value } = await browser.run(() => beginOperatorSession({ ref: 'terminal', name: 'Terminal', via: 'link' }))
  browser.cookies.set(name, value)
  return browser
}

/** As somebody who has not asked for a page for twenty minutes: the next one writes that they are still there. */
async function nearlyIdle(): Promise<void> {
  const { ref } = await requireSession()
  const vault: unknown = Reflect.get(globalThis, Symbol.for('plainclaim.vault'))
  if (!isObject(vault)) throw new Error('there is no vault yet')
  await Reflect.apply(Reflect.get(vault, 'touch'), vault, [ref, Date.now() + 10 * 60_000])
}

interface Lean {
  readonly point: Point
  readonly isAwaited: boolean
}

/** What the place calls of the shared parts while all is well. */
async function leanedOn(place: Place): Promise<readonly Lean[]> {
  const browser = await signedIn(place)
  const called = new Map<Point, boolean>()
  const restore = points().map((point) =>
    replaceMethod(point, (real, what) => {
      const result = real(...what)
      called.set(point, result instanceof Promise)
      return result
    }),
  )
  const seen = await place.visit(browser)
  for (const back of restore) back()
  expect([place.name, seen.how]).toEqual([place.name, 'answered'])
  expect(seen.text).toMatch(place.shows)
  return [...called].map(([point, isAwaited]) => ({ point, isAwaited }))
}

function inTime(work: Promise<Seen>): Promise<Seen> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Seen>((resolve) => (timer = setTimeout(() => resolve({ how: 'hung', text: '' }), hangingMs)))
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Who cannot be told is nobody: these break at every place, the others at a few. */
const looks = new Set(['vault.open', 'operators.open'])
const placesEach = 4
const brokenAt = new Map<string, number>()
const reached = new Set<string>()

/** Takes a turn of this point. @returns whether it shall break here */
function itsTurn({ name }: Point): boolean {
  const times = brokenAt.get(name) ?? 0
  brokenAt.set(name, times + 1)
  return looks.has(name) || times < placesEach
}

/** @returns what should not have been */
async function breakAt(place: Place, { point, isAwaited }: Lean): Promise<readonly unknown[]> {
  const browser = await signedIn(place)
  printed.length = 0
  let hits = 0
  // What is noted is not waited for, and by its contract never rejects.
  const rejects = isAwaited && !point.name.startsWith('audit.note') && (brokenAt.get(point.name) ?? 0) % 2 === 0
  const back = replaceMethod(point, () => {
    hits += 1
    if (rejects) return Promise.reject(new TypeError(canary))
    throw new TypeError(canary)
  })
  const { how, text } = await inTime(place.visit(browser)).finally(back)
  if (hits > 0) reached.add(`${point.name} under ${place.name}`)
  const isSignIn = place.name === '/connect/callback'
  return [
    ...(how === 'hung' ? ['it hung'] : []),
    ...((text + printed.join('')).includes(canary) ? ['the error was told'] : []),
    ...(hits > 0 && looks.has(point.name) && !isSignIn && place.shows.test(text) ? ['it was opened'] : []),
    ...(!isSignIn && /plainclaim-(session|operator)=[^;]/.test(text) ? ['nobody became somebody'] : []),
  ].map((what) => [point.name, what, text.slice(0, 300)])
}

describe('whatever breaks (AVL-11)', () => {
  beforeAll(async () => {
    const { browser } = await signedInBrowser(medicare, { username: 'BBUser29991' })
    claimId = (await browser.run(() => listFirstClaims('en'))).claims[0]?.row.id ?? ''
    expect(claimId).not.toBe('')
  })

  it.each(places)('under $name: the request ends, nothing is opened, and the error is not told', async (place) => {
    visitor = null
    const wrong: unknown[] = []
    for (const lean of await leanedOn(place)) if (itsTurn(lean.point)) wrong.push(...(await breakAt(place, lean)))
    expect(wrong).toEqual([])
  })

  it('at many more than fifty points, and each of them really broke', () => {
    expect(reached.size).toBeGreaterThan(60)
  })
})
