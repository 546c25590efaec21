// The way back from a choice of language or text size never leads off our pages.
import { describe, expect, it } from 'vitest'
import { pathBack } from './path-back'

const ours = 'http://localhost:3000'

describe('pathBack', () => {
  it('keeps the page and its query, but not a language that would undo the choice', () => {
    expect(pathBack(`${ours}/sign-in?reason=idle&lang=es&then=profile`, ours)).toBe('/sign-in?reason=idle&then=profile')
  })

  it.each([
    ['no referer', null],
    ['another site', 'https://evil.example/claims'],
    ['another port', 'http://localhost:3001/claims'],
    ['a look-alike', 'http://localhost:3000.evil.example/claims'],
    ['what is no address', 'not an address'],
    ['another scheme', 'javascript:alert(1)'],
  ])('answers the start page for %s', (_name, referer) => {
    expect(pathBack(referer, ours)).toBe('/')
  })

  it('never answers a path that a browser reads as another host', () => {
    expect(pathBack(`${ours}//evil.example/x`, ours)).toBe('/evil.example/x')
    expect(pathBack(`${ours}/\\evil.example`, ours)).toBe('/evil.example')
  })
})
