// Whatever is asked, the word it is counted under is one of ours; and every address of ours has one.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { routeOf, routeTemplates } from './routes'

/** The addresses that the folders of app/ make: a folder in brackets is a place for an id, one in parentheses is none. */
function addressesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
    .map((file) => `/${path.dirname(file).split('/').filter((part) => part !== '.' && !/^\(.*\)$/.test(part)).join('/')}`)
}

describe('the word a request is counted under', () => {
  it('exists for every page and handler', () => {
    const addresses = addressesOf('app')
    expect(addresses.length).toBeGreaterThan(25)
    expect(addresses.filter((address) => !routeTemplates.includes(address))).toEqual([])
    expect(routeTemplates.filter((template) => !addresses.includes(template))).toEqual([])
  })

  it.each([
    ['/claims/carrier--10045426206?from=1', '/claims/[id]'],
    ['/claims/carrier-1.rsc', '/claims/[id]'],
    ['/claims/x/record', '/claims/[id]/record'],
    ['/claims/x/y/z', 'other'],
    ['/claims/', 'other'],
    ['/connect/callback?code=abc&state=def', '/connect/callback'],
    ['/_next/static/chunks/a.js', '/_next/static'],
    ['/?lang=es', '/'],
    ['//evil.example', 'other'],
    ['', 'other'],
  ])('%s is %s', (target, word) => {
    expect(routeOf(target)).toBe(word)
  })

  it('never holds anything of the address that was asked for', () => {
    const known = new Set([...routeTemplates, '/_next/static', 'other'])
    const target = fc.oneof(fc.string(), fc.webPath(), fc.webPath().map((tail) => `/claims${tail}`))
    fc.assert(fc.property(target, (asked) => known.has(routeOf(asked))), { numRuns: 2_000 })
  })
})
