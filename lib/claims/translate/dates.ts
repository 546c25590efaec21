// Days of the calendar, never moments: what Medicare writes as a time is cut to its day and passes through no time zone.
import type { CalendarDate } from '@/lib/claims/claim'
import { countUnread, type Tally } from './read'

/**
 * The calendar date in the first ten characters, or `null`. Times and offsets are cut, never applied: Medicare writes
 * midnight with an offset where it means a day (claims-data 4.1).
 */
export function date(value: unknown): CalendarDate | null {
  if (typeof value !== 'string') return null
  const day = value.length === 10 ? value : value.charAt(10) === 'T' ? value.slice(0, 10) : ''
  if (!datePattern.test(day)) return null
  const number = Number(day.slice(8))
  return number <= 28 || number <= daysIn(Number(day.slice(0, 4)), Number(day.slice(5, 7))) ? day : null
}

const datePattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** As `date`, but a date that is there and cannot be read is counted. */
export function countedDate(value: unknown, tally: Tally): CalendarDate | null {
  const found = date(value)
  return found === null && value !== undefined && value !== null ? countUnread(tally, null) : found
}
