// The one place where the pages of claims ask what day it is; everything behind them takes the day as it is told.
import type { CalendarDate } from './claim'

/** Today at Medicare's seat near Washington: one day for the server and the browser, wherever either stands. */
export function todayAtMedicare(nowMs: number = Date.now()): CalendarDate {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(nowMs)
  const read = (type: 'year' | 'month' | 'day'): string => parts.find((part) => part.type === type)?.value ?? ''
  return `${read('year')}-${read('month')}-${read('day')}`
}
