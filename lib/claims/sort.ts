// The order of a list of claims. Medicare sorts by claim number, so a list by date is ours to make (contract
// claims-data 1.1): newest first, by the year the care ended, undated last.
import type { ClaimRow } from './claim'

type Dated = Pick<ClaimRow, 'from' | 'to' | 'id'>

export interface YearOfClaims<Row> {
  /** Four digits; `null` for claims without a date. */
  readonly year: string | null
  readonly rows: readonly Row[]
}

/** Newest first; of one day, the later start first; then by id, so that the order never flickers. */
export function newestFirst<Row extends Dated>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted(compare)
}

function compare(one: Dated, other: Dated): number {
  return descend(endOf(one), endOf(other)) || descend(one.from ?? '', other.from ?? '') || descend(other.id, one.id)
}

function descend(one: string, other: string): number {
  return one < other ? 1 : one > other ? -1 : 0
}

/** ISO dates compare as text; a missing date is older than all. */
function endOf(row: Dated): string {
  return row.to ?? row.from ?? ''
}

/** The same order, cut into years. */
export function groupByYear<Row extends Dated>(rows: readonly Row[]): readonly YearOfClaims<Row>[] {
  const years = new Map<string, Row[]>()
  for (const row of newestFirst(rows)) {
    const year = endOf(row).slice(0, 4)
    const group = years.get(year)
    if (group) group.push(row)
    else years.set(year, [row])
  }
  return [...years].map(([year, group]) => ({ year: year === '' ? null : year, rows: group }))
}
