// What every answer carries and no request may do (quality HDR-01, HDR-06, HDR-07, section C3).
import { NextRequest } from 'next/server'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { setSettings } from '@/lib/session/testing'
import proxy, { config, contentPolicy } from './proxy'

const ours = 'http://localhost:3000'

beforeAll(() => {
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: 'secret-Zq8!kV3@nW7#pL2$xR9%tM4^bC6' }
  setSettings({ url: 'http://localhost:8000', app, signIn: async () => null })
})

function ask(path = '/', { method = 'GET', host = 'localhost:3000', headers = {} }: { method?: string; host?: string | null; headers?: Record<string, string> } = {}) {
  return proxy(new NextRequest(new URL(path, ours), { method, headers: { ...(host === null ? {} : { host }), ...headers } }))
}

const nonceOf = (policy: string | null) => /'nonce-([^']+)'/.exec(policy ?? '')?.[1] ?? ''

describe('the content policy (HDR-01, C3)', () => {
  it('is this one, word for word', () => {
    expect(contentPolicy('N', false, true)).toBe(
      "default-src 'none'; script-src 'nonce-N' 'strict-dynamic'; script-src-attr 'none'; style-src 'self' 'nonce-N'; style-src-attr 'none'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; report-uri /csp-report; report-to csp; upgrade-insecure-requests",
    )
  })

  it('on plain http of this machine does not ask for https', () => {
    expect(contentPolicy('N', false, false)).toBe(contentPolicy('N', false, true).replace('; upgrade-insecure-requests', ''))
  })

  it('allows nothing unsafe outside development, and reads that from the build', () => {
    expect(contentPolicy('N', false, true)).not.toMatch(/unsafe|\*|data:|blob:|ws:|https?:/)
    vi.stubEnv('NODE_ENV', 'production')
    expect(contentPolicy('N')).not.toMatch(/unsafe|ws:/)
    vi.unstubAllEnvs()
    expect(contentPolicy('N', true, false)).toContain("'unsafe-eval'")
  })

  it('has a fresh nonce of at least 128 bits in each of a thousand answers', () => {
    const nonces = Array.from({ length: 1_000 }, () => nonceOf(ask().headers.get('content-security-policy')))
    expect(new Set(nonces).size).toBe(1_000)
    for (const nonce of nonces) expect(Buffer.from(nonce, 'base64').length).toBe(16)
  })

  it('goes to the page as the same text, and one that a client sent is overwritten', () => {
    const answer = ask('/claims', { headers: { 'content-security-policy': "script-src 'nonce-planted'" } })
    const policy = answer.headers.get('content-security-policy')
    expect(answer.headers.get('x-middleware-request-content-security-policy')).toBe(policy)
    expect(policy).not.toContain('planted')
    expect(answer.headers.get('reporting-endpoints')).toBe('csp="/csp-report"')
  })

  it.each([
    ['/', true],
    ['/claims/carrier-1', true],
    ['/api/claims', true],
    ['/nowhere', true],
    ['/_next/image', true],
    ['/_next/static/chunk.js', false],
  ])('is set for %s: %s', (path, applies) => {
    expect(new RegExp(`^${config.matcher}$`).test(path)).toBe(applies)
  })
})

describe('known methods only (HDR-06)', () => {
  it.each(['GET', 'HEAD', 'POST'])('%s goes on', (method) => {
    expect(ask('/claims', { method }).status).toBe(200)
  })

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'LINK', 'PURGE', 'BREW'])('%s is refused with the list, on any path', (method) => {
    for (const path of ['/', '/claims', '/livez', '/connect/callback', '/api/claims']) {
      const answer = ask(path, { method })
      expect(answer.status).toBe(405)
      expect(answer.headers.get('allow')).toBe('GET, HEAD, POST')
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
  })
})

describe('our own host only (HDR-07)', () => {
  it.each(['evil.example', 'localhost:3000.evil.example', 'localhost', 'localhost:3001', 'evil.example:3000', 'localhost:3000@evil.example', '', 'localhost:3000/x', '[::1', '127.0.0.1:3001', '169.254.169.254', 'xn--lcalhost-3of:3000'])('%j is refused', (host) => {
    const answer = ask('/claims', { host })
    expect(answer.status).toBe(421)
    expect([...answer.headers.values()].join(' ')).not.toContain('evil')
  })

  it('no host at all is refused', () => {
    expect(ask('/claims', { host: null }).status).toBe(421)
  })

  it('forwarded names have no say', () => {
    const spoof = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '1.2.3.4', forwarded: 'host=evil.example', 'x-original-host': 'evil.example', 'x-host': 'evil.example' }
    const answer = ask('/claims', { headers: spoof })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('location')).toBeNull()
    expect(ask('/claims', { host: 'evil.example', headers: { 'x-forwarded-host': 'localhost:3000' } }).status).toBe(421)
  })

  it.each(['127.0.0.1:3000', '[::1]:3000', 'LOCALHOST:3000'])('another name of this machine, %s, is sent to ours by GET, and refused otherwise', (host) => {
    const answer = ask('/connect/callback?code=a&state=b', { host })
    expect([answer.status, answer.headers.get('location')]).toEqual([307, `${ours}/connect/callback?code=a&state=b`])
    expect(ask('/sign-out', { host, method: 'POST' }).status).toBe(421)
  })

  it.each(['//evil.example', '/\\evil.example', '/%2f%2fevil.example', '/@evil.example', '/?next=//evil.example'])('and never to another host, whatever the path: %s', (path) => {
    const request = new NextRequest(`${ours}${path}`, { headers: { host: '127.0.0.1:3000' } })
    const location = proxy(request).headers.get('location')
    expect(new URL(location ?? 'http://none.invalid').origin).toBe(ours)
  })

  it('health is asked by address, not by name', () => {
    for (const path of ['/livez', '/readyz']) expect(ask(path, { host: '10.0.0.7:3000' }).status).toBe(200)
    expect(ask('/livez/../claims', { host: '10.0.0.7:3000' }).status).toBe(421)
  })
})

describe('one address for each page (INP-09, HDR-02)', () => {
  const undecodable = ['/%ff', '/claims/%ff', '/claims/%E0%A4%A', '/claims/%', '/claims/%zz/record', '/claims/%ff/', '/api/operator/exports/%C0%AE', '/livez/%ff']

  it.each(undecodable)('what nobody can decode is refused with 400, read or sent: %s', (path) => {
    for (const method of ['GET', 'HEAD', 'POST']) {
      const answer = ask(path, { method })
      expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('location')]).toEqual([400, 'private, no-store', null])
    }
    expect(ask(path, { method: 'DELETE' }).status).toBe(405)
    expect(ask(path, { host: 'evil.example' }).status).toBe(421)
  })

  it.each(['/claims/caf%C3%A9', '/claims/%25ff', '/claims?a=%ff', '/claims/..%2fcoverage'])('what can be decoded goes on: %s', (path) => {
    expect(ask(path).headers.get('x-middleware-next')).toBe('1')
  })

  it.each([
    ['/claims/', '/claims'],
    ['/claims/carrier-1/record/?lang=es', '/claims/carrier-1/record?lang=es'],
    ['/%2f%2fevil.example/', '/%2f%2fevil.example'],
    ['/nowhere/?next=//evil.example/', '/nowhere?next=//evil.example/'],
  ])('%s is sent to the same without its last slash', (path, same) => {
    const answer = ask(path)
    expect([answer.status, answer.headers.get('location'), answer.headers.get('cache-control')]).toEqual([308, `${ours}${same}`, 'private, no-store'])
    expect(ask(path, { method: 'OPTIONS' }).status).toBe(405)
    expect(ask(path, { host: 'evil.example' }).status).toBe(421)
  })

  it('and never to another host', () => {
    for (const path of ['//evil.example/', '///', '/claims//']) {
      const answer = proxy(new NextRequest(`${ours}${path}`, { headers: { host: 'localhost:3000' } }))
      expect(new URL(answer.headers.get('location') ?? 'http://none.invalid').origin).toBe(ours)
    }
    expect(ask('/').headers.get('location')).toBeNull()
  })
})

describe('the chosen language', () => {
  it('is remembered, and holds for this very answer', () => {
    const answer = ask('/?lang=es', { headers: { cookie: 'a=1; pc_lang=en; b=2' } })
    expect(answer.headers.get('x-middleware-request-cookie')).toBe('a=1; b=2; pc_lang=es')
    expect(answer.headers.get('set-cookie')).toMatch(/^pc_lang=es; Path=\/; .*HttpOnly; SameSite=lax$/i)
  })

  it.each(['fr', 'ES', 'es;Path=/x', 'en\r\nset-cookie: a=b', ''])('anything else is left alone: %j', (language) => {
    const answer = ask(`/?lang=${encodeURIComponent(language)}`, { headers: { cookie: 'pc_lang=en' } })
    expect(answer.headers.get('set-cookie')).toBeNull()
  })
})
