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
}

/** One line of the stream that brings the rest. */
export type ClaimsEvent =
  | { readonly type: 'claims'; readonly claims: readonly ListedClaim[]; readonly unreadable: number; readonly total: number | null }
  /** After the first page: where the others begin. */
  | { readonly type: 'rest'; readonly starts: readonly number[] }
  | { readonly type: 'missing'; readonly starts: readonly number[] }
  | { readonly type: 'end'; readonly complete: boolean }
  | { readonly type: 'problem'; readonly code: 'sign-in-needed' | 'unavailable' | 'unreadable' | 'not-allowed' }
