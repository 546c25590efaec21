// Every page and handler says who may open it, before anybody can (quality SES-12). The journey every-route.spec.ts asks
// the running app whether that is so.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { routePolicies } from './route-policy'

interface Found {
  readonly route: string
  readonly kind: 'page' | 'handler'
  readonly file: string
}

/** What Next will serve: a folder in parentheses is no part of an address. */
function listRoutes(): readonly Found[] {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) => /(^|\/)(page|route|default)\.(tsx?|jsx?|mdx?)$/.test(file))
  return files.map((file) => ({ route: addressOf(file), kind: /(^|\/)route\./.test(file) ? 'handler' : 'page', file: `app/${file}` }))
}

function addressOf(file: string): string {
  return `/${path.dirname(file).split('/').filter((part) => part !== '.' && !/^\(.*\)$/.test(part)).join('/')}`
}

const found = listRoutes()

describe('the policy of routes (SES-12)', () => {
  it('has a row for every page and handler of app/, and no row for what is not there', () => {
    expect(found.length).toBeGreaterThan(25)
    expect(found.map(({ route }) => route).filter((route) => !routePolicies.some((row) => row.route === route))).toEqual([])
    expect(routePolicies.map(({ route }) => route).filter((route) => !found.some((one) => one.route === route))).toEqual([])
    expect(new Set(routePolicies.map(({ route }) => route)).size).toBe(routePolicies.length)
  })

  it.each(found)('$route: a $kind that answers the declared methods and no other', ({ route, kind, file }) => {
    const row = routePolicies.find((one) => one.route === route)
    expect(row?.kind).toBe(kind)
    if (kind === 'page') return expect(row?.methods).toEqual(['GET'])
    const exported = [...readFileSync(file, 'utf8').matchAll(/^export (?:async )?(?:function|const) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/gm)].map(([, name]) => name)
    expect(exported.filter((name) => name !== 'HEAD').toSorted()).toEqual([...(row?.methods ?? [])].toSorted())
    expect(exported.includes('HEAD')).toBe(row?.head === 'refused')
  })

  it('no server action, whose address no row could name', () => {
    const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    expect(files.filter((file) => /^\s*['"]use server['"]/m.test(readFileSync(`app/${file}`, 'utf8')))).toEqual([])
  })
})
