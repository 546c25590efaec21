// The three addresses that need nobody signed in: reports, alive, ready. They say and keep next to nothing (quality C3,
// AVL-10, PRV-05).
// First, so that Next finds what it needs before any handler is loaded.
import { createBrowser, setSettings, testOrigin } from '@/lib/session/testing'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { forNavigation } from '@/app/for-navigation'
import * as alive from '@/app/livez/route'
import * as ready from '@/app/readyz/route'
import { SignInNeeded, Unavailable } from '@/lib/errors'
import { POST } from './route'

const logged: string[] = []

beforeAll(() => {
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: 'secret-Zq8!kV3@nW7#pL2$xR9%tM4^bC6' }
  setSettings({ url: 'http://localhost:8000', app, signIn: async () => null })
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => logged.push(String(line)) > 0)
})

beforeEach(() => {
  logged.length = 0
  vi.useFakeTimers({ toFake: ['Date'] })
  // Each test in a minute of its own, so that none uses up the reports of another.
  vi.setSystemTime(Date.now() + 60_000 * (Math.floor(performance.now()) + 2))
})

afterEach(() => void vi.useRealTimers())

function report(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return POST(new Request(`${testOrigin}/csp-report`, { method: 'POST', body, headers: { 'content-length': String(Buffer.byteLength(body)), ...headers } }))
}

describe('a report of the content policy (C3)', () => {
  it('is one line with the directive, without the address it quotes', async () => {
    const body = JSON.stringify({ 'csp-report': { 'document-uri': `${testOrigin}/claims/carrier-22639159481?code=abc`, 'violated-directive': 'img-src', 'blocked-uri': 'https://evil.example/Jane' } })
    expect((await report(body)).status).toBe(204)
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain('"directive":"img-src"')
    expect(logged[0]).not.toMatch(/carrier|code=|evil|Jane/)
  })

  it.each(['', 'not json', '{}', '[]', '{"violated-directive":"<script>"}', '{"effectiveDirective":"img-src\\nlevel"}', '\u0000'])('rubbish is one line too: %j', async (body) => {
    expect((await report(body)).status).toBe(204)
    expect(logged).toHaveLength(1)
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ event: 'request.refused' })
  })

  it('a large one, or one that does not say how large it is, is not read', async () => {
    expect((await report('x'.repeat(8_193))).status).toBe(413)
    expect((await POST(new Request(`${testOrigin}/csp-report`, { method: 'POST', body: 'x' }))).status).toBe(413)
    expect(logged).toEqual([])
  })

  it('ten a minute, then it waits for the next', async () => {
    const statuses: number[] = []
    for (let count = 0; count < 12; count += 1) statuses.push((await report('{}')).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 204), 429, 429])
    vi.setSystemTime(Date.now() + 60_000)
    expect((await report('{}')).status).toBe(204)
  })
})

describe('health (AVL-10)', () => {
  it('alive says ok and no more', async () => {
    const answer = alive.GET()
    expect([answer.status, await answer.text(), answer.headers.get('cache-control')]).toEqual([200, 'ok\n', 'private, no-store'])
  })

  it('ready when sessions can be kept, although Medicare is not there', async () => {
    const answer = await ready.GET()
    expect([answer.status, await answer.text()]).toEqual([200, 'ready\n'])
  })

  it('not ready when they cannot', async () => {
    const place = Symbol.for('plainclaim.vault')
    const vault: unknown = Reflect.get(globalThis, place)
    Reflect.set(globalThis, place, { lease: () => Promise.reject(new Unavailable('vault store')) })
    const answer = await ready.GET()
    Reflect.set(globalThis, place, vault)
    expect([answer.status, await answer.text()]).toEqual([503, 'not ready\n'])
  })

  it('whoever asks again and again makes the store work once a second, and hears of trouble within that second', async () => {
    const place = Symbol.for('plainclaim.vault')
    const vault: unknown = Reflect.get(globalThis, place)
    let asked = 0
    Reflect.set(globalThis, place, { lease: async () => (asked += 1), release: async () => undefined })
    const statuses = await Promise.all(Array.from({ length: 90 }, async () => (await ready.GET()).status))
    expect([asked, new Set(statuses)]).toEqual([1, new Set([200])])
    Reflect.set(globalThis, place, { lease: () => Promise.reject(new Unavailable('vault store')) })
    vi.setSystemTime(Date.now() + 1_000)
    expect((await ready.GET()).status).toBe(503)
    // A clock that is set back does not keep an old look alive.
    Reflect.set(globalThis, place, { lease: async () => (asked += 1), release: async () => undefined })
    vi.setSystemTime(Date.now() - 600_000)
    expect((await ready.GET()).status).toBe(200)
    Reflect.set(globalThis, place, vault)
  })

  it.each<[name: string, ask: () => Response | Promise<Response>]>([
    ['alive', alive.GET],
    ['ready', ready.GET],
  ])('%s answers a hundred times a second, then 429 until the next, whatever the clock does', async (_, ask) => {
    vi.setSystemTime(Math.ceil(Date.now() / 1_000) * 1_000)
    const statuses: number[] = []
    for (let count = 0; count < 103; count += 1) statuses.push((await ask()).status)
    expect(statuses).toEqual([...Array.from({ length: 100 }, () => 200), 429, 429, 429])
    const refused = await ask()
    expect([refused.headers.get('retry-after'), refused.headers.get('cache-control'), await refused.text()]).toEqual(['1', 'private, no-store', ''])
    vi.setSystemTime(Date.now() + 1_000)
    expect((await ask()).status).toBe(200)
    vi.setSystemTime(Date.now() - 3_600_000)
    expect((await ask()).status).toBe(200)
  })
})

describe('an address that a person opens and that is no page', () => {
  const open = (error: unknown) => createBrowser(testOrigin).ask(() => forNavigation(() => Promise.reject(error)), '/somewhere')

  it('sign-in needed leads to the sign-in page', async () => {
    const answer = await open(new SignInNeeded('expired'))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${testOrigin}/sign-in?reason=expired`])
  })

  it.each([[new Unavailable('vault store')], [new TypeError('Jane-Canary')], ['Jane-Canary']])('anything else is a page in words, not JSON, and no word of the error: %s', async (error) => {
    const answer = await open(error)
    const html = await answer.text()
    expect(answer.status).toBe(503)
    expect(html).toMatch(/<h1>.+<\/h1>/)
    expect(html).not.toContain('http-equiv="refresh"')
    expect(html + logged.join('')).not.toContain('Jane-Canary')
  })
})
