// From when to when, in words.
import type { Period } from '@/lib/claims/period'
import { formatDate, type Language } from '@/lib/format'
import { speak } from '@/lib/messages/speak-briefly'

/** "March 4, 2025 to June 1, 2026", or the one day; `null` when no claim has a date. */
export function sayPeriod({ first, last }: Period, between: string, language: Language): string | null {
  const end = last ?? first
  if (end === null) return null
  if (first === null || first === end) return formatDate(end, language)
  return speak(between, { first: formatDate(first, language), last: formatDate(end, language) }, language)
}
