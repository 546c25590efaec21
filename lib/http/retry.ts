// When to ask again, and how long to wait first. For reads only: a token request is never repeated blindly.
import { setTimeout as pause } from 'node:timers/promises'
import pRetry from 'p-retry'

/** Thrown by a read that may be asked again. `cause` is the failure to report if all tries fail. */
export class Retryable extends Error {
  override readonly name = 'Retryable'
  constructor(
    readonly failure: Error,
    readonly retryAfterMs: number | null,
  ) {
    super('retryable')
  }
}

export interface RetryOptions {
  /** All tries and waits together end here; a wait that would pass it is not begun. In ms, by the clock `now`. */
  readonly deadlineAtMs: number
  /** Asked before each further try; false when too much is being asked again already. */
  readonly mayRetry?: () => boolean
  readonly signal?: AbortSignal | undefined
  readonly tries?: number
  readonly baseMs?: number
  readonly random?: () => number
  /** A clock that never goes back (quality AVL-09). */
  readonly now?: () => number
}

const longestWaitMs = 8_000

/**
 * Runs `read` up to three times while it throws `Retryable`, waiting with full jitter or as long as the other side
 * asked (quality AVL-02).
 * @throws the failure inside the last `Retryable`, or any other error at once.
 */
export async function withRetry<T>(read: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { tries = 3, baseMs = 500, random = Math.random, now = () => performance.now(), mayRetry = () => true } = options
  try {
    return await pRetry(read, {
      retries: tries - 1,
      minTimeout: 0,
      maxTimeout: 0,
      ...(options.signal ? { signal: options.signal } : {}),
      shouldRetry: ({ error }) => error instanceof Retryable,
      onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
        if (!(error instanceof Retryable) || retriesLeft === 0) return
        const waitMs = error.retryAfterMs ?? random() * Math.min(longestWaitMs, baseMs * 2 ** (attemptNumber - 1))
        if (now() + waitMs >= options.deadlineAtMs || !mayRetry()) throw error
        await pause(waitMs, undefined, options.signal ? { signal: options.signal } : {})
      },
    })
  } catch (error) {
    throw error instanceof Retryable ? error.failure : error
  }
}
