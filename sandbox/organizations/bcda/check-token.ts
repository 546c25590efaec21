// Whether a call may go on: its header, its token, its organization, in the order of the real server (contract 1.3).
import type { BcdaClient } from './clients'
import type { BcdaVersion } from './data/extract'
import { refuse } from './outcome'
import type { BcdaParts } from './parts'

/** Who calls, or the answer that they get instead. */
export type Access = { readonly client: BcdaClient } | { readonly refusal: Response }

/** Where a call goes: the version decides about the shape of a refusal; null for paths without one. */
export interface Route {
  readonly version: BcdaVersion | null
}

/** The caller behind the `Authorization` of a request. The token is looked at anew on every call. */
export async function checkToken(parts: BcdaParts, request: Request, { version }: Route): Promise<Access> {
  const no = (status: number, words?: string, headers?: Record<string, string>) => ({ refusal: refuse(version ?? 1, status, words, headers) })
  const token = bearerOf(request)
  if (token === null) return no(401, 'Invalid Token')
  const claimed = parts.tokens.read(token)
  if (!claimed) return no(400, 'Request Error')
  const { bcdaTokenCheck, bcdaOrganization } = parts.behaviourFor(claimed.clientId)
  const isOld = version === null || version === 1
  if (bcdaTokenCheck === 'times-out') return no(503, 'Internal Error', isOld ? { 'retry-after': '1' } : {})
  if (bcdaTokenCheck === 'misbehaves') return no(500, 'Internal Error')
  if (!(await parts.tokens.isGood(token))) return no(401, 'Expired Token')
  const client = parts.clients.find(claimed.clientId)
  if (!client || bcdaOrganization === 'not-found') return no(403, 'Unauthorized Error')
  if (bcdaOrganization === 'denied') return no(403, `ACO (CMS_ID: ${client.set.cmsId}) is unauthorized`)
  return { client }
}

/** Public routes need no header, but a bad one is refused there too. */
export async function checkIfGiven(parts: BcdaParts, request: Request, route: Route): Promise<Response | null> {
  if (request.headers.get('authorization') === null) return null
  const access = await checkToken(parts, request, route)
  return 'refusal' in access ? access.refusal : null
}

/** One capital, one space. */
export function bearerOf(request: Request): string | null {
  return /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? null
}
