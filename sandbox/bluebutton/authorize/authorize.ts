// `/v{n}/o/authorize/`: first the checks, then always a sign-in, then the consent page with its own address, then the
// way back to the app (contract 2).
import { Hono } from 'hono'
import type { Context } from 'hono'
import { messageAnswer, redirect } from '@/sandbox/bluebutton/answers'
import { consentPage } from '@/sandbox/bluebutton/consent/consent-page'
import { answerConsent } from '@/sandbox/bluebutton/consent/answer-consent'
import { skipConsent } from '@/sandbox/bluebutton/consent/skip-consent'
import { readVersion } from '@/sandbox/bluebutton/parts'
import type { Parts } from '@/sandbox/bluebutton/parts'
import { notFoundPage } from '@/sandbox/pages/error-pages'
import { randomLetters } from '@/sandbox/random'
import { afterLogin } from './after-login'
import { beforeLogin } from './before-login'
import { firstObjection, readAuthorizeRequest } from './request'
import type { AuthorizeRequest } from './request'

/** The authorize endpoint of all versions. */
export function authorizeApi(parts: Parts): Hono {
  const api = new Hono()
  api.on(['GET', 'POST'], '/:version{v[123]}/o/authorize/', async c => {
    const request = await readRequest(c, parts)
    if (!request) return notFoundPage(c.req.raw)
    return firstObjection(beforeLogin, request) ?? sendToLogin(request)
  })
  api.on(['GET', 'POST'], '/:version{v[123]}/o/authorize/:id/', async c => {
    const request = await readRequest(c, parts)
    if (!request) return notFoundPage(c.req.raw)
    return firstObjection(beforeLogin, request) ?? consentStep(request, c.req.param('id'), parts)
  })
  api.post('/v3/o/permission-logout', async c => {
    const query = new URLSearchParams(new URLSearchParams(await c.req.text()).get('query') ?? '')
    // Without the slash, as the real one does (observed 3); the browser takes one hop more.
    return redirect(`/v3/o/authorize?${query.toString()}`)
  })
  return api
}

async function readRequest(c: Context, parts: Parts): Promise<AuthorizeRequest | null> {
  const version = readVersion(c.req.path)
  const form = c.req.method === 'POST' ? new URLSearchParams(await c.req.text()) : null
  return version && readAuthorizeRequest(c.req.raw, { version, form }, parts)
}

/** No sign-in is ever kept: a browser that consented a minute ago signs in again (contract 2.8). */
function sendToLogin(request: AuthorizeRequest): Response {
  const query = new URLSearchParams(request.query)
  for (const [name, value] of request.form ?? []) if (!query.has(name)) query.append(name, value)
  const next = `/v${request.version}/o/authorize/?${query.toString()}`
  const answer = redirect(`/mymedicare/login?next=${encodeURIComponent(next)}`)
  answer.headers.append('set-cookie', `sessionid=${randomLetters(32)}; HttpOnly; Max-Age=5400; Path=/; SameSite=Lax`)
  const language = request.get('lang')
  if (language === 'en' || language === 'es')
    answer.headers.append('set-cookie', `django_language=${language}; Path=/; SameSite=Lax`)
  return answer
}

function consentStep(request: AuthorizeRequest, id: string, parts: Parts): Response {
  if (!/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) return messageAnswer(404, 'Not found.')
  const consent = parts.attempts.findConsent(id.toLowerCase())
  const person = consent && parts.directory.findByKey(consent.personKey)
  if (!person || !request.app || consent.clientId !== request.app.clientId) return sendToLogin(request)
  const objection = firstObjection(afterLogin, request)
  if (objection) return objection
  const facts = { request, app: request.app, person }
  if (request.form) return answerConsent(facts, request.form, parts)
  return skipConsent(facts, parts) ?? consentPage(facts, parts.clock.now())
}
