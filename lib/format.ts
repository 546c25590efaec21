// Money and dates for the eye: one locale per language, one time zone, so that a date never shifts and a cent is never
// lost. Every function is total: it answers a string for anything it is given.

export const languages = ['en', 'es'] as const
export type Language = (typeof languages)[number]

const locales: Record<Language, string> = { en: 'en-US', es: 'es-US' }

/** Made once: making a formatter takes fifty times as long as using it, and a long record has ten thousand dates. */
const money = inBoth((locale) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' }))
const count = inBoth((locale) => new Intl.NumberFormat(locale))
const wholeDay = dayFormatter({ year: 'numeric', month: 'long', day: 'numeric' })
const weekday = dayFormatter({ weekday: 'short' })
const shortDay = dayFormatter({ month: 'short', day: 'numeric' })

/** `$1,234.50` from integer cents; negative amounts keep their sign. */
export function formatMoney(cents: number, language: Language): string {
  return money[language].format(cents / 100)
}

/** "March 4, 2026" from a calendar date (YYYY-MM-DD); anything else comes back as it is. */
export function formatDate(date: string, language: Language): string {
  return formatDay(date, wholeDay[language])
}

/** The two lines of a claim row: weekday, and "Mar 4". */
export function formatDayLines(date: string, language: Language): readonly [weekday: string, day: string] {
  return [formatDay(date, weekday[language]), formatDay(date, shortDay[language])]
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
export function formatCount(amount: number, language: Language): string {
  return count[language].format(amount)
}

function inBoth<Formatter>(make: (locale: string) => Formatter): Readonly<Record<Language, Formatter>> {
  return { en: make(locales.en), es: make(locales.es) }
}

function dayFormatter(parts: Intl.DateTimeFormatOptions): Readonly<Record<Language, Intl.DateTimeFormat>> {
  return inBoth((locale) => new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' }))
}

function formatDay(date: string, formatter: Intl.DateTimeFormat): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date)
  if (!match) return date
  // Noon UTC read in UTC: no offset can move it to another day.
  const noon = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]), 12)
  return Number.isNaN(noon) ? date : formatter.format(noon)
}
