// The callers who wait for one and the same token. Each may leave without spoiling it for the others, and none is kept
// longer than it has patience for (contract 5.2 rules 4 and 6).
import 'server-only'
import type { Clock } from './clock'
import type { ConnectionFailure } from './errors'

export interface Wish {
  readonly signal?: AbortSignal | undefined
  /** How long a token is waited for when the system asks for a pause. */
  readonly patienceMs?: number | undefined
}

export interface Waiters {
  /** Follows the flight to its end, unless the caller leaves or loses patience first. */
  follow<T>(flight: Promise<T>, wish: Wish, aborted: () => Error): Promise<T>
  /**
   * Called before a pause: whoever has not that much patience is sent away with the failure.
   * @returns how many stay
   */
  announce(pauseMs: number, failure: ConnectionFailure): number
}

const usualPatienceMs = 30_000

export function createWaiters(clock: Clock): Waiters {
  const waiting = new Set<{ untilMonoMs: number; leave: (failure: Error) => void }>()
  return {
    follow: (flight, { signal, patienceMs = usualPatienceMs }, aborted) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(aborted())
        const waiter = { untilMonoMs: clock.monoMs() + patienceMs, leave: reject }
        const done = () => {
          waiting.delete(waiter)
          signal?.removeEventListener('abort', abort)
        }
        const abort = () => {
          done()
          reject(aborted())
        }
        waiting.add(waiter)
        signal?.addEventListener('abort', abort, { once: true })
        void flight.then(resolve, reject).finally(done)
      }),
    announce: (pauseMs, failure) => {
      for (const waiter of waiting) {
        if (waiter.untilMonoMs >= clock.monoMs() + pauseMs) continue
        waiting.delete(waiter)
        waiter.leave(failure)
      }
      return waiting.size
    },
  }
}
