// Trading a refresh token for a new pair: the old pair is dead at once, even if the reply is lost, even if the claims
// backend then fails (contract 3.4). The switches of behaviour.ts change that on request.
import type { App } from '@/sandbox/apps'
import { messageAnswer, serverError, spacedJson } from '@/sandbox/bluebutton/answers'
import { readScopes } from '@/sandbox/bluebutton/authorize/scopes'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import type { RefreshToken, TokenPair } from '@/sandbox/bluebutton/grants'
import { patientIdIn } from '@/sandbox/bluebutton/parts'
import { appRefusal } from './client'
import type { TokenRequest } from './token-request'
import { tokenReply } from './token-reply'

const again = 'To refresh Medicare data, end user must re-authenticate and consent to share their data.'
const oneTimeWords =
  `Your application is not allowed to refresh tokens. ${again} If your application needs to refresh tokens, contact ` +
  'us at BlueButtonAPI@cms.hhs.gov.'

/** Two uses of one token within this time count as at once. */
const atOnceMs = 2_000

/** The app that a refresh token belongs to, or why there is none. */
export function refreshOwner(request: TokenRequest): App | Response {
  const token = findToken(request)
  if (token instanceof Response) return token
  return request.parts.findApp(token.clientId) ?? appRefusal(400, 'invalid_request', 'Refresh token not found.')
}

/** The app check of a refresh: it comes before the secret is looked at. */
export function refuseRefresh(request: TokenRequest, app: App): Response | null {
  if (request.form.get('grant_type') !== 'refresh_token') return null
  const token = findToken(request)
  if (token instanceof Response) return token
  if (token.clientId !== app.clientId) return notTheirToken(request)
  if (app.access === 'ONE_TIME') return appRefusal(403, 'invalid_client', oneTimeWords)
  const { grants, clock } = request.parts
  const grant = grants.find(app.clientId, token.personKey)
  if (!grant) return appRefusal(403, 'invalid_grant', `User access cannot be found. ${again}`)
  const over = grant.expiresAtMs !== null && grant.expiresAtMs <= clock.now()
  return over ? appRefusal(401, 'invalid_grant', `User access has timed out. ${again}`) : null
}

/** The last step of `grant_type=refresh_token`, when app and secret are known to be right. */
export function refresh(request: TokenRequest, app: App): Response {
  const { parts, version } = request
  const behaviour = parts.behaviourFor(app.clientId)
  const token = findToken(request)
  if (token instanceof Response) return token
  if (!isUsable(token, behaviour, parts.clock.now())) return refuseSpent(request, token, behaviour)
  const scopes = narrowed(request, token, app)
  if (!scopes) return spacedJson(400, { error: 'invalid_scope' })
  const pair = rotate(request, { ...token, scopes }, behaviour)
  return backendTrouble(request, token, behaviour) ?? tokenReply(pair, version, parts)
}

function findToken({ form, parts, version }: TokenRequest): RefreshToken | Response {
  const value = form.get('refresh_token')
  const token = value ? parts.grants.findRefresh(value) : null
  if (token) return token
  if (version === 3) return messageAnswer(403, 'Request denied')
  return appRefusal(400, 'invalid_request', value ? 'Refresh token not found.' : 'Missing refresh token parameter')
}

function notTheirToken({ credentials }: TokenRequest): Response {
  const words = credentials.basic ? 'different app in headers than in request data' : 'Token does not match client_id'
  return appRefusal(400, 'invalid_request', words)
}

function isUsable(token: RefreshToken, behaviour: Behaviour, now: number): boolean {
  if (token.revokedAtMs === null) return true
  return behaviour.rotation === 'grace' && token.spent && now - token.revokedAtMs <= behaviour.graceMs
}

function refuseSpent({ parts, version }: TokenRequest, token: RefreshToken, behaviour: Behaviour): Response {
  const atOnce = token.spent && parts.clock.now() - (token.revokedAtMs ?? 0) <= atOnceMs
  const winner = atOnce ? parts.grants.successorOf(token) : null
  if (winner && behaviour.parallelRefresh === 'both-win') return tokenReply(winner, version, parts)
  if (atOnce && behaviour.parallelRefresh === 'loser-gets-500') return serverError()
  if (token.spent && behaviour.reuse === 'ends-the-grant') parts.grants.end(token.clientId, token.personKey)
  return spacedJson(400, { error: 'invalid_grant' })
}

/** A narrower scope narrows for good (observed trap 7); a wider one is refused and spends nothing. */
function narrowed({ form }: TokenRequest, token: RefreshToken, app: App): readonly string[] | null {
  const asked = form.get('scope')
  if (!asked) return token.scopes
  const scopes = readScopes(asked, app)
  return scopes?.every(scope => token.scopes.includes(scope)) ? scopes : null
}

function rotate({ parts }: TokenRequest, token: RefreshToken, behaviour: Behaviour): TokenPair {
  const { grants } = parts
  const keeps = behaviour.rotation === 'off'
  if (behaviour.oldAccessToken === 'dies') grants.dropAccess(token.accessValue)
  if (keeps) return grants.addPair(token, { refresh: token.value })
  const pair = grants.addPair(token)
  grants.spendRefresh(token.value, pair.refresh.value)
  return pair
}

/** The person is looked up only now: whatever goes wrong here, the old pair is already dead. */
function backendTrouble({ parts, version }: TokenRequest, token: RefreshToken, behaviour: Behaviour): Response | null {
  const { claimsBackend } = behaviour
  if (claimsBackend === 'failing') return messageAnswer(502, 'Failed to retrieve data from data source.')
  if (claimsBackend === 'unreachable') return serverError()
  const person = parts.directory.findByKey(token.personKey)
  const known = person !== null && patientIdIn(version, person) !== null
  return known && claimsBackend !== 'does-not-know-the-person' ? null : messageAnswer(404, 'Not found.')
}
