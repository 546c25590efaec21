// The small speaker of the browser says what the large one of the server would say.
import { describe, expect, it } from 'vitest'
import { languages } from '@/lib/format'
import { messagesFor, words } from './messages'
import { speaker } from './speak-briefly'

const counts = [0, 1, 2, 51, 1_000, 2_919, 1_000_000]

describe.each(languages)('in %s', (language) => {
  const { claims } = messagesFor(language)
  const brief = speaker(language, claims)
  const whole = words(language, 'claims')
  const keys = Object.keys(claims).filter((key): key is keyof typeof claims => key in claims)

  it.each(keys)('says claims.%s as use-intl does', (key) => {
    for (const count of counts) {
      const values = { count, loaded: count, shown: count, total: count, amount: '$1.00' }
      expect(brief(key, values)).toBe(whole(key, values))
    }
  })
})

it('leaves a value out rather than print its name', () => {
  expect(speaker('en', { hello: 'Hello {name}.' })('hello')).toBe('Hello .')
})
