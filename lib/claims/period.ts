// From when to when something happened, over the claims that tell of it.
import type { CalendarDate, ClaimRow } from './claim'

export interface Period {
  readonly first: CalendarDate | null
  readonly last: CalendarDate | null
}

/** The earliest start and the latest end; both `null` when no claim has a date. ISO dates compare as text. */
export function periodOf(claims: readonly { readonly row: Pick<ClaimRow, 'from' | 'to'> }[]): Period {
  let [first, last]: (CalendarDate | null)[] = [null, null]
  for (const { row } of claims) {
    const [start, end] = [row.from ?? row.to, row.to ?? row.from]
    if (start !== null && (first == null || start < first)) first = start
    if (end !== null && (last == null || end > last)) last = end
  }
  return { first: first ?? null, last: last ?? null }
}

/** Latest end first, undated last. */
export function lastFirst(one: Period, other: Period): number {
  const [last, otherLast] = [one.last ?? '', other.last ?? '']
  return last === otherLast ? 0 : last < otherLast ? 1 : -1
}
