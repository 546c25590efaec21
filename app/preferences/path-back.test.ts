// The way back from a choice of language or text size never leads off our pages (quality OAU-09).
import fc from 'fast-check'
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

  it('leads nowhere but to us for each of 300 addresses made to mislead, as a browser and as a server reads the answer', () => {
    const openings = ['//', '///', '/\\', '\\\\', '/\t/', '\t//', '/\n/', '/\r/', '/%2f', '/%5c', '/.//', '/..//', '/;//', '/x//', '/@', '/%09/', '/%0a/', '/%00/', '/\u200b/', '/\u2028/', '/．．//', '/%252f%252f', '/:@', '/?//', '/#//']
    const hosts = ['evil.example', 'localhost:3000.evil.example', 'localhost:3000@evil.example', '127.1', '[::1]', 'evil。example']
    const beginnings = [ours, `${ours}@evil.example`]
    const payloads = beginnings.flatMap((start) => openings.flatMap((opening) => hosts.map((host) => `${start}${opening}${host}/claims?a=//${host}`)))
    expect(new Set(payloads).size).toBeGreaterThanOrEqual(300)
    expect(payloads.filter((referer) => !isOurs(pathBack(referer, ours)))).toEqual([])
  })

  it('and for whatever else comes', () => {
    const tail = fc.oneof(fc.string(), fc.webPath(), fc.string().map((text) => `//${text}`))
    const any = fc.oneof(fc.constant(null), fc.string(), fc.webUrl(), tail.map((text) => `${ours}/${text}`))
    fc.assert(fc.property(any, (referer) => isOurs(pathBack(referer, ours))), { numRuns: 1_000 })
  })

  it('never answers a path that a browser reads as another host', () => {
    expect(pathBack(`${ours}//evil.example/x`, ours)).toBe('/evil.example/x')
    expect(pathBack(`${ours}/\\evil.example`, ours)).toBe('/evil.example')
  })
})

/** As the header is written, ours in front; and as a careless reader takes it, alone. */
function isOurs(path: string): boolean {
  return [new URL(ours + path), new URL(path, ours)].every(({ origin }) => origin === ours) && /^\/(?![/\\])/.test(path)
}
