// Every address that changes something asks this first: a POST of our own pages and of nobody else's (quality HDR-05).
import { ourAddress } from '@/lib/session/place'

const mostBytes = 64 * 1024

/**
 * @returns the answer to give when the request is not ours: 403 for another origin or none, 411 for a body of unsaid
 * length, 413 for a large one, 415 for one that is no form; null when it may go on
 */
export function refuseForeign(request: Request): Response | null {
  const { headers } = request
  const site = headers.get('sec-fetch-site')
  if (headers.get('origin') !== ourAddress().origin || (site && site !== 'same-origin')) return refusal(403)
  // A body of unsaid length would be cut off at the limit, and the rest believed (Next does so without a word).
  if (headers.has('transfer-encoding')) return refusal(411)
  if (Number(headers.get('content-length') ?? 0) > mostBytes) return refusal(413)
  return isForm(headers.get('content-type') ?? '') ? null : refusal(415)
}

function isForm(contentType: string): boolean {
  return /^(application\/x-www-form-urlencoded|multipart\/form-data)(;|$)/.test(contentType)
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { 'cache-control': 'private, no-store' } })
}
