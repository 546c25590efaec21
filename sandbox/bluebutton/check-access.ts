// May this call read this? The bearer check of every data endpoint, with the refusals of contract 4.3 in their order.
// It knows nothing of FHIR; who asks for what is told to it.
import { compactJson, serverError } from '@/sandbox/bluebutton/answers'
import { opens } from '@/sandbox/bluebutton/authorize/scopes'
import type { ScopedResource } from '@/sandbox/bluebutton/authorize/scopes'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import type { AccessToken } from '@/sandbox/bluebutton/grants'
import { inactiveWords, patientIdIn } from '@/sandbox/bluebutton/parts'
import type { Parts, Version } from '@/sandbox/bluebutton/parts'
import type { SandboxPerson } from '@/sandbox/people/directory'
import type { RateLimiter } from './rate-limit'

/** What a data call wants to do. */
export interface Need {
  readonly version: Version
  readonly resource: ScopedResource
  readonly action: 'read' | 'search'
}

export type Access =
  | { readonly ok: true; readonly person: SandboxPerson; readonly withholdSubstanceUse: boolean }
  | { readonly ok: false; readonly response: Response }

export type CheckAccess = (request: Request, need: Need) => Access

/** Who holds a token, before it is asked what the token opens. */
export type Holder =
  | { readonly ok: true; readonly token: AccessToken; readonly person: SandboxPerson }
  | { readonly ok: false; readonly response: Response }

/** The check for FHIR data. Answers in FHIR's content type, as the real server does even for errors (observed 7). */
export function createCheckAccess(parts: Parts, limiter: RateLimiter): CheckAccess {
  return (request, need) => {
    const notAcceptable = refuseAccept(request)
    if (notAcceptable) return { ok: false, response: notAcceptable }
    const holder = readHolder(request, parts)
    if (!holder.ok) return { ok: false, response: inFhirType(holder.response, request) }
    const refusal = refuseNeed(request, need, holder.token, holder.person, parts)
    if (refusal) return { ok: false, response: inFhirType(refusal, request) }
    const throttled = limiter.take(request, holder.token)
    if (throttled) return { ok: false, response: inFhirType(throttled, request) }
    holder.token.calls += 1
    const trouble = backendTrouble(parts.behaviourFor(holder.token.clientId), need.version)
    if (trouble) return { ok: false, response: trouble }
    return { ok: true, person: holder.person, withholdSubstanceUse: holder.token.withholdSubstanceUse }
  }
}

/** Who holds the bearer token of this request, or the 400 or 401 that says why nobody does. */
export function readHolder(request: Request, parts: Parts): Holder {
  const refuse = (response: Response) => ({ ok: false as const, response })
  if (new URL(request.url).searchParams.has('access_token')) return refuse(tokenInQuery())
  const value = /^bearer\s+(\S+)$/i.exec(request.headers.get('authorization')?.trim() ?? '')?.[1]
  if (value === undefined) return refuse(unauthorized(null))
  const token = parts.grants.findAccess(value)
  if (!token || isWornOut(token, parts)) return refuse(unauthorized('The access token is invalid.'))
  if (token.expiresAtMs <= parts.clock.now()) return refuse(unauthorized('The access token has expired.'))
  return readGrant(token, parts)
}

/** 403 for everything that the token does not open; the body never says why (contract 4.3). */
export function permissionDenied(): Response {
  return compactJson(403, { detail: 'You do not have permission to perform this action.' })
}

function readGrant(token: AccessToken, parts: Parts): Holder {
  const app = parts.findApp(token.clientId)
  const person = parts.directory.findByKey(token.personKey)
  const grant = parts.grants.find(token.clientId, token.personKey)
  const refuse = (response: Response) => ({ ok: false as const, response })
  if (!app || !person || !grant) return refuse(unauthorized('The access token is invalid.'))
  if (!app.active) return refuse(unauthorized(null, inactiveWords(app)))
  if (grant.expiresAtMs !== null && grant.expiresAtMs <= parts.clock.now()) return refuse(unauthorized(null, timedOut))
  return { ok: true, token, person }
}

const timedOut =
  'User access has timed out. To refresh Medicare data, end user must re-authenticate and consent to share their data.'

function isWornOut(token: AccessToken, parts: Parts): boolean {
  const limit = parts.behaviourFor(token.clientId).accessTokenCalls
  return limit !== null && token.calls >= limit
}

function refuseNeed(
  request: Request,
  need: Need,
  token: AccessToken,
  person: SandboxPerson,
  parts: Parts,
): Response | null {
  const app = parts.findApp(token.clientId)
  if (need.version === 3 && app && parts.behaviourFor(app.clientId).v3 === 'early-adopters-only')
    return compactJson(403, { detail: notEarlyWords(app.name) })
  // The scope check knows GET alone: HEAD and OPTIONS are refused in spite of `Allow` (observed trap 10).
  if (request.method !== 'GET') return permissionDenied()
  const lacks = need.version === 3 && need.resource === 'Patient' && app !== null && !app.demographics
  if (lacks) return compactJson(403, { detail: notItsResourceWords(app.name, need) })
  if (!opens(token.scopes, need.resource, need.action)) return permissionDenied()
  if (patientIdIn(need.version, person) === null) return permissionDenied()
  const hidden = token.withholdSubstanceUse && need.version !== 3 && need.resource === 'ExplanationOfBenefit'
  return hidden ? permissionDenied() : null
}

/** The claims backend when it is broken (contract 4.8): version 3 passes its own words on. */
function backendTrouble({ claimsBackend }: Behaviour, version: Version): Response | null {
  if (claimsBackend === 'unreachable') return serverError()
  if (claimsBackend !== 'failing') return null
  if (version !== 3) return compactJson(502, { detail: 'A failure occurred contacting the upstream server' })
  const issue = [{ severity: 'error', code: 'exception', diagnostics: 'An unexpected error occurred' }]
  return compactJson(500, { resourceType: 'OperationOutcome', issue }, { 'content-type': 'application/fhir+json' })
}

const whomToAsk =
  'If you are the app maintainer, please contact the Blue Button API team. If you are a Medicare Beneficiary and need ' +
  'assistance, please contact the support team for the application you are trying to access.'

function notEarlyWords(name: string): string {
  return `This application, ${name}, does not yet have access to v3 endpoints. ${whomToAsk}`
}

/** Version 3 says so when no token of this app could ever open the resource (contract 4.3). */
function notItsResourceWords(name: string, { action, resource }: Need): string {
  return `This application, ${name}, does not have access to make ${action} calls for ${resource} resources. ${whomToAsk}`
}

function unauthorized(error: string | null, detail = 'Authentication credentials were not provided.'): Response {
  const reason = error === null ? '' : `,error="invalid_token",error_description="${error}"`
  return compactJson(401, { detail }, { 'www-authenticate': `Bearer realm="api"${reason}` })
}

function tokenInQuery(): Response {
  const detail =
    'Using the access token in the query parameters is not supported. Use the Authorization header instead'
  return compactJson(400, { detail })
}

/** XML and HTML are refused before anybody is asked who they are (contract 4.2). */
function refuseAccept(request: Request): Response | null {
  return fhirType(request) ? null : compactJson(406, { detail: 'Could not satisfy the request Accept header.' })
}

function inFhirType(response: Response, request: Request): Response {
  response.headers.set('content-type', fhirType(request) ?? 'application/fhir+json')
  return response
}

/** The content type that an Accept header asks for; null when it asks for none that exists. */
function fhirType(request: Request): string | null {
  const accept = request.headers.get('accept')
  if (!accept) return 'application/fhir+json'
  const types = accept.split(',').map(type => type.split(';')[0]?.trim().toLowerCase())
  if (types.some(type => type === '*/*' || type === 'application/fhir+json' || type === 'application/*'))
    return types[0] === 'application/json' ? 'application/json' : 'application/fhir+json'
  return types.includes('application/json') ? 'application/json' : null
}
