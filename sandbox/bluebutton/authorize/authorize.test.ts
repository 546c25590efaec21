// E3 to E5, observed 3: what is refused before anybody signs in, in which order, and what strands people afterwards.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cast, inactiveApp, mainApp, manyAddresses, noDemographics } from '@/sandbox/bluebutton/cast'
import { authorizeAddress, connect, exchange, newPkce, walk, walkToConsent } from '@/sandbox/bluebutton/walk'
import { visit } from '@/sandbox/bluebutton/browse'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast })
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

/** A well-formed request with some parameters changed; null takes one away. */
function changed(changes: Record<string, string | null>, version: 1 | 2 | 3 = 2): string {
  const address = new URL(authorizeAddress({ url: sandbox.url, app: mainApp, version }))
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) address.searchParams.delete(name)
    else address.searchParams.set(name, value)
  }
  return address.href
}

const ask = (address: string, init: RequestInit = {}) => fetch(address, { redirect: 'manual', ...init })
const unknownClient = 'Z'.repeat(40)

const missing = (...names: string[]) => `{"status_code": 400, "message": "Missing Required Parameter(s): ${names.join(', ')}"}`
const methodWords = '{"status_code": 400, "error": "invalid_request", "error_description": "code_challenge_method must be S256"}'
const invalidScopes = '{"status_code": 400, "message": "Invalid scopes."}'
const tooShort = '{"status_code": 400, "message": "State parameter should have a minimum of 16 characters"}'

describe('E3 what is refused before the sign-in', () => {
  it.each([
    ['no client_id', { client_id: null }, 401, 'invalid_client : App id failed'],
    ['an empty client_id', { client_id: '' }, 401, 'invalid_client : App id failed'],
    ['a malformed client_id', { client_id: 'abc' }, 400, 'invalid_client : Invalid client_id format'],
    ['an unknown client_id', { client_id: unknownClient }, 400, 'invalid_client : Application does not exist (client_id)'],
    ['an inactive app', { client_id: inactiveApp.clientId }, 403, 'invalid_client : This application, Inactive App, is temporarily inactive. If you are the app maintainer'],
  ])('%s gets the page "401 - Unauthorized"', async (_, changes, status, words) => {
    const answer = await ask(changed(changes))
    const html = await answer.text()
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(html).toContain('401 - Unauthorized')
    expect(html).toContain(words)
  })

  it.each([
    ['no challenge', { code_challenge: null }, 400, missing('code_challenge')],
    ['no method', { code_challenge_method: null }, 400, missing('code_challenge_method')],
    ['no state', { state: null }, 400, missing('state')],
    ['an empty state', { state: '' }, 400, missing('state')],
    ['nothing of the three', { state: null, code_challenge: null, code_challenge_method: null }, 400, missing('code_challenge', 'code_challenge_method', 'state')],
    ['a state of 15', { state: 'x'.repeat(15) }, 400, tooShort],
    ['the method plain', { code_challenge_method: 'plain' }, 400, methodWords],
    ['the method s256', { code_challenge_method: 's256' }, 400, methodWords],
    ['an audit scope', { scope: 'patient/AuditEvent.rs' }, 400, invalidScopes],
    ['a secret in the query', { client_secret: 'x' }, 400, 'Illegal query parameter [client_secret] detected'],
  ])('%s', async (_, changes, status, body) => {
    const answer = await ask(changed(changes))
    expect([answer.status, await answer.text()]).toEqual([status, body])
    expect(answer.headers.get('location')).toBeNull()
  })

  it.each([
    ['a missing scope', { scope: null }, missing('scope')],
    ['all four missing', { scope: null, state: null, code_challenge: null, code_challenge_method: null }, missing('code_challenge', 'code_challenge_method', 'state', 'scope')],
  ])('version 3: %s', async (_, changes, body) => {
    const answer = await ask(changed(changes, 3))
    expect([answer.status, await answer.text()]).toEqual([400, body])
  })

  it('version 3 closed to the app: 403', async () => {
    sandbox.controls.behave({ v3: 'early-adopters-only' })
    const answer = await ask(changed({}, 3))
    expect([answer.status, await answer.text()]).toEqual([403, '{"status_code": 403, "message": "Unable to verify permission"}'])
    expect((await ask(changed({}, 2))).status).toBe(302)
  })

  it('version 3 switched off: 404 page', async () => {
    sandbox.controls.behave({ v3: 'off' })
    for (const path of ['/v3/o/authorize/', '/v3/fhir/Patient', '/v3/connect/userinfo', '/v3/o/token/'])
      expect((await ask(`${sandbox.url}${path}`)).status).toBe(404)
  })

  it('a form without state: 401', async () => {
    const body = new URL(changed({})).searchParams
    body.delete('state')
    const answer = await ask(`${sandbox.url}/v2/o/authorize/`, { method: 'POST', body })
    expect([answer.status, await answer.text()]).toEqual([401, '{"status_code": 401, "message": "State required in POST body."}'])
  })

  it('a form with everything goes on to the sign-in', async () => {
    const answer = await ask(`${sandbox.url}/v2/o/authorize/`, { method: 'POST', body: new URL(changed({})).searchParams })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toMatch(/^\/mymedicare\/login\?next=/)
  })

  it.each([
    ['16 characters of state', { state: 'x'.repeat(16) }],
    ['a redirect address nobody registered', { redirect_uri: 'https://evil.example/' }],
    ['an unknown scope', { scope: 'offline_access' }],
    ['an unknown response type', { response_type: 'id_token' }],
    ['a challenge too short to be one', { code_challenge: 'abc' }],
    ['prompt, aud and words nobody knows', { prompt: 'none', aud: 'x', foo: 'bar' }],
  ])('%s is let through to the sign-in', async (_, changes) => {
    const answer = await ask(changed(changes))
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toMatch(/^\/mymedicare\/login\?next=%2Fv2%2Fo%2Fauthorize%2F%3F/)
  })

  it('each check comes before the next: taking the mistakes away one by one shows the order', async () => {
    const wrong = { client_id: 'abc', scope: 'patient/AuditEvent.rs', client_secret: 'x', code_challenge: '', state: 'short', code_challenge_method: 'plain' }
    const steps: [Record<string, string | null>, string][] = [
      [{}, 'Invalid client_id format'],
      [{ client_id: mainApp.clientId }, 'Invalid scopes.'],
      [{ scope: 'profile' }, 'Illegal query parameter'],
      [{ client_secret: null }, 'Missing Required Parameter(s): code_challenge'],
      [{ code_challenge: newPkce().challenge }, 'minimum of 16 characters'],
      [{ state: 'x'.repeat(16) }, 'must be S256'],
    ]
    let changes: Record<string, string | null> = wrong
    for (const [mend, words] of steps) {
      changes = { ...changes, ...mend }
      expect(await (await ask(changed(changes))).text()).toContain(words)
    }
  })
})

describe('E4 what is refused only after the sign-in', () => {
  it.each([
    ['another host', { redirect_uri: 'https://evil.example/callback' }, 'Mismatching redirect URI.'],
    ['another port', { redirect_uri: 'https://app.example:444/callback' }, 'Mismatching redirect URI.'],
    ['http for https', { redirect_uri: 'http://app.example/callback' }, 'Mismatching redirect URI.'],
    ['a slash more', { redirect_uri: 'https://app.example/callback/' }, 'Mismatching redirect URI.'],
    ['capitals in the host', { redirect_uri: 'https://App.example/callback' }, 'Mismatching redirect URI.'],
    ['a fragment', { redirect_uri: 'https://app.example/callback#x' }, 'Invalid redirect URI.'],
    ['somebody before the host', { redirect_uri: 'https://app.example@evil.example/callback' }, 'Mismatching redirect URI.'],
  ])('a redirect address with %s never redirects', async (_, changes, words) => {
    const page = await walkToConsent({ url: sandbox.url, app: mainApp }, changed(changes))
    expect([page.status, page.location]).toEqual([400, null])
    expect(page.html).toContain('Error: invalid_request')
    expect(page.html).toContain(words)
  })

  it('no redirect address: refused when several are registered, the one when there is one', async () => {
    const several = await walkToConsent({ url: sandbox.url, app: manyAddresses, redirectUri: null })
    expect([several.status, several.html.includes('Missing redirect URI.')]).toEqual([400, true])
    const page = await walk({ url: sandbox.url, app: mainApp, redirectUri: null })
    expect(page.location?.href).toMatch(/^https:\/\/app\.example\/callback\?code=/)
  })

  it.each([
    ['http://127.0.0.1:51234/callback', /^http:\/\/127\.0\.0\.1:51234\/callback\?code=/],
    ['myapp://callback', /^myapp:\/\/callback\?code=/],
    ['https://app.example/q?a=1', /^https:\/\/app\.example\/q\?a=1&code=/],
    ['https://app.example/q?b=2&a=1', /^https:\/\/app\.example\/q\?b=2&a=1&code=/],
    ['https://app.example/callback?x=1', /^https:\/\/app\.example\/callback\?x=1&code=/],
  ])('%s is a registered address', async (redirectUri, target) => {
    expect((await walk({ url: sandbox.url, app: manyAddresses, redirectUri })).location?.href).toMatch(target)
  })

  it.each(['http://localhost:51234/callback', 'https://app.example/q', 'http://127.0.0.1:51234/callback/'])('%s is not', async redirectUri => {
    expect((await walkToConsent({ url: sandbox.url, app: manyAddresses, redirectUri })).status).toBe(400)
  })

  it.each([
    ['none', null, '?error=invalid_request&error_description=Missing+response_type+parameter.&state=a-state-of-sixteen'],
    ['token', 'token', '?error=unauthorized_client&state=a-state-of-sixteen'],
    ['another', 'id_token', '?error=unsupported_response_type&state=a-state-of-sixteen'],
  ])('response type %s goes back to the app', async (_, response_type, search) => {
    const page = await walkToConsent({ url: sandbox.url, app: mainApp }, changed({ response_type }))
    expect([page.status, page.location?.search]).toEqual([302, search])
  })

  it.each([
    ['offline_access'], ['fhirUser'], ['patient/*.read'], ['patient/Foo.read'], ['patient/Patient.write'], [''],
    ['patient/Coverage.rs offline_access'], ['patient/Coverage.rs,profile'],
  ])('scope "%s" strands the person on a JSON page', async scope => {
    const page = await walkToConsent({ url: sandbox.url, app: mainApp, scope })
    expect([page.status, page.html, page.location]).toEqual([400, invalidScopes, null])
  })

  it.each(['profile', 'patient/Patient.read', 'patient/Coverage.rs patient/Patient.rs'])('so does "%s" for an app without demographics', async scope => {
    expect((await walkToConsent({ url: sandbox.url, app: noDemographics, scope })).html).toBe(invalidScopes)
  })

  it('a parameter given twice is refused', async () => {
    const address = `${changed({})}&state=another-state-of-16`
    const page = await walkToConsent({ url: sandbox.url, app: mainApp }, address)
    expect([page.status, page.html.includes('Duplicate state parameter.')]).toEqual([400, true])
  })

  it.each(['with spaces & signs # ünïcödé', 'y'.repeat(2_000)])('the state comes back as it was sent', async state => {
    expect((await walk({ url: sandbox.url, app: mainApp, state })).location?.searchParams.get('state')).toBe(state)
  })
})

describe('E5 the sign-in', () => {
  it('is asked for on every authorize, in the same browser too', async () => {
    await walk({ url: sandbox.url, app: mainApp })
    const again = await visit(authorizeAddress({ url: sandbox.url, app: mainApp }), {}, { headers: { cookie: 'sessionid=of-a-minute-ago' } })
    expect(await again.text()).toContain('id="username-textbox"')
  })

  it.each([
    ['BBUser00000', 'PW00000!', true],
    ['BBUser29999', 'PW29999!', true],
    ['BBUser30000', 'PW30000!', false],
    ['BBUser00000', 'PW00001!', false],
    ['bbuser00000', 'PW00000!', false],
    ['BBUser0000', 'PW0000!', false],
    ['somebody', 'secret', false],
  ])('%s with %s: %s', async (username, password, works) => {
    const page = await walkToConsent({ url: sandbox.url, app: mainApp, username, password })
    expect(page.html.includes('id="approve"')).toBe(works)
    expect(page.html.includes('role="alert"')).toBe(!works)
  })

  it('sets a session cookie for 5,400 seconds and remembers the language', async () => {
    const answer = await ask(changed({ lang: 'es' }))
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^sessionid=\w{32}; HttpOnly; Max-Age=5400; Path=\/; SameSite=Lax$/),
      'django_language=es; Path=/; SameSite=Lax',
    ])
  })

  it('goes through the login service with a relay of 26 digits and the language', async () => {
    const start = await ask(new URL((await ask(changed({ lang: 'es' }))).headers.get('location') ?? '', sandbox.url).href)
    const login = new URL(start.headers.get('location') ?? '', sandbox.url)
    expect(login.searchParams.get('relay')).toMatch(/^\d{26}$/)
    expect(login.searchParams.get('lang')).toBe('es-mx')
    expect(login.searchParams.get('redirect_uri')).toBe(`${sandbox.url}/mymedicare/sls-callback`)
  })

  it('never leads anywhere but back to authorize', async () => {
    const answer = await ask(`${sandbox.url}/mymedicare/login?next=${encodeURIComponent('https://evil.example/')}`)
    expect(answer.headers.get('location')).toBe('/')
  })
})

describe('2.7 scopes', () => {
  const everything = ['openid', 'profile', 'launch/patient', ...['Patient', 'Coverage', 'ExplanationOfBenefit'].flatMap(name => [`patient/${name}.read`, `patient/${name}.rs`])]
  it.each([
    ['none asked for', null, everything],
    ['.r beside .s', 'patient/Coverage.r patient/Coverage.s', ['patient/Coverage.rs']],
    ['.rs beside .r', 'patient/Coverage.rs patient/Coverage.r', ['patient/Coverage.rs']],
    ['.r alone', 'patient/Coverage.r', ['patient/Coverage.r']],
    ['one twice', 'openid openid', ['openid']],
    ['the old form beside the new', 'patient/Coverage.read patient/Coverage.rs', ['patient/Coverage.read', 'patient/Coverage.rs']],
  ])('%s', async (_, scope, granted) => {
    const tokens = await connect({ url: sandbox.url, app: mainApp, scope })
    expect(tokens.scope.split(' ').sort()).toEqual([...granted].sort())
  })

  it('none asked for by an app without demographics: everything but those', async () => {
    const tokens = await connect({ url: sandbox.url, app: noDemographics, scope: null })
    expect(tokens.scope.split(' ').sort()).toEqual(everything.filter(scope => scope !== 'profile' && !scope.includes('/Patient.')).sort())
  })

  it('come back in no particular order', async () => {
    const orders = new Set<string>()
    for (let round = 0; round < 12; round += 1) orders.add((await connect({ url: sandbox.url, app: mainApp, scope: null })).scope)
    expect(orders.size).toBeGreaterThan(1)
  })
})

describe('2.2 a challenge with padding', () => {
  it('is tolerated', async () => {
    const { verifier, challenge } = newPkce()
    const options = { url: sandbox.url, app: mainApp, verifier, more: { code_challenge: `${challenge}=` } }
    const code = (await walk(options)).location?.searchParams.get('code') ?? ''
    expect((await exchange(options, code)).status).toBe(200)
  })
})
