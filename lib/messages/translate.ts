// Turns one part of the messages into a function that speaks it, with all of ICU. For the server; what changes in the
// browser is spoken by speak-briefly.ts.
import { _createCache, _createIntlFormatters, createTranslator } from 'use-intl/core'
import type { Language } from '@/lib/format'

const locales: Record<Language, string> = { en: 'en-US', es: 'es-US' }

// What a sentence is taken apart into, and how numbers are written, is worked out once and not for every page. It holds
// our own sentences only, never what is put into them.
const cache = _createCache()
const formatters = _createIntlFormatters(cache)

/** The speaker of one part: `t('key', values)` answers a string, `t.rich('key', tags)` nodes for a page. */
export function createWords<Part extends Record<string, unknown>>(language: Language, messages: Part) {
  return createTranslator({ locale: locales[language], messages, _cache: cache, _formatters: formatters })
}
