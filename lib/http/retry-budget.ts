// Keeps retries from making a bad hour worse: all people together may ask again for at most a tenth of what they asked in
// the last minute (quality AVL-02).
import { createRollingCount } from './rolling-count'

export interface RetryBudget {
  /** One read begins, however often it will be tried. */
  noteRead(): void
  /** True when one more try is within the budget; it is spent by asking. */
  takeRetry(): boolean
}

export interface RetryBudgetOptions {
  readonly share?: number
  readonly windowMs?: number
  /** A quiet server may still ask again: a tenth of a few reads is none. One every two seconds floods nobody. */
  readonly atLeast?: number
  readonly now?: () => number
}

export function createRetryBudget({ share = 0.1, windowMs = 60_000, atLeast = 30, now = () => performance.now() }: RetryBudgetOptions = {}): RetryBudget {
  const reads = createRollingCount(windowMs, now)
  const retries = createRollingCount(windowMs, now)
  return {
    noteRead: () => reads.add(),
    takeRetry: () => {
      if (retries.total() + 1 > Math.max(atLeast, share * reads.total())) return false
      retries.add()
      return true
    },
  }
}
