/**
 * Days as numbers since 1970, and the one rule about time in the sandbox: a set of claims is loaded on a Monday,
 * ends a week before it, and does not move when the clock does. What happens afterwards comes week by week.
 */
export const DAY_MS = 86_400_000
export const WEEK_MS = 7 * DAY_MS

/** The calendar date of a day. Every date of a claim passes here, and there are few different ones: they are kept. */
export function isoDay(day: number): string {
  const known = WRITTEN.get(day)
  if (known !== undefined) return known
  const written = new Date(day * DAY_MS).toISOString().slice(0, 10)
  if (WRITTEN.size < MOST_WRITTEN) WRITTEN.set(day, written)
  return written
}
const WRITTEN = new Map<number, string>()
/** Twenty years and more of days. */
const MOST_WRITTEN = 8_000

export function dayOf(iso: string): number {
  return Math.floor(Date.parse(iso) / DAY_MS)
}

export function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear()
}

export function firstOfMonth(day: number): number {
  const at = new Date(day * DAY_MS)
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1) / DAY_MS
}

export function lastOfMonth(day: number): number {
  const at = new Date(day * DAY_MS)
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0) / DAY_MS
}

/** The Monday, 00:00 UTC, on or before a moment: when the claims in use were loaded. */
export function lastLoad(nowMs: number): number {
  const day = Math.floor(nowMs / DAY_MS)
  // Day 0 was a Thursday, so day 4 was a Monday.
  return (day - ((((day - 4) % 7) + 7) % 7)) * DAY_MS
}
