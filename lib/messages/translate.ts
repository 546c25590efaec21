// Turns one part of the messages into a function that speaks it, with all of ICU. For the server; what changes in the
// browser is spoken by speak-briefly.ts.
import { createTranslator } from 'use-intl/core'
import type { Language } from '@/lib/format'

const locales: Record<Language, string> = { en: 'en-US', es: 'es-US' }

/** The speaker of one part: `t('key', values)` answers a string, `t.rich('key', tags)` nodes for a page. */
export function createWords<Part extends Record<string, unknown>>(language: Language, messages: Part) {
  return createTranslator({ locale: locales[language], messages })
}
