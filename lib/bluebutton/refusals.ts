// What a refused data call means (contract 4.3, 4.8). The bodies are the same for different causes, so meaning comes from
// the status and from the scopes we stored, never from the text, with one exception: an app that CMS has paused.
import 'server-only'
import { NotAllowed, Unavailable, Unreadable } from '@/lib/errors'
import { Retryable } from '@/lib/http/retry'

/** 401: the access token is not accepted any more. Stays in this room: access.ts refreshes once, or ends the grant. */
export class AccessRefused extends Error {
  override readonly name = 'AccessRefused'
  constructor() {
    super('access token refused')
  }
}

/** 401 whose text says the app is inactive: ours to mend, not the person's. The grant stays. */
export class AppPaused extends Unavailable {
  constructor() {
    super('our app is paused at Medicare')
  }
}

/** How a data call failed, in numbers only: fhir-kit-client's own errors hold the reply and the address. */
export interface FailedCall {
  /** 0 when there was no answer. */
  readonly status: number
  readonly detail: string
  readonly retryAfterMs: number | null
}

const retryable = new Set([0, 429, 500, 502, 503, 504])

/** One of ours for each failed call; `Retryable` when the same read may be asked again (contract C14). */
export function readRefusal(call: FailedCall): Error {
  if (call.status === 401) return call.detail.includes('temporarily inactive') ? new AppPaused() : new AccessRefused()
  if (call.status === 403) return new NotAllowed('not shared')
  if (call.status === 404) return new NotAllowed('not found')
  if (retryable.has(call.status)) return new Retryable(new Unavailable(`status ${call.status}`, call.retryAfterMs), call.retryAfterMs)
  // A success that is not JSON is a cut-off answer or a maintenance page: worth one more try, never "no claims" (C16).
  if (call.status >= 200 && call.status < 300) return new Retryable(new Unreadable('not JSON'), null)
  return new Unreadable(`status ${call.status}`)
}
