// Who holds the token of a request: raw in `Authorization`, with no `Bearer` before it (contract 3.4).
import type { CdcScope } from '@/sandbox/organizations/credentials'
import type { IssuedToken } from '@/sandbox/organizations/memory'
import { tokenOf } from '@/sandbox/organizations/remembering'
import type { CdcParts } from './cdc'
import { refuse } from './refusals'

/** The token, or the 401 that says why there is none. */
export function readHolder(raw: Request, { memory, clock, behaviourFor }: CdcParts): IssuedToken | Response {
  const header = raw.headers.get('authorization')
  if (!header) return refuse(401, 'Token missing')
  const value = tokenOf(raw)
  const token = memory.find(value)
  if (!token) return refuse(401, 'Token not valid')
  if (header !== value && behaviourFor(token.clientId).cdcHeader === 'strict') return refuse(401, 'Token not valid')
  // At the very moment of its expiration it is over.
  return token.expiresAtMs <= clock.now() ? refuse(401, 'Token expired') : token
}

/** The holder if the token carries one of these scopes, else the refusal. */
export function readScoped(raw: Request, parts: CdcParts, scopes: readonly CdcScope[]): IssuedToken | Response {
  const holder = readHolder(raw, parts)
  if (holder instanceof Response) return holder
  return scopes.some(scope => holder.scopes.includes(scope)) ? holder : refuse(403, 'Scope not granted')
}
