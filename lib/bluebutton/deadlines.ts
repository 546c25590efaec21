// How long anything that is asked of Medicare may take (quality AVL-01). Tests bring shorter ones; the product has these.
import 'server-only'

export interface Deadlines {
  readonly connectMs: number
  /** Between two pieces of an answer. */
  readonly stallMs: number
  /** One try. */
  readonly attemptMs: number
  /** One page: its tries and waits together. */
  readonly overallMs: number
  /** One walk over all pages. */
  readonly walkMs: number
}

export const usualDeadlines: Deadlines = {
  connectMs: 5_000,
  stallMs: 15_000,
  // Longer than the 30 s after which Medicare's own server gives up, else its answer is never seen (contract C15).
  attemptMs: 35_000,
  overallMs: 60_000,
  walkMs: 60_000,
}
