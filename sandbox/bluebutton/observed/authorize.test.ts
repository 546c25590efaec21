// blue-button-observed.md section 3, row by row, on versions 2 and 3: the way to consent and everything that ends it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import { visit } from '@/sandbox/bluebutton/browse'
import { cast, inactiveApp, mainApp, manyAddresses, noDemographics, otherApp } from '@/sandbox/bluebutton/cast'
import { authorizeAddress, connect, exchange, newPkce, walk, walkToConsent } from '@/sandbox/bluebutton/walk'
import type { WalkOptions } from '@/sandbox/bluebutton/walk'
import { RESERVED } from '@/sandbox/people/reserved'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'
import { answerOf, literally, named, prove } from './testing'
import type { Row } from './testing'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast })
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

type Changes = Readonly<Record<string, string | null>>
const json = { 'content-type': 'application/json', location: null }
const page = { 'content-type': /^text\/html/, location: null }
const message = (status: number, words: string) => `{"status_code": ${status}, "message": "${words}"}`
const missing = (names: string) => message(400, `Missing Required Parameter(s): ${names}`)
const method = '{"status_code": 400, "error": "invalid_request", "error_description": "code_challenge_method must be S256"}'
const state = 'a-state-of-sixteen'
const callback = 'https://app.example/callback'
const toLogin = /^\/mymedicare\/login\?next=%2Fv[23]%2Fo%2Fauthorize%2F%3F/

describe.each([2, 3] as const)('observed 3, authorize, version %i', version => {
  const options = (more: Partial<WalkOptions> = {}): WalkOptions => ({ url: sandbox.url, app: mainApp, version, state, ...more })
  const addressWith = (changes: Changes, more: Partial<WalkOptions> = {}) => {
    const address = new URL(authorizeAddress(options(more)))
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) address.searchParams.delete(name)
      else address.searchParams.set(name, value)
    }
    return address.href
  }
  const once = (address: string, init: RequestInit = {}) => fetch(address, { redirect: 'manual', ...init })
  const before = (changes: Changes) => () => once(addressWith(changes))
  const after = (changes: Changes, more: Partial<WalkOptions> = {}) => () => answerOf(walkToConsent(options(more), addressWith(changes, more)))
  const shown = (more: Partial<WalkOptions> = {}) => () => answerOf(walkToConsent(options(more)))
  const whole = (more: Partial<WalkOptions> = {}) => () => answerOf(walk(options(more)))

  const chain: Row[] = [
    { id: '3.a', what: 'authorize leads to the sign-in, with a session cookie', ask: before({}), status: 302, body: '', headers: { location: toLogin, 'set-cookie': /^sessionid=\w+; .*Path=\/; SameSite=Lax$/ } },
    {
      id: '3.b', what: 'which leads to the login service with a relay', status: 302,
      ask: async () => once(new URL((await before({})()).headers.get('location') ?? '', sandbox.url).href),
      headers: { location: /[?&]client_id=bb2api&relay=\d{26}&redirect_uri=[^&]+%2Fmymedicare%2Fsls-callback$/ },
    },
    { id: '3.d', what: 'and in the end to the consent page', ask: shown(), status: 200, body: /id="authorizationForm" method="post"/, headers: { 'content-type': /^text\/html/, 'set-cookie': /^csrftoken=\w+; Path=\/; SameSite=Lax/ } },
    { id: '3.e', what: 'Connect goes back with a code of 30 and the state', ask: whole(), status: 302, headers: { location: new RegExp(`^${callback}\\?code=[A-Za-z0-9]{30}&state=${state}$`) } },
    { id: '3.e', what: 'Cancel goes back with access_denied and the state, no description', ask: whole({ press: 'deny' }), status: 302, headers: { location: `${callback}?error=access_denied&state=${state}` } },
  ]

  const early: Row[] = [
    { id: '3.1', what: 'no challenge', ask: before({ code_challenge: null }), status: 400, body: missing('code_challenge'), headers: json },
    { id: '3.2', what: 'no method', ask: before({ code_challenge_method: null }), status: 400, body: missing('code_challenge_method'), headers: json },
    { id: '3.2', what: 'several missing', ask: before({ code_challenge: null, code_challenge_method: null, state: null }), status: 400, body: missing('code_challenge, code_challenge_method, state'), headers: json },
    { id: '3.3', what: 'method plain', ask: before({ code_challenge_method: 'plain' }), status: 400, body: method, headers: json },
    { id: '3.3', what: 'method s256', ask: before({ code_challenge_method: 's256' }), status: 400, body: method, headers: json },
    { id: '3.4', what: 'no state', ask: before({ state: null }), status: 400, body: missing('state'), headers: json },
    { id: '3.4', what: 'an empty state', ask: before({ state: '' }), status: 400, body: missing('state'), headers: json },
    { id: '3.5', what: 'a state of 15', ask: before({ state: 'x'.repeat(15) }), status: 400, body: message(400, 'State parameter should have a minimum of 16 characters'), headers: json },
    { id: '3.5', what: 'a state of 16', ask: before({ state: 'x'.repeat(16) }), status: 302, headers: { location: toLogin } },
    {
      id: '3.6', what: 'a form without state', status: 401, body: message(401, 'State required in POST body.'), headers: json,
      ask: () => once(`${sandbox.url}/v${version}/o/authorize/`, { method: 'POST', body: new URL(addressWith({ state: null })).searchParams }),
    },
    { id: '3.7', what: 'no scope', ask: before({ scope: null }), ...(version === 3 ? { status: 400, body: missing('scope'), headers: json } : { status: 302, headers: { location: toLogin } }) },
    { id: '3.8', what: 'an audit scope', ask: before({ scope: 'patient/AuditEvent.rs' }), status: 400, body: message(400, 'Invalid scopes.'), headers: json },
    { id: '3.9', what: 'a secret in the query', ask: before({ client_secret: 'x' }), status: 400, body: 'Illegal query parameter [client_secret] detected', headers: { location: null } },
    { id: '3.10', what: 'an unknown client', ask: before({ client_id: 'Z'.repeat(40) }), status: 400, body: literally('invalid_client : Application does not exist (client_id)'), headers: page },
    { id: '3.11', what: 'a malformed client id', ask: before({ client_id: 'abc' }), status: 400, body: /invalid_client : Invalid client_id format/, headers: page },
    { id: '3.12', what: 'no client id', ask: before({ client_id: null }), status: 401, body: /401 - Unauthorized[\s\S]*invalid_client : App id failed/, headers: page },
    { id: '3.13', what: 'an inactive app', ask: before({ client_id: inactiveApp.clientId }), status: 403, body: /invalid_client : This application, Inactive App, is temporarily inactive\. If you are the app maintainer, please contact the Blue Button API team\./, headers: page },
    { id: '3.14', what: 'a consent address that is no uuid', ask: () => once(addressWith({}).replace('/authorize/?', '/authorize/not-a-uuid/?')), status: 404, body: message(404, 'Not found.'), headers: json },
  ]

  const invalidScopes = { status: 400, body: message(400, 'Invalid scopes.'), headers: json }
  const mismatch = { status: 400, body: /Error: invalid_request[\s\S]*Mismatching redirect URI\./, headers: page }
  const late: Row[] = [
    ...['patient/Foo.read', 'patient/*.read', 'offline_access', 'patient/Patient.write', 'patient/Coverage.rs offline_access', ''].map((scope): Row => ({ id: '3.15', what: `scope "${scope}"`, ask: after({ scope }), ...invalidScopes })),
    ...(version === 2 ? [{ id: '3.16', what: 'no scope asks for everything', ask: after({ scope: null }), status: 200, body: /name="scope" value="openid profile launch\/patient patient\/Patient\.read/ }] : []),
    { id: '3.17', what: 'a scope that the app may not have', ask: after({}, { app: noDemographics }), ...invalidScopes },
    ...[
      'https://app.example/other', 'https://app.example:444/callback', 'https://evil.example/callback', 'http://app.example/callback', `${callback}/`,
    ].map((redirectUri): Row => ({ id: '3.18', what: redirectUri, ask: shown({ redirectUri }), ...mismatch })),
    { id: '3.18', what: 'localhost for 127.0.0.1', ask: shown({ app: manyAddresses, redirectUri: 'http://localhost/callback' }), ...mismatch },
    { id: '3.18', what: 'https for http', ask: shown({ app: manyAddresses, redirectUri: 'https://127.0.0.1/callback' }), ...mismatch },
    { id: '3.19', what: 'a fragment', ask: shown({ redirectUri: `${callback}#x` }), status: 400, body: /Invalid redirect URI\./, headers: page },
    { id: '3.20', what: 'no address, several registered', ask: shown({ app: manyAddresses, redirectUri: null }), status: 400, body: /Missing redirect URI\./, headers: page },
    { id: '3.20', what: 'no address, one registered', ask: whole({ redirectUri: null }), status: 302, headers: { location: literally(`${callback}?code=`) } },
    { id: '3.21', what: 'a query more than registered', ask: whole({ redirectUri: `${callback}?x=1` }), status: 302, headers: { location: literally(`${callback}?x=1&code=`) } },
    { id: '3.22', what: 'response_type token', ask: after({ response_type: 'token' }), status: 302, headers: { location: `${callback}?error=unauthorized_client&state=${state}` } },
    { id: '3.23', what: 'an unknown response_type', ask: after({ response_type: 'id_token' }), status: 302, headers: { location: `${callback}?error=unsupported_response_type&state=${state}` } },
    { id: '3.24', what: 'no response_type', ask: after({ response_type: null }), status: 302, headers: { location: `${callback}?error=invalid_request&error_description=Missing+response_type+parameter.&state=${state}` } },
    { id: '3.25', what: 'the state twice', ask: () => answerOf(walkToConsent(options(), `${addressWith({})}&state=${state}`)), status: 400, body: /Error: invalid_request/, headers: page },
    { id: '3.26', what: 'aud, prompt=none and unknown parameters', ask: whole({ more: { aud: 'x', prompt: 'none', foo: 'bar' } }), status: 302, headers: { location: literally(`${callback}?code=`) } },
    ...['', 'False'].map((allow): Row => ({
      id: '3.27', what: `allow "${allow}"`, status: 302, headers: { location: `${callback}?error=access_denied&state=${state}` },
      ask: async () => answerOf((await walkToConsent(options())).submit({ allow }, 'deny')),
    })),
    { id: '3.27', what: 'another word in allow', ask: async () => answerOf((await walkToConsent(options())).submit({ allow: 'maybe' }, 'deny')), status: 302, headers: { location: literally(`${callback}?code=`) } },
    {
      id: '3.27', what: 'personal information off when only that was asked', status: 302, headers: { location: `${callback}?error=access_denied&state=${state}` },
      ask: async () => answerOf((await walkToConsent(options({ scope: 'profile patient/Patient.rs' }))).submit({ share_demographic_scopes: 'False' }, 'approve')),
    },
    ...['short', 'not/base64url+at+all='].map((code_challenge): Row => ({ id: '3.28', what: `the challenge "${code_challenge}"`, ask: whole({ more: { code_challenge } }), status: 302, headers: { location: literally(`${callback}?code=`) } })),
    {
      id: '3.29', what: 'a consent page left for two days', status: 302, headers: { location: toLogin },
      ask: async () => {
        const { response } = await walkToConsent(options())
        sandbox.controls.clock.advance(2 * 86_400_000)
        return once(response.url)
      },
    },
    {
      id: '3.29', what: 'its address used by another client', status: 302, headers: { location: toLogin },
      ask: async () => once((await walkToConsent(options())).response.url.replace(mainApp.clientId, otherApp.clientId)),
    },
  ]

  const behaving = (change: Partial<Behaviour>) => () => {
    sandbox.controls.behave(change)
    return answerOf(walkToConsent(options()))
  }
  const backHere = (query: string) => () => once(`${sandbox.url}/mymedicare/sls-callback?${query}`)
  const stranger = { status: 404, body: literally(`fetch("${callback}?error=not_found",{mode:'no-cors'})`), headers: page }
  const login: Row[] = [
    { id: '3.30', what: 'no Medicare number in the account', ask: behaving({ medicareLogin: 'no-medicare-number' }), status: 404, headers: page },
    { id: '3.31', what: 'a person unknown to the backend', ask: behaving({ claimsBackend: 'does-not-know-the-person' }), ...stranger },
    ...(version === 3 ? [{ id: '3.31', what: 'a person without a v3 id', ask: shown({ username: `BBUser${RESERVED.noVersion3}` }), ...stranger }] : []),
    { id: '3.32', what: 'the backend failing', ask: behaving({ claimsBackend: 'failing' }), status: 502, body: '{"error": "Failed to retrieve data from data source."}', headers: json },
    { id: '3.33', what: 'no relay', ask: backHere('req_token=x'), status: 400, body: '{"error": "The state parameter is required"}', headers: json },
    { id: '3.33', what: 'an unknown relay', ask: backHere('req_token=x&relay=1'), status: 400, body: '{"error": "The requested state was not found"}', headers: json },
    { id: '3.34', what: 'the login service down', ask: behaving({ medicareLogin: 'down' }), status: 500, body: '{"error": "Server Error (500)"}', headers: json },
  ]

  it.each(named([...chain, ...early, ...late, ...login]))('O%s', (_, row) => prove(row))

  it('O3.c the consent page has an address of its own, with the original query', async () => {
    const { response } = await walkToConsent(options())
    const [shownAt, asked] = [new URL(response.url), new URL(addressWith({}))]
    expect(shownAt.pathname).toMatch(new RegExp(`^/v${version}/o/authorize/[0-9a-f]{8}-[0-9a-f-]{27}/$`))
    const [left, right] = [shownAt, asked].map(({ searchParams }) => [...searchParams].filter(([name]) => name !== 'code_challenge'))
    expect(left).toEqual(right)
  })

  it('O3 no sign-in is kept: the same browser is asked again', async () => {
    const cookie = (await before({})()).headers.getSetCookie().map(it => it.split(';')[0]).join('; ')
    await walk(options({ headers: { cookie } }))
    expect(await (await visit(addressWith({}), { headers: { cookie } })).text()).toContain('username-textbox')
  })

  it('O3 the same consent form posted twice gives a second code', async () => {
    const verifier = newPkce().verifier
    const consent = await walkToConsent(options({ verifier }))
    for (const page of [await consent.submit({}, 'approve'), await consent.submit({}, 'approve')]) {
      const code = page.location?.searchParams.get('code') ?? ''
      expect((await exchange(options({ verifier }), code)).status).toBe(200)
    }
  })

  it.each(['with spaces and & and # in it', 'ñandú-über-日本-and-more', 'y'.repeat(2_000)])('O3 the state comes back exactly', async odd => {
    expect((await walk(options({ state: odd }))).location?.searchParams.get('state')).toBe(odd)
  })
})

describe('observed 3, only in version 3', () => {
  it('O3 "Switch account" leads to authorize with the same state and challenge', async () => {
    const consent = await walkToConsent({ url: sandbox.url, app: mainApp, version: 3, state })
    const query = /name="query" value="([^"]*)"/.exec(consent.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const answer = await fetch(`${sandbox.url}/v3/o/permission-logout`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ query }) })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, expect.stringMatching(/^\/v3\/o\/authorize\?/)])
    const again = await visit(new URL(answer.headers.get('location') ?? '', sandbox.url).href, {})
    expect(await again.text()).toContain('username-textbox')
  })
})

describe('contract 2.9, approval_prompt=auto', () => {
  const auto = (scope: string, more: Partial<WalkOptions> = {}) => walkToConsent({ url: sandbox.url, app: mainApp, scope, more: { approval_prompt: 'auto' }, ...more })

  it('skips the page when a live token covers the scopes, and leaves that token alive', async () => {
    const options = { url: sandbox.url, app: mainApp }
    const tokens = await connect(options)
    const verifier = newPkce().verifier
    const page = await auto('patient/Coverage.rs', { verifier })
    expect([page.status, page.location?.href]).toEqual([302, expect.stringMatching(/^https:\/\/app\.example\/callback\?code=\w{30}&state=/)])
    const reply: unknown = await (await exchange({ ...options, verifier }, page.location?.searchParams.get('code') ?? '')).json()
    expect(reply).toMatchObject({ scope: 'patient/Coverage.rs', access_grant_expiration: tokens.access_grant_expiration })
    const data = await fetch(`${sandbox.url}/v2/fhir/Coverage`, { headers: { authorization: `Bearer ${tokens.access_token}` } })
    expect(data.status).toBe(200)
  })

  it.each<[string, string, (() => void) | null, Partial<WalkOptions>]>([
    ['the scopes are wider', 'patient/Coverage.rs profile', null, {}],
    ['the token is past its hour', 'patient/Coverage.rs', () => sandbox.controls.expireAccessTokens(), {}],
    ['the grant was removed', 'patient/Coverage.rs', () => sandbox.controls.revokeAtMedicare(), {}],
    ['somebody else signs in', 'patient/Coverage.rs', null, { username: 'BBUser00001' }],
    ['another app asks', 'patient/Coverage.rs', null, { app: otherApp }],
  ])('shows it when %s', async (_, scope, then, more) => {
    await connect({ url: sandbox.url, app: mainApp, scope: 'patient/Coverage.rs' })
    then?.()
    expect((await auto(scope, more)).html).toContain('id="approve"')
  })

  it('still asks for the sign-in', async () => {
    await connect({ url: sandbox.url, app: mainApp })
    const first = await visit(authorizeAddress({ url: sandbox.url, app: mainApp, more: { approval_prompt: 'auto' } }), {})
    expect(await first.text()).toContain('username-textbox')
  })
})
