// `POST /v{n}/o/revoke_token/`: ends a pair of tokens and leaves the grant; it says 200 to nearly everything
// (contract 3.6 B, observed 6). Discovery advertises it without the slash, where a POST only gets a redirect.
import { emptyAnswer, serverError, spacedJson } from '@/sandbox/bluebutton/answers'
import type { Parts } from '@/sandbox/bluebutton/parts'
import { invalidClient, isAuthenticated, readCredentials } from '@/sandbox/bluebutton/tokens/client'
import type { Credentials } from '@/sandbox/bluebutton/tokens/client'

/** Ends a pair of tokens, or says 200 and does nothing. */
export function revokeToken(request: Request, form: URLSearchParams, parts: Parts): Response {
  const value = form.get('token')
  if (!value) return spacedJson(400, { error: 'invalid_request', error_description: 'Missing token parameter.' })
  const credentials = readCredentials(request, form)
  if (!credentials) return serverError()
  return refuse(credentials, value, parts) ?? end(credentials, value, form, parts)
}

/** The 403 of both revocation endpoints for an app that is switched off. */
export function refuseInactive(credentials: Credentials, parts: Parts): Response | null {
  const app = parts.findApp(credentials.basic?.id ?? credentials.bodyId ?? '')
  if (!app || app.active) return null
  return spacedJson(403, { status_code: 403, description: 'Application is not active or does not exist.' })
}

function refuse(credentials: Credentials, value: string, parts: Parts): Response | null {
  const inactive = refuseInactive(credentials, parts)
  if (inactive) return inactive
  const owner = ownerOf(value, parts)
  const { basic, bodyId } = credentials
  if (basic && owner !== null && owner !== basic.id) {
    const description = 'Application did not have access to the provided token.'
    return spacedJson(403, { status_code: 403, description })
  }
  // A client id in the form that is unknown, or is not the token's, is let through without effect (observed 6).
  const unknownInBody = !basic && bodyId !== null && !parts.findApp(bodyId)
  const app = parts.findApp(basic?.id ?? bodyId ?? '')
  if (unknownInBody) return emptyAnswer(200)
  return app && isAuthenticated(credentials, app) ? null : invalidClient()
}

function end(credentials: Credentials, value: string, form: URLSearchParams, parts: Parts): Response {
  const { grants, clock } = parts
  const clientId = credentials.basic?.id ?? credentials.bodyId ?? ''
  const { revocation } = parts.behaviourFor(clientId)
  const access = grants.findAccess(value)
  // Without the hint a refresh token is looked for among access tokens, and not found.
  const refresh = form.get('token_type_hint') === 'refresh_token' ? grants.findRefresh(value) : null
  if (revocation === 'answers-and-does-nothing' || (access ?? refresh)?.clientId !== clientId) return emptyAnswer(200)
  const lapsed = access !== null && access.expiresAtMs <= clock.now()
  if (lapsed && revocation === 'needs-a-live-access-token') return emptyAnswer(200)
  if (access) grants.revokePair(access.value, access.refreshValue)
  else if (refresh) grants.revokePair(refresh.accessValue, refresh.value)
  return emptyAnswer(200)
}

function ownerOf(value: string, parts: Parts): string | null {
  return (parts.grants.findAccess(value) ?? parts.grants.findRefresh(value))?.clientId ?? null
}
