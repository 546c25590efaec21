// The grade of our headers over https, by our own reading of the rules of a well known scorer (quality HDR-03), and that the
// reading tells good headers from bad ones.
import { readFileSync } from 'node:fs'
import { NextRequest } from 'next/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { setSettings } from '@/lib/session/testing'
import { scoreHeaders } from '@/scripts/proof/header-score'
import nextConfig from './next.config'
import proxy from './proxy'

const ours = 'https://claims.example.org'

beforeAll(() => {
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: 'secret-Zq8!kV3@nW7#pL2$xR9%tM4^bC6' }
  setSettings({ url: 'https://sandbox.bluebutton.cms.gov', app, signIn: async () => null }, { APP_ORIGIN: ours })
})

async function fixedHeaders(): Promise<readonly { readonly key: string; readonly value: string }[]> {
  return ((await nextConfig.headers?.()) ?? []).flatMap(({ headers }) => headers)
}

/** What a page carries: from the proxy, and from Next as it is set up. */
async function pageHeaders(path: string): Promise<Headers> {
  const { headers } = proxy(new NextRequest(`${ours}${path}`, { headers: { host: 'claims.example.org' } }))
  const all = new Headers([...headers].filter(([name]) => !name.startsWith('x-middleware-')))
  for (const { key, value } of await fixedHeaders()) all.set(key, value)
  return all
}

describe('our headers (HDR-03)', () => {
  it.each(['/', '/?lang=es', '/claims', '/?lang=es&text=150'])('%s is an A+ of at least 145', async (path) => {
    const { score, grade, modifiers } = scoreHeaders(await pageHeaders(path))
    expect([grade, Object.values(modifiers).filter((one) => one < 0)]).toEqual(['A+', []])
    expect(score).toBeGreaterThanOrEqual(145)
    expect(modifiers).toMatchObject({ 'content-security-policy': 10, cookies: path.includes('lang') ? 5 : 0, 'x-frame-options': 5, 'referrer-policy': 5 })
  })

  it('are those to which the journeys hold every answer of the running app', async () => {
    const golden = readFileSync('e2e/golden-headers.ts', 'utf8')
    const missing = (await fixedHeaders()).filter(({ key, value }) => !golden.includes(`'${key.toLowerCase()}': '${value}'`))
    expect(missing).toEqual([])
  })
})

describe('the score', () => {
  it('of no headers at all is a D, and of harmful ones an F', () => {
    expect(scoreHeaders(new Headers())).toMatchObject({ score: 30, grade: 'D' })
    const wide = { 'content-security-policy': "script-src 'unsafe-inline'", 'access-control-allow-origin': 'https://evil.example', 'access-control-allow-credentials': 'true' }
    expect(scoreHeaders(new Headers(wide)).grade).toBe('F')
  })

  it.each<[change: string, header: string, value: string | null, modifier: number]>([
    ['no policy', 'content-security-policy', null, -25],
    ['a policy with scripts in the page', 'content-security-policy', "default-src 'none'; script-src 'unsafe-inline'; form-action 'self'", -20],
    ['scripts from anywhere', 'content-security-policy', "default-src 'none'; script-src https:", -20],
    ['no word on scripts', 'content-security-policy', "form-action 'self'", -20],
    ['scripts over plain http', 'content-security-policy', "default-src 'none'; script-src http://cdn.example", -20],
    ['eval', 'content-security-policy', "default-src 'none'; script-src 'nonce-abc' 'unsafe-eval'", -10],
    ['pictures over plain http', 'content-security-policy', "default-src 'none'; img-src http://cdn.example", -10],
    ['styles in the page', 'content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'", 0],
    ['strict-dynamic without a nonce', 'content-security-policy', "default-src 'none'; script-src 'strict-dynamic'", -25],
    ['forms to anywhere', 'content-security-policy', "default-src 'none'", 5],
    ['all from ourselves', 'content-security-policy', "default-src 'self'; form-action 'self'", 5],
    ['a nonce takes away what old browsers need', 'content-security-policy', "default-src 'none'; script-src 'nonce-abc' 'strict-dynamic' 'unsafe-inline' https:; form-action 'self'", 10],
    ['a referrer that tells all', 'referrer-policy', 'unsafe-url', -5],
    ['the last known word counts', 'referrer-policy', 'unsafe-url, no-referrer, unknown', 5],
    ['a month of https', 'strict-transport-security', 'max-age=2592000', -10],
    ['no word on https', 'strict-transport-security', null, -20],
    ['types that may be guessed', 'x-content-type-options', null, -5],
    ['a resource for everybody', 'cross-origin-resource-policy', 'cross-origin', 0],
    ['a word that nobody knows', 'cross-origin-opener-policy', 'mine', -5],
  ])('%s', async (_, header, value, modifier) => {
    const headers = await pageHeaders('/')
    if (value === null) headers.delete(header)
    else headers.set(header, value)
    expect(scoreHeaders(headers).modifiers[header]).toBe(modifier)
  })

  it.each([
    ['id=1; Secure; HttpOnly; SameSite=Lax', 5],
    ['id=1; Secure; HttpOnly', 0],
    ['id=1; Secure; HttpOnly; SameSite=Sometimes', -20],
    ['id=1; Secure; SameSite=Lax', -30],
    ['id=1; HttpOnly; SameSite=Lax', -10],
  ])('a cookie %s', async (cookie, modifier) => {
    const headers = await pageHeaders('/')
    headers.append('set-cookie', 'good=1; Secure; HttpOnly; SameSite=Strict')
    headers.append('set-cookie', cookie)
    expect(scoreHeaders(headers).modifiers['cookies']).toBe(modifier)
  })

  it('below ninety no bonus counts', async () => {
    const headers = await pageHeaders('/')
    headers.delete('strict-transport-security')
    expect(scoreHeaders(headers)).toMatchObject({ score: 80, grade: 'B+' })
  })
})
