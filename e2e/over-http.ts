// Signs in without a browser, as journeys need that ask for hundreds of addresses: the same forms, filled in and sent.
import { type APIRequest, type APIRequestContext, type APIResponse, expect } from '@playwright/test'
import type { Login } from './steps'

/** A visitor with a cookie jar of their own, and nothing in it. Redirects are answers, not followed. */
export function newVisitor(request: APIRequest, baseURL: string, storageState?: Awaited<ReturnType<APIRequestContext['storageState']>>): Promise<APIRequestContext> {
  return request.newContext({ baseURL, maxRedirects: 0, ...(storageState ? { storageState } : {}) })
}

/** The whole way to a session: our form, Medicare's two steps, their consent page, and back. */
export async function connectOverHttp(visitor: APIRequestContext, appUrl: string, login: Login): Promise<void> {
  const back = await visitor.get(await answerOverHttp(visitor, appUrl, login), { maxRedirects: 0 })
  expect(back.headers()['location']).toContain('/welcome')
}

/** The same up to Medicare's answer, which nobody has brought back yet: the address with the code. */
export async function answerOverHttp(visitor: APIRequestContext, appUrl: string, login: Login): Promise<string> {
  const left = await visitor.post('/connect/start', { headers: ownForm(appUrl), form: { agree: 'yes', then: 'claims' } })
  expect(left.status()).toBe(200)
  const atMedicare = await visitor.get(attribute(/<a [^>]*>/.exec(await left.text())?.[0] ?? '', 'href'), { maxRedirects: 5 })
  const second = await press(visitor, atMedicare, 'login-button', { username: login.username })
  const consent = await press(visitor, second, 'login-button', { password: login.password })
  const answer = await press(visitor, consent, 'approve', {}, 0)
  const address = answer.headers()['location'] ?? ''
  expect(address.startsWith(`${appUrl}/connect/callback?`)).toBe(true)
  return address
}

/** What a browser says of a form on our own pages. */
export function ownForm(appUrl: string): Record<string, string> {
  return { origin: appUrl, 'sec-fetch-site': 'same-origin' }
}

/** Sends the form that holds this button, with what the page put into it and what a person types. */
async function press(visitor: APIRequestContext, page: APIResponse, button: string, typed: Record<string, string>, maxRedirects = 5): Promise<APIResponse> {
  const form = ((await page.text()).match(/<form\b[\s\S]*?<\/form>/g) ?? []).find((text) => text.includes(`id="${button}"`)) ?? ''
  expect(form, `a form with ${button}`).not.toBe('')
  const fields = (form.match(/<input\b[^>]*>/g) ?? []).filter((tag) => attribute(tag, 'name') && (attribute(tag, 'type') !== 'checkbox' || /\schecked\b/.test(tag)))
  const pressed = (form.match(/<button\b[^>]*>/g) ?? []).find((tag) => attribute(tag, 'id') === button) ?? ''
  const own = Object.fromEntries([...fields, pressed].filter((tag) => attribute(tag, 'name')).map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')]))
  const action = new URL(attribute(/<form\b[^>]*>/.exec(form)?.[0] ?? '', 'action'), page.url())
  const reply = await visitor.post(action.href, { form: { ...own, ...typed }, maxRedirects: 0 })
  const location = reply.headers()['location']
  return location && maxRedirects > 0 ? visitor.get(new URL(location, action).href, { maxRedirects }) : reply
}

function attribute(tag: string, name: string): string {
  const text = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
