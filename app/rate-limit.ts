// Bounds how often an address that needs nobody signed in does anything at all. One count for all who ask: behind a proxy they
// cannot be told apart.
import { noStore } from '@/app/for-api'
import { countInWindow } from '@/lib/count-in-window'

/**
 * @param most in each window of time, counted by the clock
 * @returns the answer to give when there were more, or null
 */
export function rateLimit(most: number, windowSeconds: number, now?: () => number): () => Response | null {
  const isOneTooMany = countLimit(most, windowSeconds, now)
  return () => (isOneTooMany() ? new Response(null, { status: 429, headers: { ...noStore, 'retry-after': String(windowSeconds) } }) : null)
}

/** The same for who answers in words of their own. @returns counts one more, and says whether that is one too many */
export function countLimit(most: number, windowSeconds: number, now?: () => number): () => boolean {
  const count = countInWindow(windowSeconds * 1_000, now)
  return () => count() > most
}

/** For what watchers ask: many of them ask every second; nobody who watches asks more often. */
export function watcherLimit(): () => Response | null {
  return rateLimit(100, 1)
}
