// The way through Medicare's sign-in and back (contract 2.8, steps 1 to 5): our start, the login service's two pages,
// and the callback that finds out who came. The login service is folded in under `/sso`.
import { Hono } from 'hono'
import { redirect, serverError } from '@/sandbox/bluebutton/answers'
import type { Parts } from '@/sandbox/bluebutton/parts'
import { loginPage, unableToLogInPage } from './login-page'
import { loginCallback } from './login-callback'
import { clientOf } from './client-of'

/** The sign-in endpoints. */
export function loginApi(parts: Parts): Hono {
  const api = new Hono()
  api.get('/mymedicare/login', c => startLogin(c.req.raw, parts))
  api.get('/sso/authorize', c => loginPage(c.req.raw, { step: 1, username: '', problem: null }))
  api.post('/sso/authorize', async c => answerLogin(c.req.raw, new URLSearchParams(await c.req.text()), parts))
  api.get('/mymedicare/sls-callback', c => loginCallback(c.req.raw, parts))
  return api
}

function startLogin(request: Request, parts: Parts): Response {
  const url = new URL(request.url)
  const next = url.searchParams.get('next') ?? ''
  // Only our own authorize paths are gone back to, whatever `next` says.
  if (!/^\/v[123]\/o\/authorize\/\?/.test(next)) return redirect('/')
  if (parts.behaviourFor(clientOf(next)).medicareLogin === 'down') return serverError()
  const query = new URLSearchParams({
    client_id: 'bb2api',
    relay: parts.attempts.startLogin(next),
    redirect_uri: `${url.origin}/mymedicare/sls-callback`,
  })
  const language = new URL(next, url).searchParams.get('lang')
  if (language === 'en' || language === 'es') query.set('lang', language === 'es' ? 'es-mx' : 'en-us')
  return redirect(`/sso/authorize?${query.toString()}`)
}

/** One address for both steps: the form's fields say which step it answers. */
function answerLogin(request: Request, form: URLSearchParams, parts: Parts): Response {
  const username = (form.get('username') ?? '').trim()
  const password = form.get('password')
  if (form.has('back')) return loginPage(request, { step: 1, username, problem: null })
  if (!username) return loginPage(request, { step: 1, username, problem: 'usernameMissing' })
  if (password === null) return loginPage(request, { step: 2, username, problem: null })
  if (refusesEveryone(request, parts)) return unableToLogInPage(request)
  const person = parts.directory.findByLogin(username, password)
  if (!person) return loginPage(request, { step: 2, username, problem: 'loginRefused' })
  return handBack(request, person.key, parts)
}

function refusesEveryone(request: Request, parts: Parts): boolean {
  const next = parts.attempts.findLogin(relayOf(request))?.next ?? ''
  return parts.behaviourFor(clientOf(next)).medicareLogin === 'refuses-everyone'
}

function relayOf(request: Request): string {
  return new URL(request.url).searchParams.get('relay') ?? ''
}

function handBack(request: Request, personKey: string, parts: Parts): Response {
  const query = new URLSearchParams({ req_token: parts.attempts.signIn(personKey), relay: relayOf(request) })
  return redirect(`/mymedicare/sls-callback?${query.toString()}`)
}
