/**
 * Days as numbers since 1970, and the one rule about time in the sandbox: a set of claims is loaded on a Monday,
 * ends a week before it, and does not move when the clock does. What happens afterwards comes week by week.
 */
export const DAY_MS = 86_400_000
export const WEEK_MS = 7 * DAY_MS

export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

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
