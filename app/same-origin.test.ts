// Whatever changes something is asked for by our own pages only (quality HDR-05, INP-09).
import { beforeAll, describe, expect, it } from 'vitest'
import { refuseForeign } from '@/app/same-origin'
import { setSettings } from '@/lib/session/testing'

const ours = 'https://claims.example.org'

beforeAll(() => {
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: 'secret-Zq8!kV3@nW7#pL2$xR9%tM4^bC6' }
  setSettings({ url: 'https://sandbox.bluebutton.cms.gov', app, signIn: async () => null }, { APP_ORIGIN: ours })
})

const form = 'application/x-www-form-urlencoded'

function statusOf(headers: Record<string, string | undefined>, url = `${ours}/sign-out`): number {
  const all = { origin: ours, 'sec-fetch-site': 'same-origin', 'content-type': form, 'content-length': '20', ...headers }
  const sent = new Headers(Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] satisfies [string, string]])))
  return refuseForeign(new Request(url, { method: 'POST', headers: sent }))?.status ?? 200
}

const foreignOrigins = [
  undefined, 'null', '', 'https://evil.example', 'http://claims.example.org', 'https://claims.example.org:8443', 'https://claims.example.org.evil.example', 'https://evil.example/https://claims.example.org',
  'https://www.claims.example.org', 'https://claims.example.org/', 'https://CLAIMS.example.org', 'HTTPS://claims.example.org', 'claims.example.org', '//claims.example.org', 'https://claims.example.org@evil.example',
  'https://claims.example.org, https://evil.example', 'https://evil.example, https://claims.example.org', 'https://claims.example.org https://evil.example', 'file://', 'chrome-extension://abc', 'https://claims.example.org%00', 'http://localhost:3000',
]
const sites = [undefined, 'same-origin', 'same-site', 'cross-site', 'none', 'whatever']
const spoofs = [
  {},
  { host: 'evil.example' },
  { 'x-forwarded-host': 'evil.example' },
  { 'x-forwarded-host': 'claims.example.org', 'x-forwarded-proto': 'https' },
  { forwarded: 'host=evil.example;proto=https' },
  { referer: `${ours}/claims` },
  { 'x-http-method-override': 'POST' },
]

describe('the exact origin passes, and no other (HDR-05)', () => {
  it.each(foreignOrigins.map((origin) => [origin]))('origin %s is refused, whatever else is claimed', (origin) => {
    for (const site of sites) {
      for (const spoof of spoofs) expect(statusOf({ origin, 'sec-fetch-site': site, ...spoof })).toBe(403)
    }
  })

  it.each(sites.map((site) => [site, site === undefined || site === 'same-origin' ? 200 : 403]))('our origin, asked from %s: %i', (site, status) => {
    for (const spoof of spoofs) expect(statusOf({ 'sec-fetch-site': site, ...spoof })).toBe(status)
  })

  it('the address of the request has no say: a forged Host does not make another origin ours', () => {
    expect(statusOf({ origin: 'https://evil.example', host: 'evil.example' }, 'https://evil.example/sign-out')).toBe(403)
    expect(statusOf({ host: 'evil.example' }, 'https://evil.example/sign-out')).toBe(200)
  })
})

describe('only a form of reasonable size (INP-09)', () => {
  it.each([
    [form, 200],
    [`${form};charset=UTF-8`, 200],
    ['multipart/form-data; boundary=x', 200],
    [undefined, 415],
    ['', 415],
    ['text/plain', 415],
    ['application/json', 415],
    ['application/x-www-form-urlencodedx', 415],
    ['text/plain; application/x-www-form-urlencoded', 415],
    ['application/json, application/x-www-form-urlencoded', 415],
  ])('content type %s: %i', (type, status) => {
    expect(statusOf({ 'content-type': type })).toBe(status)
  })

  it.each([
    ['0', 200],
    ['65536', 200],
    ['65537', 413],
    ['99999999999', 413],
  ])('%s bytes: %i', (length, status) => {
    expect(statusOf({ 'content-length': length })).toBe(status)
  })

  it('a body that does not say its length is refused, whatever else it says: it could not be counted', () => {
    expect(statusOf({ 'content-length': undefined, 'transfer-encoding': 'chunked' })).toBe(411)
    expect(statusOf({ 'transfer-encoding': 'chunked' })).toBe(411)
  })

  it('a refusal says nothing and is kept by nobody', async () => {
    const refused = refuseForeign(new Request(`${ours}/sign-out`, { method: 'POST' }))
    expect(await refused?.text()).toBe('')
    expect(refused?.headers.get('cache-control')).toBe('private, no-store')
    expect([...(refused?.headers.keys() ?? [])].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})
