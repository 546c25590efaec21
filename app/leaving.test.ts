// The two ways out, as a browser goes them: posted by our own pages, and afterwards nothing of the session opens anything
// (quality SES-05, SES-06, HDR-05).
// First, so that Next finds what it needs before any handler is loaded.
import { createBrowser, playMedicare, signedInBrowser, testOrigin } from '@/lib/session/testing'
import { describe, expect, it, vi } from 'vitest'
import * as session from '@/app/api/auth/session/route'
import * as claims from '@/app/api/claims/route'
import * as leaveForGood from '@/app/disconnect/route'
import * as signOut from '@/app/sign-out/route'
import { Unavailable } from '@/lib/errors'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

const { medicare } = await playMedicare()

const cookieName = 'plainclaim-session'
const grants = () => medicare.controls.listGrants().length

async function signIn() {
  const { browser } = await signedInBrowser(medicare, {})
  browser.cookies.set('pc_lang', 'es').set('pc_agreed', '1')
  const thief = createBrowser(testOrigin)
  thief.cookies.set(cookieName, browser.cookies.get(cookieName) ?? '')
  return { browser, thief }
}

const view = async (browser: ReturnType<typeof createBrowser>): Promise<unknown> => (await browser.ask(session.GET, '/api/auth/session')).json()

describe('what a browser may know of its session (SES-01, stack section 3)', () => {
  it('is when it ends, and a name to tell it from the next', async () => {
    const { browser } = await signIn()
    const answer = await browser.ask(session.GET, '/api/auth/session')
    const body: unknown = await answer.clone().json()
    expect(body).toEqual({ expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), session: expect.stringMatching(/^[\w-]{16}$/) })
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('is nothing for nobody', async () => {
    expect(await view(createBrowser(testOrigin))).toEqual({})
  })
})

describe.each([
  ['sign-out', signOut.POST, 'signed-out', {}],
  ['sign-out', signOut.POST, 'signed-out-everywhere', { where: 'everywhere' }],
  ['disconnect', leaveForGood.POST, 'disconnected', {}],
])('%s', (path, handler, how, form: Record<string, string>) => {
  it('ends on a page that says so, with the browser emptied of us, in the language it had', async () => {
    const { browser } = await signIn()
    const answer = await browser.ask(handler, `/${path}`, { form })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${testOrigin}/signed-out?how=${how}&lang=es&text=100`])
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(new RegExp(`^${cookieName}=; Path=/; .*Max-Age=0; HttpOnly; SameSite=lax$`, 'i'))])
    expect(browser.cookies.size).toBe(0)
  })

  it('the old cookie opens nothing any more, wherever it was copied to', async () => {
    const { browser, thief } = await signIn()
    expect(await view(thief)).toHaveProperty('expires')
    await browser.ask(handler, `/${path}`, { form })
    expect(await view(thief)).toEqual({})
    expect((await thief.ask(claims.GET, '/api/claims?starts=0')).status).toBe(401)
  })

  it.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['no origin', { origin: null }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sister site', { 'sec-fetch-site': 'same-site' }, 403],
    ['no form', { 'content-type': 'text/plain' }, 415],
  ])('%s cannot do it (HDR-05)', async (_, headers, status) => {
    const { browser } = await signIn()
    const answer = await browser.ask(handler, `/${path}`, { form, headers })
    expect([answer.status, await answer.text()]).toEqual([status, ''])
    expect(await view(browser)).toHaveProperty('expires')
    expect(grants()).toBe(1)
  })
})

describe('signing out', () => {
  it('does not wait for Medicare: the answer is there before the tokens are revoked, and they are revoked then', async () => {
    const { browser } = await signIn()
    let before = -1
    await browser.ask(async (request) => {
      const answer = await signOut.POST(request)
      before = medicare.controls.journal.entries({ route: 'revoke-token' }).length
      return answer
    }, '/sign-out', { form: {} })
    expect(before).toBe(0)
    expect(medicare.controls.journal.entries({ route: 'revoke-token' }).map(({ status }) => status)).toEqual([200])
    expect(grants()).toBe(1)
  })

  it('works when Medicare is down (SES-05)', async () => {
    const { browser, thief } = await signIn()
    medicare.controls.faults.add({ action: { kind: 'transport', how: 'reset-before' } })
    expect((await browser.ask(signOut.POST, '/sign-out', { form: {} })).headers.get('location')).toBe(`${testOrigin}/signed-out?how=signed-out&lang=es&text=100`)
    expect(await view(thief)).toEqual({})
  })

  it('works for who is signed out already', async () => {
    const answer = await createBrowser(testOrigin).ask(signOut.POST, '/sign-out', { form: {} })
    expect(answer.headers.get('location')).toBe(`${testOrigin}/signed-out?how=signed-out&lang=en&text=100`)
  })

  it('our vault down: words, not JSON, and no claim that it was done (AVL-08)', async () => {
    const { browser } = await signIn()
    const place = Symbol.for('plainclaim.vault')
    const vault: unknown = Reflect.get(globalThis, place)
    Reflect.set(globalThis, place, { open: () => Promise.reject(new Unavailable('vault store')) })
    const answer = await browser.ask(signOut.POST, '/sign-out', { form: {} })
    Reflect.set(globalThis, place, vault)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toMatch(/<h1>.+<\/h1>/)
    // The half of the key is gone from this browser, so nobody opens the record from here.
    expect(await view(browser)).toEqual({})
  })
})

describe('disconnecting (SES-06)', () => {
  it('ends the grant at Medicare', async () => {
    const { browser } = await signIn()
    await browser.ask(leaveForGood.POST, '/disconnect', { form: {} })
    expect(grants()).toBe(0)
  })

  it('says so when it could not be proven, and our record is gone all the same', async () => {
    const { browser, thief } = await signIn()
    medicare.controls.faults.add({ match: { route: ['revoke', 'coverage'] }, action: { kind: 'answer', status: 503, body: '' } })
    const answer = await browser.ask(leaveForGood.POST, '/disconnect', { form: {} })
    expect(answer.headers.get('location')).toBe(`${testOrigin}/signed-out?how=disconnected-waiting&lang=es&text=100`)
    expect(await view(thief)).toEqual({})
    expect(grants()).toBe(1)
  })

  it('who is not signed in is asked to sign in', async () => {
    const answer = await createBrowser(testOrigin).ask(leaveForGood.POST, '/disconnect', { form: {} })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${testOrigin}/sign-in?reason=no-session`])
  })

  it('pressed twice at once, both are told that it was proven', async () => {
    const { browser, thief: otherTab } = await signIn()
    otherTab.cookies.set('pc_lang', 'es')
    medicare.controls.faults.add({ match: { route: 'revoke' }, action: { kind: 'delay', ms: 100 } })
    const answers = await Promise.all([browser, otherTab].map((tab) => tab.ask(leaveForGood.POST, '/disconnect', { form: {} })))
    for (const answer of answers) expect(answer.headers.get('location')).toBe(`${testOrigin}/signed-out?how=disconnected&lang=es&text=100`)
  })

  it('with a copied cookie of a session that is over nothing is claimed: the sign-in page says that the visit has ended', async () => {
    const { browser, thief } = await signIn()
    await browser.ask(signOut.POST, '/sign-out', { form: {} })
    const answer = await thief.ask(leaveForGood.POST, '/disconnect', { form: {} })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${testOrigin}/sign-in?reason=expired`])
    expect(grants()).toBe(1)
  })
})
