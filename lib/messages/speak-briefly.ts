// Speaks the few sentences that change in the browser: values, counts, singular and plural. The whole of ICU weighs
// 11 KiB there and none of the rest is used; speak-briefly.test.ts holds every such sentence to what use-intl would say.
import { formatCount, type Language } from '@/lib/format'

export type Values = Readonly<Record<string, string | number>>

/** `speak('{count, plural, one {# claim} other {# claims}}', { count: 2 }, 'en')` is "2 claims". */
export function speak(message: string, values: Values, language: Language): string {
  return message
    .replace(/\{(\w+), plural, one \{([^{}]*)\} other \{([^{}]*)\}\}/g, (_whole, name: string, one: string, other: string) => {
      const count = Number(values[name])
      const form = new Intl.PluralRules(language).select(count) === 'one' ? one : other
      return form.replaceAll('#', formatCount(count, language))
    })
    .replace(/\{(\w+)(?:, number)?\}/g, (_whole, name: string) => written(values[name], language))
}

function written(value: string | number | undefined, language: Language): string {
  return typeof value === 'number' ? formatCount(value, language) : (value ?? '')
}

/** The speaker of a part: `t('progress', { loaded: 50, total: 52 })`. */
export function speaker<Part extends Readonly<Record<string, string>>>(language: Language, messages: Part) {
  return (key: keyof Part & string, values: Values = {}): string => speak(messages[key] ?? '', values, language)
}

export type Speaker<Part extends Readonly<Record<string, string>>> = ReturnType<typeof speaker<Part>>
