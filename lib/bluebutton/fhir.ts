// fhir-kit-client behind one door, with its traps closed (stack section 5): the token goes to our own base address only,
// redirects are refused, every wait has a deadline, and its errors, which hold health data, never leave this file.
import 'server-only'
import { Client } from 'fhir-kit-client'
import { Unavailable, Unreadable } from '@/lib/errors'
import { withRetry } from '@/lib/http/retry'
import { readRetryAfter } from '@/lib/http/retry-after'
import type { Secret } from '@/lib/secret'
import type { Provider } from './provider'
import { readRefusal } from './refusals'

/** Longer than the 30 s after which Medicare's own server gives up, else its answer is never seen (contract C15). */
const attemptMs = 35_000
/** One page's tries and waits together (quality AVL-01). */
const overallMs = 60_000

export interface Call {
  readonly provider: Provider
  readonly token: Secret
  readonly signal?: AbortSignal | undefined
}

/**
 * Reads one address below the FHIR base, for example `Coverage/?_count=50`.
 * @throws AccessRefused, NotAllowed, Unavailable or Unreadable; each without the address, an id, or the reply
 */
export async function readFhir(call: Call, path: string): Promise<unknown> {
  const url = `${call.provider.fhirBase}/${path}`
  if (!isBelowBase(url, call.provider)) throw new Unreadable('address outside our base')
  const client = new Client({ baseUrl: call.provider.fhirBase, bearerToken: call.token.reveal(), requestOptions: { redirect: 'error', cache: 'no-store' } })
  const deadlineAtMs = Date.now() + overallMs
  try {
    return await withRetry(() => attempt(client, url, patience(deadlineAtMs, call.signal)), { deadlineAtMs, signal: call.signal })
  } catch (error) {
    throw call.signal?.aborted ? new Unavailable('the reader left') : error
  }
}

/** Ends one try: when its own time is over, when all tries' time is over, or when the reader leaves. */
function patience(deadlineAtMs: number, signal: AbortSignal | undefined): AbortSignal {
  const over = AbortSignal.timeout(Math.max(0, Math.min(attemptMs, deadlineAtMs - Date.now())))
  return signal ? AbortSignal.any([signal, over]) : over
}

/**
 * True for an address with our origin and our base path on a segment boundary, without user name, fragment or dot
 * segments (quality INP-02). Everything that the other side calls a link is asked about here, as it was sent, before it is
 * believed; one without a host is meant below our base.
 */
export function isBelowBase(link: string, provider: Provider): boolean {
  if (!URL.canParse(link, provider.fhirBase) || disguised.test(link.split('?')[0] ?? '')) return false
  const url = new URL(link, provider.fhirBase)
  const base = new URL(provider.fhirBase)
  return url.origin === base.origin && !url.username && !url.password && !url.hash && url.pathname.startsWith(`${base.pathname}/`)
}

/** What readers of an address disagree about: backslashes, white space, dot segments, and characters written in code. */
const disguised = /[\\\s]|%2e|%2f|%5c|\/\.\.?(?=[/;]|$)/i

async function attempt(client: Client, url: string, signal: AbortSignal): Promise<unknown> {
  const reply: unknown = await client.request(url, { options: { signal } }).catch((error: unknown) => {
    throw readRefusal(describe(error))
  })
  // Of an empty answer the client makes `{}`, which is no resource either.
  if (typeof reply !== 'object' || reply === null || !('resourceType' in reply)) throw readRefusal(unreadable)
  return reply
}

const unreadable = { status: 200, detail: '', retryAfterMs: null } as const

/** The numbers of a failed call, and nothing else of it. */
function describe(error: unknown): { status: number; detail: string; retryAfterMs: number | null } {
  if (!isHttpError(error)) {
    if (isRedirect(error)) return { status: 301, detail: '', retryAfterMs: null }
    // Faults of the network have a cause. This one is the client's own, which cannot hang its notes on a bare JSON word.
    if (error instanceof TypeError && error.cause === undefined) return unreadable
    return { status: 0, detail: '', retryAfterMs: null }
  }
  const { status, data } = error.response
  const detail = typeof data === 'object' && data !== null && 'detail' in data && typeof data.detail === 'string' ? data.detail : ''
  return { status, detail, retryAfterMs: readRetryAfter(error.config.headers?.get('retry-after') ?? null, Date.now()) }
}

interface HttpError {
  readonly response: { readonly status: number; readonly data: unknown }
  readonly config: { readonly headers?: Headers }
}

function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && 'response' in error && 'config' in error
}

function isRedirect(error: unknown): boolean {
  return error instanceof TypeError && error.cause instanceof Error && error.cause.message.includes('redirect')
}

