// What a set of claims comes to, in whole cents. Only finished claims are summed; cancelled ones count nowhere, denied
// ones apart (contract claims-data 4.2). Ask only when every claim is here: a part has no total (product promise 1).
import type { ClaimRow, ClaimState } from './claim'
import type { CurrentClaim } from './current'
import { dayOf } from './period'

export interface Totals {
  readonly count: number
  readonly mayOweCents: number
  /** Already paid at the pharmacy: never owed. */
  readonly paidForDrugsCents: number
  /** Finished claims that name no amount for the person: the sums leave them out, and the page says so. */
  readonly withoutAmount: number
  readonly denied: number
  readonly cancelled: number
  readonly inProcess: number
}

/** The totals of claims of which each stands for its latest version. One pass: a tab may hold thousands. */
export function totalClaims(claims: readonly CurrentClaim[]): Totals {
  const sum = { count: claims.length, mayOweCents: 0, paidForDrugsCents: 0, withoutAmount: 0, denied: 0, cancelled: 0, inProcess: 0 }
  for (const { row } of claims) {
    const apart = setApart(row.state)
    if (apart !== null) sum[apart] += 1
    else if (row.figure === 'may-owe') sum.mayOweCents += row.cents ?? 0
    else if (row.figure === 'paid') sum.paidForDrugsCents += row.cents ?? 0
    else if (row.figure !== 'nothing-to-pay') sum.withoutAmount += 1
  }
  return sum
}

function setApart(state: ClaimState): 'denied' | 'cancelled' | 'inProcess' | null {
  if (state === 'denied' || state === 'cancelled') return state
  return state === 'in-process' || state === 'authorization' ? 'inProcess' : null
}

/** The year a claim belongs to, by the day the care ended; `null` without a date. */
export function yearOf(claim: { readonly row: Pick<ClaimRow, 'from' | 'to'> }): string | null {
  return dayOf(claim)?.slice(0, 4) ?? null
}

/** Finished, and not refused: what sums of money are made of. */
export function isSettled({ row }: Pick<CurrentClaim, 'row'>): boolean {
  return row.state === 'paid' || row.state === 'adjusted'
}
