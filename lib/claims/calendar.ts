// Counting days and months on calendar dates. No clock and no time zone: a date in, a date out.
import type { CalendarDate } from './claim'

const dayMs = 86_400_000

/** The date so many days later (or earlier, when negative); `null` when it is no date of the calendar. */
export function addDays(date: CalendarDate, days: number): CalendarDate | null {
  const atMs = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(atMs) ? null : isoDay(atMs + days * dayMs)
}

/** How many days from one date to another, negative when it is earlier; `null` when either is no date. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number | null {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs
  return Number.isNaN(days) ? null : days
}

/** The same day so many months earlier; the last day of that month where it is shorter. `null` when it is no date. */
export function monthsBefore(date: CalendarDate, months: number): CalendarDate | null {
  const at = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return null
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() - months]
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return isoDay(Date.UTC(year, month, Math.min(at.getUTCDate(), lastDay)))
}

/** Years of more than four digits are written with a sign before them: no date of ours. */
function isoDay(atMs: number): CalendarDate | null {
  const at = new Date(atMs)
  return Number.isNaN(at.getTime()) ? null : (/^\d{4}-\d\d-\d\d/.exec(at.toISOString())?.[0] ?? null)
}
