// How claims travel to a page: what is here, how many there are, and what is missing. No total of money is ever
// computed from a part (product promise 1).
import type { ListedClaim } from './facts'

export interface ClaimsPage {
  /** In no particular order: Medicare sorts by claim number, so the reader sorts by date. */
  readonly claims: readonly ListedClaim[]
  /** How many Medicare says there are; `null` until known (version 3 tells only on the last page). */
  readonly total: number | null
  /** Claims that arrived but could not be read. Counted and said. */
  readonly unreadable: number
  /** Where the pages that have not been asked for begin; empty when everything is here. */
  readonly rest: readonly number[]
  /** Medicare's own time of this answer (ISO instant), to ask later what is new; `null` when it does not say. */
  readonly asOf: string | null
}

/**
 * The largest of the totals that pages told; `null` when none told any. Where they disagree because a claim came or went on
 * the way, the smaller might hide one that was lost.
 */
export function largestTotal(totals: readonly (number | null)[]): number | null {
  const told = totals.filter((total) => total !== null)
  return told.length > 0 ? Math.max(...told) : null
}

/** One line of the stream that brings the rest. */
export type ClaimsEvent =
  /** One page: where it begins, and where the pages begin that it leads to, which come of themselves. */
  | ({ readonly type: 'claims'; readonly start: number } & ClaimsPage)
  | { readonly type: 'missing'; readonly start: number }
  /** Nothing more comes. What is still owed then is missing. */
  | { readonly type: 'end' }
  /** `someone-else`: a record of another person came, so nothing of this load may stay (quality INP-07). */
  | { readonly type: 'problem'; readonly code: 'unavailable' | 'unreadable' | 'not-allowed' | 'someone-else' }
  /** Not of the stream itself: the tab belongs to a session that is no longer this browser's, and must forget (quality PRV-03). */
  | { readonly type: 'problem'; readonly code: 'other-session' }
  | SignInAgain

/** The session is gone, and this is the only answer that knows why: `reason` is one that the sign-in page has words for. */
export interface SignInAgain {
  readonly type: 'problem'
  readonly code: 'sign-in-needed'
  readonly reason: string
}
