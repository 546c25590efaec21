// The language a stranger is greeted in.
import { describe, expect, it } from 'vitest'
import { preferredLanguage, readLanguageCode, readTextSize } from './reader'

describe('preferredLanguage', () => {
  it.each([
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['en-US,en;q=0.9,es;q=0.8', 'en'],
    ['fr-FR,es;q=0.5,en;q=0.4', 'es'],
    ['en;q=0.2, es;q=0.9', 'es'],
    ['es;q=0, en', 'en'],
    ['de,fr', 'en'],
    ['', 'en'],
    [';;;,,q=q', 'en'],
  ])('reads %j as %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language)
  })
})

describe('a value from a cookie or a form', () => {
  it('is taken only when it is one of ours', () => {
    expect([readLanguageCode('es'), readLanguageCode('fr'), readLanguageCode(undefined)]).toEqual(['es', null, null])
    expect([readTextSize('150'), readTextSize('400'), readTextSize(null)]).toEqual(['150', null, null])
  })
})
