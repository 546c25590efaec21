/**
 * How an answer leaves the data server: content type, the headers of data answers (blue-button.md 4.2), gzip on
 * request.
 */
import { gzipSync } from 'node:zlib'
import { Refusal } from './refusal'

/** Django compresses from this size up; the published documentation says 1 KB. */
const SMALLEST_GZIP_BYTES = 200
/** Fast rather than small: a page of 50 claims is 1 to 2 MB and is thrown away after one reading. */
const GZIP_LEVEL = 1

/** Headers that only data answers have; the ones of every answer are put on by the server around. */
const DATA_HEADERS: Readonly<Record<string, string>> = {
  Allow: 'GET, HEAD, OPTIONS',
  Vary: 'Accept, Accept-Language, origin, Cookie, Accept-Encoding',
}
/** The real server writes the word where it has not counted yet. */
const NOT_COUNTED = { 'X-RateLimit-Limit': 'None', 'X-RateLimit-Remaining': 'None', 'X-RateLimit-Reset': 'None' }
const FHIR_JSON = 'application/fhir+json'

/** A body that is already text, with status 200 unless said otherwise. */
export function reply(request: Request, text: string, status = 200, counted = true): Response {
  const headers = new Headers({ ...DATA_HEADERS, ...(counted ? {} : NOT_COUNTED) })
  headers.set('Content-Type', contentType(request) ?? FHIR_JSON)
  if (text.length < SMALLEST_GZIP_BYTES || !wantsGzip(request)) return new Response(text, { status, headers })
  headers.set('Content-Encoding', 'gzip')
  return new Response(gzipSync(text, { level: GZIP_LEVEL }), { status, headers })
}

/** An answer that somebody else made, a refused token for one, in the headers of data answers. */
export function dressed(response: Response): Response {
  for (const [name, value] of Object.entries(DATA_HEADERS)) response.headers.set(name, value)
  return response
}

/** A refusal in the same dress. */
export function replyRefusal(request: Request, refusal: Refusal): Response {
  return reply(request, JSON.stringify(refusal.body), refusal.status, refusal.counted)
}

/** Throws 406 when the caller accepts nothing this server writes; checked before the token is. */
export function requireAcceptable(request: Request): void {
  if (contentType(request) !== null) return
  throw new Refusal(406, { detail: 'Could not satisfy the request Accept header.' }, false)
}

function contentType(request: Request): string | null {
  const accept = request.headers.get('Accept') ?? '*/*'
  const wanted = accept.split(',').map(part => part.split(';')[0]?.trim().toLowerCase() ?? '')
  for (const type of wanted) {
    if (['', '*/*', 'application/*', FHIR_JSON].includes(type)) return FHIR_JSON
    if (type === 'application/json') return type
  }
  return null
}

function wantsGzip(request: Request): boolean {
  return /\bgzip\b/i.test(request.headers.get('Accept-Encoding') ?? '')
}
