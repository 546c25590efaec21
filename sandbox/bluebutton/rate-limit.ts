// How many data calls are allowed, and the three headers that say so. Only calls that reach the data carry numbers;
// everything else carries the word None (contract 4.2, observed 9).
import { compactJson } from '@/sandbox/bluebutton/answers'
import type { AccessToken } from '@/sandbox/bluebutton/grants'
import type { Parts } from '@/sandbox/bluebutton/parts'

export type RateLimiter = ReturnType<typeof createRateLimiter>

/** A limiter with empty windows. Windows are measured by the sandbox's clock. */
export function createRateLimiter(parts: Pick<Parts, 'behaviourFor' | 'clock'>) {
  const windows = new Map<string, { count: number; endsAtMs: number }>()
  const headersOf = new WeakMap<Request, Record<string, string>>()

  return {
    /** Counts a call; answers the 429 when there were too many. */
    take(request: Request, token: AccessToken): Response | null {
      const { rateLimit, rateWindowMs, ratePer } = parts.behaviourFor(token.clientId)
      const now = parts.clock.now()
      const key = ratePer === 'token' ? token.value : ratePer === 'app' ? token.clientId : 'everybody'
      const open = windows.get(key)
      const window = open && open.endsAtMs > now ? open : { count: 0, endsAtMs: now + rateWindowMs }
      windows.set(key, { ...window, count: window.count + 1 })
      const left = rateLimit - window.count - 1
      headersOf.set(request, rateHeaders(rateLimit, Math.max(left, 0), (window.endsAtMs - now) / 1_000))
      return left < 0 ? throttled(rateWindowMs) : null
    },
    /** The headers of this request's answer. */
    headersFor: (request: Request) => headersOf.get(request) ?? rateHeaders('None', 'None', 'None'),
    clear: () => windows.clear(),
  }
}

/** The seconds are a decimal even when they are whole. */
function rateHeaders(limit: number | string, remaining: number | string, seconds: number | string) {
  const reset = Number.isInteger(seconds) ? `${seconds}.0` : seconds
  return { 'x-ratelimit-limit': `${limit}`, 'x-ratelimit-remaining': `${remaining}`, 'x-ratelimit-reset': `${reset}` }
}

function throttled(windowMs: number): Response {
  const seconds = Math.max(1, Math.ceil(windowMs / 1_000))
  const detail = `Request was throttled. Expected available in ${seconds} seconds.`
  return compactJson(429, { detail }, { 'retry-after': `${seconds}` })
}
