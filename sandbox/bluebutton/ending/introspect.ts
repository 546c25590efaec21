// `POST /v{n}/o/introspect/` (also GET with Basic): an own access token is described, nothing is ever called inactive
// (contract 3.6 E, observed 6).
import { emptyAnswer, serverError, spacedJson } from '@/sandbox/bluebutton/answers'
import type { Parts } from '@/sandbox/bluebutton/parts'
import { isAuthenticated, readCredentials } from '@/sandbox/bluebutton/tokens/client'

/** Describes an access token to the app that holds it. */
export function introspect(request: Request, form: URLSearchParams, parts: Parts): Response {
  const credentials = readCredentials(request, form)
  const app = credentials && parts.findApp(credentials.basic?.id ?? credentials.bodyId ?? '')
  if (!credentials || !app?.active || !isAuthenticated(credentials, app)) return emptyAnswer(403)
  const value = form.get('token') ?? new URL(request.url).searchParams.get('token') ?? ''
  const token = parts.grants.findAccess(value)
  if (!token) return serverError()
  return spacedJson(200, {
    active: token.expiresAtMs > parts.clock.now(),
    scope: token.scopes.join(' '),
    exp: Math.floor(token.expiresAtMs / 1_000),
    client_id: token.clientId,
    username: token.personKey,
  })
}
