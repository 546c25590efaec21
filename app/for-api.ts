// The door for route handlers: failures become a status and a code, and nothing may be stored on the way. Next's own
// handlers send no Cache-Control at all.
import { NotAllowed, SignInNeeded, type SignInReason, Unavailable, Unreadable } from '@/lib/errors'
import { log } from '@/lib/log'

export const noStore = { 'cache-control': 'private, no-store' } as const

/** Runs a handler and answers for what it throws, without a word of the error itself. */
export async function forApi(handle: () => Promise<Response>): Promise<Response> {
  try {
    return await handle()
  } catch (error) {
    const [status, code] = statusOf(error)
    if (status === 500) log('error', 'request.failed', { what: 'route handler' })
    return Response.json({ code, ...whyAgain(error) }, { status, headers: { ...noStore, ...retryAfter(error) } })
  }
}

/** Nobody who asks later can learn it: a session that ended is forgotten. */
function whyAgain(error: unknown): { readonly reason?: SignInReason } {
  return error instanceof SignInNeeded ? { reason: error.reason } : {}
}

/** In whole seconds, when whoever is busy told us (quality AVL-04). */
function retryAfter(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Unavailable) || error.retryAfterMs === null) return {}
  return { 'retry-after': String(Math.ceil(error.retryAfterMs / 1_000)) }
}

function statusOf(error: unknown): readonly [status: number, code: string] {
  if (error instanceof SignInNeeded) return [401, error.code]
  if (error instanceof NotAllowed) return [404, error.code]
  if (error instanceof Unavailable) return [503, error.code]
  if (error instanceof Unreadable) return [502, error.code]
  return [500, 'failed']
}
