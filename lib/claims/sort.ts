// The order of a list of claims. Medicare sorts by claim number, so a list by date is ours to make (contract
// claims-data 1.1): newest first, by the year the care ended, undated last.
import type { ClaimRow } from './claim'
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

function compare({ row: one }: Dated, { row: other }: Dated): number {
  return descend(endOf(one), endOf(other)) || descend(one.from ?? '', other.from ?? '') || descend(other.id, one.id)
}

function descend(one: string, other: string): number {
  return one < other ? 1 : one > other ? -1 : 0
}

/** ISO dates compare as text; a missing date is older than all. */
function endOf({ from, to }: Dated['row']): string {
  return to ?? from ?? ''
}

/** Claims in the order of `newestFirst`, cut into years. */
export function groupByYear<Listed extends Dated>(sorted: readonly Listed[]): readonly YearOfClaims<Listed>[] {
  const years = new Map<string | null, Listed[]>()
  for (const claim of sorted) {
    const year = yearOf(claim)
    const group = years.get(year)
    if (group) group.push(claim)
    else years.set(year, [claim])
  }
  return [...years].map(([year, claims]) => ({ year, claims }))
}
