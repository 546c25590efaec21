// Wherever somebody wants a person sent after signing in, it is one of our own pages (quality OAU-09).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { destinationPath, readDestination } from './destinations'

const hosts = ['evil.example', 'localhost:3000.evil.example', 'localhost:3000@evil.example', 'claims.example.org.evil.example', '127.1', '2130706433', '0x7f.1', '[::ffff:7f00:1]', 'evil。example', 'еvil.example']
const openings = [
  'https://', 'http://', '//', '///', '////', '/\\', '\\\\', '\\/', '/\t/', '\t//', '/\n/', '/\r/', '%2f%2f', '/%2f', '/%2F%2f', '%5c%5c', '/%5c', 'https:', 'https:/', 'http:\\\\',
  'HTTPS://', ' https://', '\u0000https://', '\u200bhttps://', '//%00', './/', '/.//', '/..//', ';//', '/claims//', '/claims/..//', '/claims@', '@', '//user:pw@', 'https://claims@',
]
const others = [
  'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x', 'file:///etc/passwd', 'blob:x', 'about:blank', 'mailto:a@b',
  '/claims', '/claims/', 'claims/', 'claims?x=1', 'claims#x', 'claims/../../x', '../claims', './claims', 'Claims', 'CLAIMS', ' claims', 'claims ', 'claims\n', 'claims\u0000', 'сlaims', 'claims,coverage', 'claims&then=//evil',
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf', '__defineGetter__',
  '', '0', 'null', 'undefined', '[object Object]', '<script>', '"><img src=x onerror=alert(1)>', '\r\nLocation: https://evil.example', '%0d%0aSet-Cookie:a=b', 'x'.repeat(10_240), '/'.repeat(10_240), '\ud83d', '．．／', '/api/auth/session', '/sign-out', '/operator',
]
const payloads = [...openings.flatMap((opening) => hosts.slice(0, 5).map((host) => `${opening}${host}/claims`)), ...hosts.flatMap((host) => [`//${host}`, host]), ...others]

describe('a destination is a key of a closed list (OAU-09)', () => {
  it('there are more than two hundred payloads', () => {
    expect(new Set(payloads).size).toBeGreaterThan(200)
  })

  it.each(payloads.map((payload) => [payload.slice(0, 60), payload]))('%j leads to the claims', (_, payload) => {
    expect(readDestination(payload)).toBe('claims')
    expect(destinationPath(readDestination(payload))).toBe('/claims')
  })

  it.each([[null], [undefined], [5], [true], [{}], [[]], [['coverage']], [{ toString: () => 'coverage' }], [Symbol('claims')], [new File([], 'coverage')]])('what is no text leads to the claims: %o', (value) => {
    expect(readDestination(value)).toBe('claims')
  })

  it.each([
    ['claims', '/claims'],
    ['coverage', '/coverage'],
    ['profile', '/profile'],
    ['access', '/access'],
  ])('%s leads to %s', (key, path) => {
    expect(destinationPath(readDestination(key))).toBe(path)
  })

  it('whatever comes, it is a path of ours on our own host', () => {
    fc.assert(
      fc.property(fc.anything(), (any) => {
        const url = new URL(destinationPath(readDestination(any)), 'https://claims.example.org')
        return url.origin === 'https://claims.example.org' && /^\/[a-z]+$/.test(url.pathname) && !url.search && !url.hash
      }),
    )
  })
})
