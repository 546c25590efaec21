// The pages of drugs, providers and conditions speak in the browser: there too the small speaker says what the large one would.
import { describe, expect, it } from 'vitest'
import { languages } from '@/lib/format'
import { messagesFor } from './messages'
import { speaker } from './speak-briefly'
import { createWords } from './translate'

const parts = ['drugs', 'providers', 'conditions'] as const
const values = { date: 'March 4, 2026', days: '30 days', year: '2026', amount: '$1.00', code: '99999-0012-30', number: '9000000001', first: 'May 1', last: 'May 2', fills: '2 fills', words: 'Knee pain' }

describe.each(languages)('in %s', (language) => {
  it.each(parts)('every sentence of %s is said as use-intl says it', (part) => {
    const messages: Readonly<Record<string, string>> = messagesFor(language)[part]
    const [brief, whole] = [speaker(language, messages), createWords(language, messages)]
    for (const key of Object.keys(messages)) {
      for (const count of [0, 1, 2, 51, 2_919]) expect(brief(key, { ...values, count })).toBe(whole(key, { ...values, count }))
    }
  })
})
