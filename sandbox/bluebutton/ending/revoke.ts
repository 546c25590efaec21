// `POST /v{n}/o/revoke/`: ends the whole grant, given its access token. Much of what should be a refusal is a 500 here;
// that is the real server (contract 3.6 A).
import { emptyAnswer, serverError, spacedJson } from '@/sandbox/bluebutton/answers'
import type { Parts } from '@/sandbox/bluebutton/parts'
import { findCallingApp, invalidClient, isAuthenticated, readCredentials } from '@/sandbox/bluebutton/tokens/client'
import { refuseInactive } from './revoke-token'

/** Ends a grant, or says no in the real server's way. */
export function revokeGrant(request: Request, form: URLSearchParams, parts: Parts): Response {
  const value = form.get('token')
  if (!value) return spacedJson(400, { error: 'invalid_request', error_description: 'Missing token parameter.' })
  const credentials = readCredentials(request, form)
  const known = credentials && (credentials.basic || credentials.bodyId)
  if (!credentials || !known) return serverError()
  const app = findCallingApp(credentials, parts)
  if (app instanceof Response) return refuseInactive(credentials, parts) ?? app
  if (!isAuthenticated(credentials, app)) return invalidClient()
  return endGrant(value, form.get('token_type_hint'), app.clientId, parts)
}

function endGrant(value: string, hint: string | null, clientId: string, parts: Parts): Response {
  const { grants, clock } = parts
  const { revocation } = parts.behaviourFor(clientId)
  const access = grants.findAccess(value)
  const refresh = hint === 'refresh_token' ? grants.findRefresh(value) : null
  const isTheirs = (access ?? refresh)?.clientId === clientId
  if (!isTheirs || (!access && refresh?.revokedAtMs !== null)) return serverError()
  if (revocation === 'answers-and-does-nothing') return emptyAnswer(200)
  if (access && revocation === 'needs-a-live-access-token' && access.expiresAtMs <= clock.now()) return emptyAnswer(200)
  if (access) grants.end(clientId, access.personKey)
  else if (refresh) grants.revokePair(refresh.accessValue, refresh.value)
  return emptyAnswer(200)
}
