// Money and dates for the eye: one locale per language, one time zone, so that a date never shifts and a cent is never
// lost. Every function is total: it answers a string for anything it is given.

export const languages = ['en', 'es'] as const
export type Language = (typeof languages)[number]

const locales: Record<Language, string> = { en: 'en-US', es: 'es-US' }

/** `$1,234.50` from integer cents; negative amounts keep their sign. */
export function formatMoney(cents: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'USD' }).format(cents / 100)
}

/** "March 4, 2026" from a calendar date (YYYY-MM-DD); anything else comes back as it is. */
export function formatDate(date: string, language: Language): string {
  return formatParts(date, language, { year: 'numeric', month: 'long', day: 'numeric' })
}

/** The two lines of a claim row: weekday, and "Mar 4". */
export function formatDayLines(date: string, language: Language): readonly [weekday: string, day: string] {
  return [
    formatParts(date, language, { weekday: 'short' }),
    formatParts(date, language, { month: 'short', day: 'numeric' }),
  ]
}

/** "9:41 PM" of an instant in milliseconds, in the given zone (the reader's own, or UTC when unknown). */
export function formatTime(atMs: number, language: Language, timeZone = 'UTC'): string {
  return new Intl.DateTimeFormat(locales[language], { hour: 'numeric', minute: '2-digit', timeZone, timeZoneName: 'short' }).format(atMs)
}

/** "March 4, 2026, 9:41 PM" and the zone, of an instant in milliseconds. */
export function formatMoment(atMs: number, language: Language, timeZone = 'UTC'): string {
  const parts = { year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const
  return new Intl.DateTimeFormat(locales[language], { ...parts, timeZone }).format(atMs)
}

/** A count with the separators of the language. */
export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(count)
}

function formatParts(date: string, language: Language, parts: Intl.DateTimeFormatOptions): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date)
  if (!match) return date
  // Noon UTC read in UTC: no offset can move it to another day.
  const noon = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]), 12)
  return Number.isNaN(noon) ? date : new Intl.DateTimeFormat(locales[language], { ...parts, timeZone: 'UTC' }).format(noon)
}
