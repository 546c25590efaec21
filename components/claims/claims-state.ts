// What a tab knows of all claims while they arrive: those that are here, how many there should be, and which pages are still
// owed. A total of money is only ever computed when nothing is owed (product promise 1).
import type { ClaimsEvent, ClaimsPage } from '@/lib/claims/claims-page'
import type { ListedClaim } from '@/lib/claims/facts'

export interface ClaimsState {
  readonly claims: readonly ListedClaim[]
  /** How many Medicare says there are; `null` until it says. */
  readonly total: number | null
  /** Claims that came but could not be read, of pages that are settled. */
  readonly unreadable: number
  /** The same, of the pages being asked for now: dropped if those must be asked for again. */
  readonly unreadableNow: number
  /** Where the pages begin that have not come. */
  readonly due: readonly number[]
  /** The pages being asked for now. */
  readonly asked: readonly number[]
  readonly missing: readonly number[]
  readonly problem: Extract<ClaimsEvent, { type: 'problem' }>['code'] | null
  /** The reader stopped the load. */
  readonly stopped: boolean
}

/** What happens to the claims of a tab: the lines of the stream, the moment a few pages are asked for, and a stop. */
export type ClaimsStep = ClaimsEvent | { readonly type: 'ask'; readonly starts: readonly number[] } | { readonly type: 'stop' }

/** The state of a page that the server has painted; without one, of a tab that knows nothing yet. */
export function beginClaims(page: ClaimsPage = nothingYet): ClaimsState {
  return { claims: page.claims, total: page.total, unreadable: page.unreadable, unreadableNow: 0, due: page.rest, asked: [], missing: [], problem: null, stopped: false }
}

const nothingYet: ClaimsPage = { claims: [], total: null, unreadable: 0, rest: [0] }

/** The state after one more step. Claims are kept once each, whatever comes twice. */
export function stepClaims(state: ClaimsState, step: ClaimsStep): ClaimsState {
  switch (step.type) {
    case 'ask':
      return { ...state, asked: step.starts, missing: [], unreadableNow: 0, problem: null, stopped: false }
    case 'claims':
      return { ...state, claims: merge(state.claims, step.claims), unreadableNow: state.unreadableNow + step.unreadable, total: step.total ?? state.total }
    case 'rest':
      return { ...state, due: [...new Set([...state.due, ...step.starts])] }
    case 'missing':
      return { ...state, missing: [...state.missing, ...step.starts] }
    case 'end':
      return settle(state)
    case 'problem':
      return { ...state, problem: step.code }
    case 'stop':
      return { ...state, stopped: true }
  }
}

/** The pages asked for have come, but for those named missing. */
function settle(state: ClaimsState): ClaimsState {
  const stillDue = state.due.filter((start) => !state.asked.includes(start) || state.missing.includes(start))
  const newlyDue = state.missing.filter((start) => !stillDue.includes(start))
  return { ...state, due: [...stillDue, ...newlyDue], asked: [], missing: [], unreadable: state.unreadable + state.unreadableNow, unreadableNow: 0 }
}

function merge(known: readonly ListedClaim[], more: readonly ListedClaim[]): readonly ListedClaim[] {
  return [...new Map([...known, ...more].map((claim) => [claim.row.id, claim])).values()]
}

export interface ClaimsCount {
  /** Claims here and unreadable ones together: what has arrived. */
  readonly loaded: number
  /** Never less than what has arrived; `null` while Medicare has not said. */
  readonly total: number | null
  readonly unreadable: number
  /** `short`: nothing is owed, and yet Medicare counts more than it sent. */
  readonly standing: 'complete' | 'short' | 'open'
}

export function countClaims({ claims, total, unreadable, unreadableNow, due }: ClaimsState): ClaimsCount {
  const unread = unreadable + unreadableNow
  const loaded = claims.length + unread
  if (due.length > 0) return { loaded, total: total === null ? null : Math.max(total, loaded), unreadable: unread, standing: 'open' }
  const counted = Math.max(total ?? 0, loaded)
  return { loaded, total: counted, unreadable: unread, standing: counted > loaded ? 'short' : 'complete' }
}
