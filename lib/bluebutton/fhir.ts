// One read of FHIR behind one door, with fhir-kit-client's traps closed (stack section 5): the token goes to our own base
// address only, every wait and every size has a bound, and nothing of a reply or an address ever stands in an error.
import 'server-only'
import { Client } from 'fhir-kit-client'
import { Unavailable, Unreadable } from '@/lib/errors'
import type { Health } from '@/lib/http/circuit-breaker'
import { withDeadline } from '@/lib/http/deadline'
import { getJson, type JsonReply } from '@/lib/http/get-json'
import { withRetry } from '@/lib/http/retry'
import { readRetryAfter } from '@/lib/http/retry-after'
import { countUpstream } from '@/lib/metrics/count-upstream'
import { outcomeOfStatus, type UpstreamOutcome } from '@/lib/metrics/words'
import type { Secret } from '@/lib/secret'
import { type Deadlines, usualDeadlines } from './deadlines'
import { isObject, type JsonObject } from './json'
import type { Provider } from './provider'
import { readRefusal } from './refusals'
import { type Upstream, upstreamOf } from './upstream'

/** After decompression (quality INP-04); the largest page seen is 2 MB with 100,000 members. */
const bounds = { bytes: 20 * 1024 * 1024, depth: 64, stringBytes: 1024 * 1024, members: 1_000_000 }

export interface Call {
  readonly provider: Provider
  readonly token: Secret
  /** Whose reads share the four places: a name of ours for the connection, the same for all tabs of a person. */
  readonly person: string
  readonly signal?: AbortSignal | undefined
}

const now = () => performance.now()

/**
 * Reads one address below the FHIR base, for example `Coverage/?_count=50`.
 * @throws AccessRefused, NotAllowed, Unavailable or Unreadable; each without the address, an id, or the reply
 */
export async function readFhir(call: Call, path: string, deadlines: Deadlines = usualDeadlines): Promise<unknown> {
  const url = `${call.provider.fhirBase}/${path}`
  if (!isBelowBase(url, call.provider)) throw new Unreadable('address outside our base')
  const upstream = upstreamOf(call.provider.origin)
  const deadlineAtMs = now() + deadlines.overallMs
  const tryOnce = () => upstream.bulkhead.run(call.person, () => attempt(call, url, { path, upstream, deadlines, deadlineAtMs }), call.signal)
  upstream.budget.noteRead()
  try {
    upstream.breaker.requireClosed({ person: call.person, address: path })
    return await withRetry(tryOnce, { deadlineAtMs, signal: call.signal, now, mayRetry: upstream.budget.takeRetry })
  } catch (error) {
    throw call.signal?.aborted ? new Unavailable('the reader left') : error
  }
}

interface Attempt {
  readonly path: string
  readonly upstream: Upstream
  readonly deadlines: Deadlines
  readonly deadlineAtMs: number
}

/** The client says what is asked; the asking is ours, since its own has no bound on anything. */
function attempt(call: Call, url: string, { path, upstream, deadlines, deadlineAtMs }: Attempt): Promise<unknown> {
  const client = new Client({ baseUrl: call.provider.fhirBase })
  client.httpClient.request = async (_method, address) => {
    const ask = (signal: AbortSignal) =>
      getJson({
        url: address,
        headers: { accept: 'application/fhir+json', authorization: `Bearer ${call.token.reveal()}` },
        agent: upstream.agent,
        signal,
        connectMs: deadlines.connectMs,
        stallMs: deadlines.stallMs,
        bounds,
      })
    const reply = await upstream.breaker.run(
      { person: call.person, address: path },
      // One try ends when its own time is over, when all tries' time is over, or when the reader leaves.
      () => countUpstream(path, () => withDeadline(Math.min(deadlines.attemptMs, deadlineAtMs - now()), call.signal, ask), outcomeOf),
      (answer) => (call.signal?.aborted ? 'unknown' : healthOf(answer)),
    )
    return requireResource(reply)
  }
  return client.request(url)
}

function outcomeOf({ kind, status }: JsonReply): UpstreamOutcome {
  if (kind === 'no-connection') return 'no-answer'
  return kind === 'json' || (kind === 'not-json' && status >= 300) ? outcomeOfStatus(status) : kind
}

/**
 * A refusal comes from a server that is well, and so does one of somebody who asks too often. A 5xx, a silence or a broken
 * answer may be one record's (contract 4.8); that no connection stands is not.
 */
function healthOf({ kind, status }: JsonReply): Health {
  if (kind === 'no-connection') return 'unreached'
  return kind === 'no-answer' || status >= 500 || (kind === 'not-json' && status < 300) ? 'down' : 'up'
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

/** @throws the refusal that the reply is, in numbers and words of ours only */
function requireResource({ kind, status, retryAfter, body }: JsonReply): Resource {
  if (kind === 'too-large') throw new Unreadable('too large')
  if (status >= 200 && status < 300 && isResource(body)) return body
  const detail = isObject(body) && typeof body['detail'] === 'string' ? body['detail'] : ''
  throw readRefusal({ status, detail, retryAfterMs: readRetryAfter(retryAfter, Date.now()) })
}

type Resource = JsonObject & { readonly resourceType: string }

function isResource(body: unknown): body is Resource {
  return isObject(body) && typeof body['resourceType'] === 'string'
}
