// What is refused before anybody signs in, in the server's order (contract 2.3, 2.5). The table is the order.
import { messageAnswer, plainText, spacedJson } from '@/sandbox/bluebutton/answers'
import { inactiveWords } from '@/sandbox/bluebutton/parts'
import { unauthorizedPage } from '@/sandbox/pages/error-pages'
import type { AuthorizeRequest, Check } from './request'

export const beforeLogin: readonly Check[] = [
  clientIsGood,
  versionIsOpen,
  noAuditScope,
  // Here the real server refuses apps that are only for client_credentials; no such app can be registered here.
  noSecretInQuery,
  formHasState,
  nothingMissing,
  stateIsLong,
  challengeIsSha256,
]

function clientIsGood(request: AuthorizeRequest): Response | null {
  const clientId = request.get('client_id')
  const refuse = (status: number, words: string) => unauthorizedPage(request.raw, status, `invalid_client : ${words}`)
  if (!clientId) return refuse(401, 'App id failed')
  if (!/^[A-Za-z0-9]{40}$/.test(clientId)) return refuse(400, 'Invalid client_id format')
  if (!request.app) return refuse(400, 'Application does not exist (client_id)')
  return request.app.active ? null : refuse(403, inactiveWords(request.app))
}

function versionIsOpen({ version, behaviour }: AuthorizeRequest): Response | null {
  const closed = version === 3 && behaviour.v3 === 'early-adopters-only'
  return closed ? messageAnswer(403, 'Unable to verify permission') : null
}

function noAuditScope(request: AuthorizeRequest): Response | null {
  const asked = request.get('scope')?.includes('patient/AuditEvent.') ?? false
  return asked ? messageAnswer(400, 'Invalid scopes.') : null
}

function noSecretInQuery({ query }: AuthorizeRequest): Response | null {
  return query.has('client_secret') ? plainText(400, 'Illegal query parameter [client_secret] detected') : null
}

function formHasState({ form }: AuthorizeRequest): Response | null {
  return form && !form.get('state') ? messageAnswer(401, 'State required in POST body.') : null
}

function nothingMissing(request: AuthorizeRequest): Response | null {
  const required = ['code_challenge', 'code_challenge_method', 'state']
  const missing = required.filter(name => !request.get(name))
  // An empty scope is a scope that is refused later; only its absence is refused here.
  if (request.version === 3 && request.get('scope') === null) missing.push('scope')
  return missing.length > 0 ? messageAnswer(400, `Missing Required Parameter(s): ${missing.join(', ')}`) : null
}

function stateIsLong(request: AuthorizeRequest): Response | null {
  const long = [...(request.get('state') ?? '')].length >= 16
  return long ? null : messageAnswer(400, 'State parameter should have a minimum of 16 characters')
}

function challengeIsSha256(request: AuthorizeRequest): Response | null {
  if (request.get('code_challenge_method') === 'S256') return null
  const error_description = 'code_challenge_method must be S256'
  return spacedJson(400, { status_code: 400, error: 'invalid_request', error_description })
}
