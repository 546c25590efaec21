// `POST /auth/token`: Basic credentials for a token, and every way in which that fails (contract 1.2). Whatever is in the
// body is ignored.
import type { BcdaParts } from '@/sandbox/organizations/bcda/parts'
import { plainText } from '@/sandbox/organizations/bcda/outcome'

/** Answers a token request. */
export async function answerToken({ clients, tokens, rateWindow, behaviourFor }: BcdaParts, request: Request): Promise<Response> {
  const basic = readBasic(request.headers.get('authorization'))
  if (!basic) return plainText(400, 'Bad Request')
  const behaviour = behaviourFor(basic.clientId)
  if (behaviour.bcdaTokenService === 'failing') return plainText(500, 'Internal Server Error')
  if (behaviour.bcdaTokenService === 'times-out') return plainText(503, 'Service Unavailable', { 'retry-after': '1' })
  const known = clients.find(basic.clientId)
  const window = { limit: behaviour.bcdaTokenLimit, windowMs: behaviour.bcdaTokenWindowMs }
  // Failures count as well, and all clients of an organization count together; strangers are not counted at all.
  if (known && !rateWindow.take(known.set.cmsId, window)) {
    const words = 'exceeded the rate limit for /auth/token. Access tokens last 20 minutes; please cache and reuse them.'
    return plainText(429, `${known.set.cmsId} ${words}`, { 'retry-after': '300' })
  }
  const client = clients.verify(basic.clientId, basic.secret)
  return client ? tokenReply(await tokens.issue(client, behaviour.bcdaTokenSeconds), behaviour.bcdaTokenSeconds) : plainText(401, 'Unauthorized')
}

/** The life is text, in spacing of its own; the type is in lower case although the header wants a capital. */
function tokenReply(token: string, lifeSeconds: number): Response {
  const body = `{"access_token": "${token}", "expires_in": "${lifeSeconds}", "token_type":"bearer"}`
  return new Response(body, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' } })
}

/** Split at the first colon, and neither half is decoded any further. */
function readBasic(header: string | null): { readonly clientId: string; readonly secret: string } | null {
  const encoded = /^basic ([A-Za-z0-9+/]*={0,2})$/i.exec(header ?? '')?.[1]
  if (encoded === undefined || encoded.length % 4 !== 0) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? null : { clientId: text.slice(0, colon), secret: text.slice(colon + 1) }
}
