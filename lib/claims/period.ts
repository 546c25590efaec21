// From when to when something happened, over the claims that tell of it.
import type { CalendarDate, ClaimRow } from './claim'

export interface Period {
  readonly first: CalendarDate | null
  readonly last: CalendarDate | null
}

/** The day a claim is about: the day the care ended. */
export function dayOf({ row }: { readonly row: Pick<ClaimRow, 'from' | 'to'> }): CalendarDate | null {
  return row.to ?? row.from
}

/** The earliest start and the latest end; both `null` when no claim has a date. ISO dates compare as text. */
export function periodOf(claims: readonly { readonly row: Pick<ClaimRow, 'from' | 'to'> }[]): Period {
  const starts = claims.flatMap(({ row }) => row.from ?? row.to ?? [])
  const ends = claims.flatMap((claim) => dayOf(claim) ?? [])
  return { first: pick(starts, (one, other) => one < other), last: pick(ends, (one, other) => one > other) }
}

function pick(days: readonly CalendarDate[], isBetter: (one: CalendarDate, other: CalendarDate) => boolean): CalendarDate | null {
  return days.reduce<CalendarDate | null>((best, day) => (best === null || isBetter(day, best) ? day : best), null)
}

/** Latest end first, undated last. */
export function lastFirst(one: Period, other: Period): number {
  const [last, otherLast] = [one.last ?? '', other.last ?? '']
  return last === otherLast ? 0 : last < otherLast ? 1 : -1
}
