// `POST /v{n}/o/expire_authenticated_user/{patient id}/`: a test aid of the real sandbox; it ends a grant as if the
// person had (contract 3.6 C). Needs Basic, or the access token itself (observed 6).
import { emptyAnswer, plainText } from '@/sandbox/bluebutton/answers'
import { patientIdIn } from '@/sandbox/bluebutton/parts'
import type { Parts, Version } from '@/sandbox/bluebutton/parts'
import { isAuthenticated, readCredentials } from '@/sandbox/bluebutton/tokens/client'

/** Whom a call is about: their id in that version. */
interface Target {
  readonly version: Version
  readonly patientId: string
}

/** Ends the grant of the calling app for the person with this id in this version. */
export function expireUser(request: Request, form: URLSearchParams, target: Target, parts: Parts): Response {
  const clientId = callerOf(request, parts)
  // A secret in the form is accepted, but the grant is looked for under the header's app, and there is none.
  if (clientId === null && knowsSecret(request, form, parts)) return grantNotFound()
  if (clientId === null) return emptyAnswer(403)
  const { version, patientId } = target
  const granted = parts.grants.list().filter(grant => grant.clientId === clientId)
  const person = granted
    .map(grant => parts.directory.findByKey(grant.personKey))
    .find(candidate => candidate && patientIdIn(version, candidate) === patientId)
  if (!person) return notFound(target, parts)
  parts.grants.end(clientId, person.key)
  return plainText(200, 'success')
}

function callerOf(request: Request, parts: Parts): string | null {
  const bearer = /^bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (bearer !== undefined) return parts.grants.findAccess(bearer)?.clientId ?? null
  const credentials = readCredentials(request, new URLSearchParams())
  const app = credentials?.basic && parts.findApp(credentials.basic.id)
  return app && credentials && isAuthenticated(credentials, app) ? app.clientId : null
}

function knowsSecret(request: Request, form: URLSearchParams, parts: Parts): boolean {
  const credentials = readCredentials(request, form)
  const app = credentials?.bodyId ? parts.findApp(credentials.bodyId) : null
  return credentials !== null && credentials.basic === null && app !== null && isAuthenticated(credentials, app)
}

function grantNotFound(): Response {
  return plainText(404, 'Data Access Grant was Not Found.')
}

/** A person whom somebody has connected is known; anybody else is not. */
function notFound({ version, patientId }: Target, parts: Parts): Response {
  const known = parts.grants
    .peopleSeen()
    .map(key => parts.directory.findByKey(key))
    .some(person => person && patientIdIn(version, person) === patientId)
  if (known) return grantNotFound()
  return plainText(404, 'Patient was Not Found. Please check the id number and try again.')
}
