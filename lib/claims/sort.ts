// The order of a list of claims. Medicare sorts by claim number, so a list by date is ours to make (contract
// claims-data 1.1): newest first, by the year the care ended, undated last.
import type { ClaimRow } from './claim'
import { groupBy } from './group-by'
import { dayOf } from './period'
import { yearOf } from './totals'

interface Dated {
  readonly row: Pick<ClaimRow, 'from' | 'to' | 'id'>
}

export interface YearOfClaims<Listed> {
  /** Four digits; `null` for claims without a date. */
  readonly year: string | null
  readonly claims: readonly Listed[]
}

/** Newest first; of one day, the later start first; then by id, so that the order never flickers. */
export function newestFirst<Listed extends Dated>(claims: readonly Listed[]): readonly Listed[] {
  return claims.toSorted(compare)
}

/** ISO dates compare as text; a missing date is older than all. */
function compare(one: Dated, other: Dated): number {
  return descend(dayOf(one) ?? '', dayOf(other) ?? '') || descend(one.row.from ?? '', other.row.from ?? '') || descend(other.row.id, one.row.id)
}

function descend(one: string, other: string): number {
  return one < other ? 1 : one > other ? -1 : 0
}

/** Claims in the order of `newestFirst`, cut into years. */
export function groupByYear<Listed extends Dated>(sorted: readonly Listed[]): readonly YearOfClaims<Listed>[] {
  return [...groupBy(sorted, yearOf)].map(([year, claims]) => ({ year, claims }))
}
