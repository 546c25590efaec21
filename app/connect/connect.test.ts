// The two addresses of a sign-in, with real requests: what they set, where they lead, and what they refuse (quality OAU-02,
// OAU-06, OAU-07, OAU-09, HDR-05; contract C2).
// First, so that Next finds what it needs before any handler is loaded.
import { createBrowser, playMedicare, processAudit, processVault, testOrigin } from '@/lib/session/testing'
import { NextRequest } from 'next/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as callback from '@/app/connect/callback/route'
import { mostAnswered, mostBegun } from '@/app/connect/sign-in-limit'
import * as start from '@/app/connect/start/route'
import { Unavailable } from '@/lib/errors'
import { mostRefusalsAnHour } from '@/lib/session/refusals'
import { requireSession } from '@/lib/session/session'
import type { RunningSandbox } from '@/sandbox/testing'

const { medicare } = await playMedicare()

const agreeing = { agree: 'yes', then: 'coverage' }
const sessionName = 'plainclaim-session'
const txOf = (browser: ReturnType<typeof createBrowser>) => [...browser.cookies.keys()].filter((name) => name.startsWith('plainclaim-tx-'))
const tokenCalls = () => medicare.controls.journal.entries({ route: 'token' }).length

async function readPage(response: Response) {
  const html = await response.text()
  const decode = (text = '') => text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
  return { html, link: decode(/<a href="([^"]*)"/.exec(html)?.[1]), refresh: decode(/http-equiv="refresh" content="0;url=([^"]*)"/.exec(html)?.[1]) }
}

async function begin(browser = createBrowser(testOrigin), form: Record<string, string> = agreeing) {
  const response = await browser.ask(start.POST, '/connect/start', { form })
  return { browser, response, page: await readPage(response) }
}

async function answered(how: Parameters<RunningSandbox['signIn']>[1] = {}) {
  const { browser, page } = await begin()
  const back = await medicare.signIn(page.link, how)
  return { browser, back: back ?? '' }
}

describe('starting by the form (product rule 13, quality C3)', () => {
  it('answers a page that leads to Medicare by itself and by a link, never a redirect: a form may not leave our origin', async () => {
    const { response, page } = await begin()
    expect([response.status, response.headers.get('location')]).toEqual([200, null])
    expect(new URL(page.link).origin + new URL(page.link).pathname).toBe(`${medicare.url}/v2/o/authorize/`)
    expect(page.refresh).toBe(page.link)
    expect(page.html).not.toMatch(/<script|<style|style=|\son\w+=/i)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('sets one sealed cookie for the attempt, and remembers the box', async () => {
    const { browser, response } = await begin()
    expect(txOf(browser)).toHaveLength(1)
    expect(browser.cookies.get('pc_agreed')).toBe('1')
    for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/; Path=\/;.*HttpOnly.*SameSite=lax/i)
    for (const cookie of response.headers.getSetCookie()) expect(cookie).not.toMatch(/domain=/i)
  })

  it('without the box nothing begins: the sign-in page asks for it', async () => {
    const unticked: readonly Record<string, string>[] = [{ then: 'profile' }, { agree: 'no', then: 'profile' }, { agree: '', then: 'profile' }]
    for (const form of unticked) {
      const { browser, response } = await begin(createBrowser(testOrigin), form)
      expect([response.status, response.headers.get('location')]).toEqual([303, `${testOrigin}/sign-in?reason=agree&then=profile`])
      expect(browser.cookies.size).toBe(0)
    }
  })

  it('once it was ticked it need not be ticked again', async () => {
    const { browser } = await begin()
    const again = await begin(browser, { then: 'claims' })
    expect(again.response.status).toBe(200)
    expect(txOf(browser)).toHaveLength(2)
  })

  it('speaks Spanish to who reads Spanish, and asks Medicare to', async () => {
    const browser = createBrowser(testOrigin)
    browser.cookies.set('pc_lang', 'es')
    const { page } = await begin(browser)
    expect(page.html).toContain('<html lang="es">')
    expect(new URL(page.link).searchParams.get('lang')).toBe('es')
  })

  it.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['no origin', { origin: null }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['no form', { 'content-type': 'application/json' }, 415],
    ['a large form', { 'content-length': '70000' }, 413],
  ])('%s is refused, and nothing begins (HDR-05)', async (_, headers, status) => {
    const browser = createBrowser(testOrigin)
    const response = await browser.ask(start.POST, '/connect/start', { form: agreeing, headers })
    expect(response.status).toBe(status)
    expect(browser.cookies.size).toBe(0)
  })

  it('a form that is none is a bad request, not a fault of ours (INP-09)', async () => {
    const browser = createBrowser(testOrigin)
    const response = await browser.ask(start.POST, '/connect/start', { form: agreeing, headers: { 'content-type': 'multipart/form-data; boundary=x' } })
    expect(response.status).toBe(400)
    expect(browser.cookies.size).toBe(0)
  })
})

describe('on a shared computer (SES-03)', () => {
  const through = async (form: Record<string, string>, browser = createBrowser(testOrigin)) => {
    const { page } = await begin(browser, form)
    await browser.ask(callback.GET, (await medicare.signIn(page.link)) ?? '')
    return browser
  }
  const minutesOf = async (browser: ReturnType<typeof createBrowser>) => (await browser.run(() => requireSession())).idleLimitMs / 60_000

  it('the box gives a visit of ten minutes without use, and unticked one of thirty', async () => {
    expect(await minutesOf(await through({ ...agreeing, shared: 'yes' }))).toBe(10)
    expect(await minutesOf(await through(agreeing))).toBe(30)
    expect(await minutesOf(await through({ ...agreeing, shared: 'no' }))).toBe(30)
  })

  it('connecting again by a link keeps the choice, by the form it is made anew, and the id is a new one each time (SES-02)', async () => {
    const browser = await through({ ...agreeing, shared: 'yes' })
    const ids = [(await browser.run(() => requireSession())).ref.id]
    const again = await browser.ask(start.GET, '/connect/start?then=access')
    await browser.ask(callback.GET, (await medicare.signIn(again.headers.get('location') ?? '')) ?? '')
    expect(await minutesOf(browser)).toBe(10)
    ids.push((await browser.run(() => requireSession())).ref.id)
    await through(agreeing, browser)
    expect(await minutesOf(browser)).toBe(30)
    ids.push((await browser.run(() => requireSession())).ref.id)
    expect(new Set(ids).size).toBe(3)
  })
})

describe('starting by a link (OAU-06)', () => {
  const go = async (headers: Record<string, string> = {}, agreed = true) => {
    const browser = createBrowser(testOrigin)
    if (agreed) browser.cookies.set('pc_agreed', '1')
    const response = await browser.ask(start.GET, '/connect/start?then=access', { headers })
    return { response, begun: txOf(browser).length }
  }

  it.each<[what: string, headers: Record<string, string>]>([
    ['a person who types the address', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
    ['a person who follows our link', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
    ['an old browser that says nothing', {}],
  ])('%s goes to Medicare', async (_, headers) => {
    const { response, begun } = await go(headers)
    expect([response.status, begun]).toEqual([303, 1])
    expect(response.headers.get('location')).toMatch(new RegExp(`^${medicare.url}/v2/o/authorize/\\?`))
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  })

  it.each<[what: string, headers: Record<string, string>]>([
    ['a prefetch', { 'sec-purpose': 'prefetch' }],
    ['a prerender', { 'sec-purpose': 'prefetch;prerender' }],
    ['an older prefetch', { purpose: 'prefetch' }],
    ['a router that fetches ahead', { 'next-router-prefetch': '1' }],
    ['a router that fetches', { rsc: '1' }],
    ['a script', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }],
    ['an image', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['a frame', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
    ['an embedded object', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'object' }],
    ['a link of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
    ['a link of a sister site', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' }],
  ])('%s begins nothing', async (_, headers) => {
    const { response, begun } = await go(headers)
    expect([response.status, begun]).toEqual([400, 0])
    expect(response.headers.getSetCookie()).toEqual([])
  })

  it('who has not agreed is asked to first', async () => {
    const { response, begun } = await go({}, false)
    expect([response.status, response.headers.get('location'), begun]).toEqual([303, `${testOrigin}/sign-in?reason=agree&then=access`, 0])
  })

  it('looking at the headers begins nothing and redeems nothing', () => {
    expect([start.HEAD().status, callback.HEAD().status]).toEqual([405, 405])
    expect([start.HEAD().headers.get('allow'), callback.HEAD().headers.get('allow')]).toEqual(['GET, POST', 'GET'])
  })
})

describe('coming back', () => {
  it('ends on a page of ours whose address holds neither code nor state, signed in (OAU-07)', async () => {
    const { browser, back } = await answered()
    const response = await browser.ask(callback.GET, back)
    expect([response.status, response.headers.get('location')]).toEqual([303, `${testOrigin}/welcome?then=coverage`])
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(browser.cookies.has(sessionName)).toBe(true)
    expect(txOf(browser)).toEqual([])
    const query = new URL(back).searchParams
    expect(`${response.headers.get('location')}${await response.text()}`).not.toMatch(new RegExp(`${query.get('code')}|${query.get('state')}`))
  })

  it('the session cookie dies with the browser, and no cookie is for another host (SES-01)', async () => {
    const { browser, back } = await answered()
    const response = await browser.ask(callback.GET, back)
    const [session = ''] = response.headers.getSetCookie().filter((cookie) => cookie.startsWith(`${sessionName}=`))
    expect(session).toMatch(/; Path=\/; HttpOnly; SameSite=lax$/i)
    expect(session).not.toMatch(/max-age|expires|domain/i)
  })

  it.each([
    ['Cancel', 'cancelled', { press: 'deny' } as const, null],
    ['too long', 'too-slow', {}, () => medicare.controls.clock.advance(61_000)],
    ['Medicare down', 'medicare-down', {}, () => void medicare.controls.faults.add({ match: { route: 'token' }, action: { kind: 'answer', status: 502, body: '' } })],
    ['our app paused', 'paused', {}, () => medicare.controls.behave({ app: 'paused' })],
  ])('%s: the sign-in page says why, and keeps where the person was going', async (_, reason, how, trouble) => {
    const { browser, back } = await answered(how)
    trouble?.()
    const response = await browser.ask(callback.GET, back)
    expect([response.status, response.headers.get('location')]).toEqual([303, `${testOrigin}/sign-in?reason=${reason}&then=coverage`])
    expect(txOf(browser)).toEqual([])
    expect(browser.cookies.has(sessionName)).toBe(false)
  })

  it.each([
    ['a state that is not ours', (back: URL) => back.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (back: URL) => back.searchParams.delete('state')],
    ['the state twice', (back: URL) => back.searchParams.append('state', back.searchParams.get('state') ?? '')],
    ['error=not_found from a page of Medicare, without a state', (back: URL) => (back.search = '?error=not_found')],
    ['nothing', (back: URL) => (back.search = '')],
    ['a script', (back: URL) => (back.search = '?error=<script>alert(1)</script>&error_description="><img src=x onerror=alert(1)>')],
  ])('%s: 400, with a page that explains and leads on, and nothing is changed (OAU-02, C2)', async (_, spoil) => {
    const { browser, back } = await answered()
    const address = new URL(back)
    spoil(address)
    const before = [...browser.cookies]
    const response = await browser.ask(callback.GET, address.href)
    const page = await readPage(response)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.link).toBe('/sign-in?reason=not-verified')
    expect(page.html).not.toMatch(/<script|onerror|<img/)
    expect(response.headers.getSetCookie()).toEqual([])
    expect([...browser.cookies]).toEqual(before)
    expect(tokenCalls()).toBe(0)
    expect((await browser.ask(callback.GET, back)).headers.get('location')).toBe(`${testOrigin}/welcome?then=coverage`)
  })

  it('is read from our own origin, whatever host the request claims (HDR-07)', async () => {
    const { browser, back } = await answered()
    const request = new NextRequest(back.replace('localhost:3000', 'evil.example'), { headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', cookie: browser.jar().map(({ name, value }) => `${name}=${value}`).join('; ') } })
    const response = await browser.ask(() => callback.GET(request), '/connect/callback')
    expect(response.headers.get('location')).toBe(`${testOrigin}/welcome?then=coverage`)
    expect(medicare.controls.journal.entries({ route: 'token' }).map(({ status }) => status)).toEqual([200])
  })

  it('twenty times at once: one sign-in, and nineteen pages that say it could not be verified', async () => {
    const { browser, back } = await answered()
    const jar = [...browser.cookies]
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => {
        const tab = createBrowser(testOrigin)
        jar.forEach(([name, value]) => tab.cookies.set(name, value))
        return tab.ask(callback.GET, back)
      }),
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(19)
    expect(tokenCalls()).toBe(1)
  })

  it('our vault down: a page in words, no code spent, and the same answer works afterwards (AVL-08)', async () => {
    const { browser, back } = await answered()
    const place = Symbol.for('plainclaim.vault')
    const vault: unknown = Reflect.get(globalThis, place)
    Reflect.set(globalThis, place, { lease: () => Promise.reject(new Unavailable('vault store')) })
    const response = await browser.ask(callback.GET, back)
    Reflect.set(globalThis, place, vault)
    expect(response.status).toBe(503)
    expect((await readPage(response)).html).toMatch(/<h1>.+<\/h1>/)
    expect(tokenCalls()).toBe(0)
    expect((await browser.ask(callback.GET, back)).headers.get('location')).toBe(`${testOrigin}/welcome?then=coverage`)
  })
})

describe('more at once than any crowd of people (LOD-04)', () => {
  // In a second of its own, which stands still: nothing that was asked before counts, and nothing takes too long to count.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2_000 }))
  afterEach(() => void vi.useRealTimers())

  const stranger = () => {
    const browser = createBrowser(testOrigin)
    browser.cookies.set('pc_agreed', '1')
    return browser
  }
  const ask = (browser: ReturnType<typeof createBrowser>) => browser.ask(start.GET, '/connect/start?then=access')

  it('begin nothing: 429 in words, with when to come back and the way there', async () => {
    for (let count = 0; count < mostBegun; count += 1) expect((await ask(stranger())).status).toBe(303)
    for (const [language, title] of [
      ['en', 'Too many people are connecting right now. Please wait a few seconds and try again.'],
      ['es', 'Demasiadas personas se están conectando ahora. Espere unos segundos e intente de nuevo, por favor.'],
    ] as const) {
      const browser = stranger()
      browser.cookies.set('pc_lang', language)
      for (const response of [await ask(browser), await browser.ask(start.POST, '/connect/start', { form: { agree: 'yes', then: 'access' } })]) {
        const page = await readPage(response)
        expect([response.status, response.headers.get('retry-after'), response.headers.get('cache-control')]).toEqual([429, '1', 'private, no-store'])
        expect(page.html).toContain(`<html lang="${language}">`)
        expect(page.html).toContain(`<h1>${title}</h1>`)
        expect([page.link, page.refresh]).toEqual(['/sign-in?then=access', ''])
        expect(response.headers.getSetCookie()).toEqual([])
      }
    }
    vi.setSystemTime(Date.now() + 1_000)
    expect((await ask(stranger())).status).toBe(303)
  })

  it('what begins nothing anyway does not count: who has not agreed, a prefetch, a form of another site', async () => {
    const post = (form: Record<string, string>, headers = {}) => createBrowser(testOrigin).ask(start.POST, '/connect/start', { form, headers })
    for (let count = 0; count <= mostBegun; count += 4) {
      await createBrowser(testOrigin).ask(start.GET, '/connect/start')
      await stranger().ask(start.GET, '/connect/start', { headers: { purpose: 'prefetch' } })
      await post({ then: 'claims' })
      await post(agreeing, { origin: 'https://evil.example' })
    }
    expect((await ask(stranger())).status).toBe(303)
  })

  it('come back to nothing: 429 in words, no code spent, nothing written, and the same answer works a second later', async () => {
    const { browser, back } = await answered()
    const junk = () => createBrowser(testOrigin).ask(callback.GET, '/connect/callback?state=x&code=x')
    const other = stranger()
    const theirs = (await ask(other)).headers.get('location') ?? ''
    const refusal = `/connect/callback?error=access_denied&state=${new URL(theirs).searchParams.get('state')}`
    for (let count = 0; count < mostAnswered; count += 1) {
      expect((await junk()).status).toBe(400)
      const copy = createBrowser(testOrigin)
      other.cookies.forEach((value, name) => copy.cookies.set(name, value))
      expect((await copy.ask(callback.GET, refusal)).status).toBe(count === 0 ? 303 : 400)
    }
    const leased = vi.spyOn(processVault(), 'lease')
    const response = await browser.ask(callback.GET, back)
    const page = await readPage(response)
    expect([response.status, response.headers.get('retry-after'), page.link]).toEqual([429, '1', '/sign-in?then=coverage'])
    expect(leased).not.toHaveBeenCalled()
    leased.mockRestore()
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(tokenCalls()).toBe(0)
    vi.setSystemTime(Date.now() + 1_000)
    expect((await browser.ask(callback.GET, back)).headers.get('location')).toBe(`${testOrigin}/welcome?then=coverage`)
  })

  it('refusals that strangers bring back add at most sixty lines an hour to the list that is kept for a year (PRV-06)', async () => {
    const written = vi.spyOn(processAudit(), 'noteHouse')
    const hourMs = 60 * 60_000
    vi.setSystemTime((Math.floor(Date.now() / hourMs) + 1) * hourMs)
    for (let count = 0; count < mostRefusalsAnHour + 5; count += 1) {
      const browser = stranger()
      const state = new URL((await ask(browser)).headers.get('location') ?? '').searchParams.get('state')
      expect((await browser.ask(callback.GET, `/connect/callback?error=access_denied&state=${state}`)).headers.get('location')).toContain('reason=cancelled')
    }
    expect(written).toHaveBeenCalledTimes(mostRefusalsAnHour)
    written.mockRestore()
  })
})

describe('where a person asks to go (OAU-09)', () => {
  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '__proto__', '/claims', 'x'.repeat(10_000), ''])('%s: the claims, on our own host', async (then) => {
    const browser = createBrowser(testOrigin)
    const { page } = await begin(browser, { agree: 'yes', then })
    const back = await medicare.signIn(page.link)
    expect((await browser.ask(callback.GET, back ?? '')).headers.get('location')).toBe(`${testOrigin}/welcome?then=claims`)
  })
})
