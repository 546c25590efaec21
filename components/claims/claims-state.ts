// What a tab knows of all claims while they arrive: those that are here, how many there should be, and which pages are still
// owed. A total of money is only ever computed when nothing is owed (product promise 1).
import { type ClaimsEvent, type ClaimsPage, largestTotal } from '@/lib/claims/claims-page'
import type { ListedClaim } from '@/lib/claims/facts'

export interface ClaimsState {
  readonly claims: readonly ListedClaim[]
  /** How many Medicare says there are; `null` until it says. */
  readonly total: number | null
  /** Claims that came but could not be read, by the start of their page or `news`: a page that is asked for again may bring the same. */
  readonly unreadable: Unreadables
  /** Where the pages begin that have not come. */
  readonly due: readonly number[]
  readonly problem: Extract<ClaimsEvent, { type: 'problem' }>['code'] | null
  /** Why the reader must sign in again; `null` while they need not. */
  readonly signInReason: string | null
  /** The reader stopped the load. */
  readonly stopped: boolean
  /** Medicare's own time of the first answer: what changes later is news. */
  readonly asOf: string | null
}

type Unreadables = Readonly<Record<string, number>>

/** What happens to the claims of a tab: the lines of the stream, the moment they are asked for, and a stop. */
export type ClaimsStep = ClaimsEvent | { readonly type: 'ask' } | { readonly type: 'stop' }

/** The state of a page that the server has painted; without one, of a tab that knows nothing yet. */
export function beginClaims(page: ClaimsPage = nothingYet): ClaimsState {
  return { claims: page.claims, total: page.total, unreadable: { 0: page.unreadable }, due: page.rest, problem: null, signInReason: null, stopped: false, asOf: page.asOf }
}

const nothingYet: ClaimsPage = { claims: [], total: null, unreadable: 0, rest: [0], asOf: null }

/** The state after one more step. Claims are kept once each, whatever comes twice. */
export function stepClaims(state: ClaimsState, step: ClaimsStep): ClaimsState {
  switch (step.type) {
    case 'ask':
      return { ...state, problem: null, signInReason: null, stopped: false }
    case 'claims':
      return addPage(state, step)
    case 'missing':
      return { ...state, due: [...new Set([...state.due, step.start])] }
    case 'end':
      return state
    case 'problem':
      if (step.code === 'someone-else' || step.code === 'other-session') return { ...beginClaims(), problem: step.code }
      return { ...state, problem: step.code, signInReason: step.code === 'sign-in-needed' ? step.reason : null }
    case 'stop':
      return { ...state, stopped: true }
  }
}

/** A page settles what it was asked for, so that whoever asks again asks only for what did not come. */
function addPage(state: ClaimsState, { start, claims, unreadable, total, rest, asOf }: Extract<ClaimsEvent, { type: 'claims' }>): ClaimsState {
  const due = new Set([...state.due, ...rest])
  due.delete(start)
  return { ...state, claims: merge(state.claims, claims), unreadable: atLeast(state.unreadable, start, unreadable), total: largestTotal([total, state.total]), due: [...due], asOf: state.asOf ?? asOf }
}

/** News: new claims beside the known, changed ones in their place, unreadable ones counted. The total grows by what is new. */
export function addNews(state: ClaimsState, { claims: news, unreadable: count }: Pick<ClaimsPage, 'claims' | 'unreadable'>, asOf: string | null): ClaimsState {
  const [claims, unreadable] = [merge(state.claims, news), atLeast(state.unreadable, 'news', count)]
  const added = claims.length - state.claims.length + sumOf(unreadable) - sumOf(state.unreadable)
  return { ...state, claims, unreadable, total: state.total === null ? null : state.total + added, asOf: asOf ?? state.asOf }
}

/** The larger number, as the same claims may come twice and cannot be told apart. */
function atLeast(known: Unreadables, from: number | 'news', count: number): Unreadables {
  return { ...known, [from]: Math.max(known[from] ?? 0, count) }
}

function sumOf(unreadable: Unreadables): number {
  return Object.values(unreadable).reduce((sum, count) => sum + count, 0)
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

export function countClaims({ claims, total, unreadable: unreadables, due }: ClaimsState): ClaimsCount {
  const unreadable = sumOf(unreadables)
  const loaded = claims.length + unreadable
  if (due.length > 0) return { loaded, total: total === null ? null : Math.max(total, loaded), unreadable, standing: 'open' }
  const counted = Math.max(total ?? 0, loaded)
  return { loaded, total: counted, unreadable, standing: counted > loaded ? 'short' : 'complete' }
}
