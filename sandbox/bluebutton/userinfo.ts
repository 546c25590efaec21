// Who is this: `/v{n}/connect/userinfo` (contract 1.5). It never counts towards the rate limit.
import { Hono } from 'hono'
import { spacedJson } from './answers'
import { permissionDenied, readHolder } from './check-access'
import { patientIdIn, readVersion } from './parts'
import type { Parts } from './parts'
import { forgeryPage } from '@/sandbox/pages/error-pages'

/** The moment each invented account was made; any fixed one will do (contract 1.5 on `iat`). */
const accountMade = '2026-01-05T15:04:05.228Z'

/** The userinfo endpoint; trailing letters do not matter to the real server either (observed 7). */
export function userinfoApi(parts: Parts): Hono {
  const api = new Hono()
  api.all('/:version{v[123]}/connect/:path{userinfo.*}', c => {
    if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) return forgeryPage(c.req.raw)
    const answer = answerUserinfo(c.req.raw, parts)
    // It says so even where it then refuses HEAD and OPTIONS (observed trap 10).
    answer.headers.set('allow', 'GET, HEAD, OPTIONS')
    return answer
  })
  return api
}

function answerUserinfo(request: Request, parts: Parts): Response {
  const holder = readHolder(request, parts)
  if (!holder.ok) return holder.response
  const { token, person } = holder
  if (request.method !== 'GET' || !token.scopes.includes('profile')) return permissionDenied()
  const version = readVersion(new URL(request.url).pathname) ?? 2
  const patient = patientIdIn(version, person)
  return spacedJson(200, {
    // Somebody without an id in this version has some other subject, and no patient (contract 4.3).
    sub: patient ?? person.v2Id ?? person.v3Id ?? person.username,
    name: `${person.givenName} ${person.familyName}`.trim(),
    given_name: person.givenName,
    family_name: person.familyName,
    email: person.email,
    iat: accountMade,
    patient: patient ?? undefined,
  })
}
