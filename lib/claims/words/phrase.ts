// How our phrase tables are written and read: one English and one Spanish phrase for each code, all our own words.
import type { Language } from '@/lib/format'

export type Phrase = readonly [en: string, es: string]
export type Phrases = Readonly<Record<string, Phrase>>

/** The phrase in the reader's language. */
export function say(phrase: Phrase, language: Language): string {
  return language === 'es' ? phrase[1] : phrase[0]
}

/** The phrase for a code, or `null` when the table has none. Codes come from records: they may be any text. */
export function lookUp(phrases: Phrases, code: string, language: Language): string | null {
  const phrase = Object.hasOwn(phrases, code) ? phrases[code] : undefined
  return phrase === undefined ? null : say(phrase, language)
}
