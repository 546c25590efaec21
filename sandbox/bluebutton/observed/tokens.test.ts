// blue-button-observed.md section 4, row by row, on versions 2 and 3: the exchange of a code.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { App } from '@/sandbox/apps'
import { cast, inactiveApp, mainApp, oneTimeApp, otherApp, researchApp } from '@/sandbox/bluebutton/cast'
import { connect, exchange, newPkce, post, walk, walkToCode } from '@/sandbox/bluebutton/walk'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'
import { literally, named, prove } from './testing'
import type { Row } from './testing'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast })
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

const verifier = newPkce('v'.repeat(64)).verifier
const redirect_uri = mainApp.redirectUris[0] ?? ''
const basic = (app: App) => ({ authorization: `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64')}` })
const inBody = (app: App) => ({ client_id: app.clientId, client_secret: app.clientSecret })
const wrong: App = { ...mainApp, clientSecret: 'wrong' }
const json = { 'content-type': 'application/json' }
const challenge = { ...json, 'www-authenticate': 'Bearer error="invalid_client"' }
const invalidClient = { status: 401, body: '{"error": "invalid_client"}', headers: challenge }
const invalidGrant = { status: 400, body: '{"error": "invalid_grant"}', headers: json }
const unsupported = { status: 400, body: '{"error": "unsupported_grant_type"}', headers: json }
const reply = /^\{"access_token": "[A-Za-z0-9]{30}", "expires_in": 3600, "token_type": "Bearer", "scope": "[^"]+", "refresh_token": "[A-Za-z0-9]{30}", "patient": "-\d+", "access_grant_expiration": "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"\}$/
const success = { status: 200, body: reply, headers: { ...json, 'cache-control': 'no-store', pragma: 'no-cache', 'set-cookie': /^sessionid=/ } }

function appCheck(status: number, error: string, words: string) {
  return { status, body: literally(`{"status_code": ${status}, "error": "${error}", "error_description": "${words}`), headers: json }
}
function grantCheck(words: string) {
  return { status: 400, body: `{"error": "invalid_request", "error_description": "${words}"}`, headers: json }
}

describe.each([2, 3] as const)('observed 4, token, version %i', version => {
  const address = () => `${sandbox.url}/v${version}/o/token/`
  const options = () => ({ url: sandbox.url, app: mainApp, version, verifier })
  const newCode = () => walkToCode(options())
  let lastCode = ''

  /** Trades a fresh code, with some fields changed; null takes one away. */
  const trade = (changes: Readonly<Record<string, string | null>> = {}, headers: Record<string, string> = basic(mainApp)) => async () => {
    lastCode = await newCode()
    return send({ code: lastCode, ...changes }, headers)
  }
  const send = (changes: Readonly<Record<string, string | null>>, headers: Record<string, string> = basic(mainApp)) => {
    const all = { grant_type: 'authorization_code', redirect_uri, code_verifier: verifier, ...changes }
    const fields = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
    return post(address(), new URLSearchParams(fields), null, headers)
  }
  const codeSurvives = async () => expect((await send({ code: lastCode })).status).toBe(200)
  const withVerifier = (length: number) => async () => {
    const long = 'w'.repeat(length)
    return send({ code: await walkToCode({ ...options(), verifier: long }), code_verifier: long })
  }
  const raw = (init: RequestInit) => () => fetch(address(), { method: 'POST', ...init })
  const multipart = () => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ grant_type: 'authorization_code', ...inBody(mainApp) })) form.set(name, value)
    return form
  }

  const rows: Row[] = [
    { id: '4.0', what: 'success by Basic', ask: trade(), ...success },
    { id: '4.0', what: 'success by the form', ask: trade(inBody(mainApp), {}), ...success },
    { id: '4.0', what: 'success by both', ask: trade(inBody(mainApp)), ...success },
    { id: '4.1', what: 'a wrong verifier', ask: trade({ code_verifier: 'x'.repeat(43) }), ...invalidGrant, after: codeSurvives },
    { id: '4.1', what: 'a wrong, short verifier', ask: trade({ code_verifier: 'x' }), ...invalidGrant, after: codeSurvives },
    { id: '4.2', what: 'no verifier', ask: trade({ code_verifier: null }), ...grantCheck('Code verifier required.') },
    { id: '4.3', what: 'a matching verifier of 42', ask: withVerifier(42), status: 400, body: /^\{"error": null, "error_description": "code_verifier min length (must be|is) 43"\}$/, headers: json },
    { id: '4.3', what: 'of 129', ask: withVerifier(129), status: 400, body: /^\{"error": null, "error_description": "code_verifier max length (must be|is) 128"\}$/, headers: json },
    { id: '4.3', what: 'of 43', ask: withVerifier(43), ...success },
    { id: '4.3', what: 'of 128', ask: withVerifier(128), ...success },
    {
      id: '4.4', what: 'a challenge sent with padding', ...success,
      ask: async () => {
        const page = await walk({ ...options(), more: { code_challenge: `${newPkce(verifier).challenge}=` } })
        return send({ code: page.location?.searchParams.get('code') ?? '' })
      },
    },
    {
      id: '4.5', what: 'a used code; the first tokens live on', ...invalidGrant,
      ask: async () => {
        const code = await newCode()
        const first: unknown = await (await send({ code })).json()
        const again = await send({ code })
        const token = typeof first === 'object' && first && 'access_token' in first ? String(first.access_token) : ''
        const data = await fetch(`${sandbox.url}/v${version}/fhir/Coverage`, { headers: { authorization: `Bearer ${token}` } })
        expect(data.status).toBe(200)
        return again
      },
    },
    {
      id: '4.5', what: 'an expired code', ...invalidGrant,
      ask: async () => {
        const code = await newCode()
        sandbox.controls.clock.advance(60_000)
        return send({ code })
      },
    },
    { id: '4.5', what: 'an unknown code', ask: () => send({ code: 'A'.repeat(30) }), ...invalidGrant },
    { id: '4.5', what: 'the code of another app, which is not burnt', ask: trade({}, basic(otherApp)), ...invalidGrant, after: codeSurvives },
    { id: '4.6', what: 'no code', ask: () => send({}), ...grantCheck('Missing code parameter.') },
    { id: '4.7', what: 'a wrong secret by Basic', ask: trade({}, basic(wrong)), ...invalidClient, after: codeSurvives },
    { id: '4.7', what: 'a wrong secret in the form', ask: trade(inBody(wrong), {}), ...invalidClient, after: codeSurvives },
    { id: '4.7', what: 'no secret', ask: trade({ client_id: mainApp.clientId }, {}), ...invalidClient, after: codeSurvives },
    { id: '4.8', what: 'no client id anywhere', ask: trade({}, {}), ...appCheck(401, 'invalid_client', 'App id failed') },
    { id: '4.8', what: 'an empty body', ask: raw({}), ...appCheck(401, 'invalid_client', 'App id failed') },
    { id: '4.8', what: 'a JSON body', ask: raw({ body: JSON.stringify(inBody(mainApp)), headers: json }), ...appCheck(401, 'invalid_client', 'App id failed') },
    { id: '4.8', what: 'a JSON body with Basic (contract 3.3)', ask: raw({ body: '{}', headers: { ...json, ...basic(mainApp) } }), ...unsupported },
    // Only a urlencoded form is read (contract 3.1), so a form in parts is as good as an empty one.
    { id: '4.8', what: 'a form in parts', ask: () => raw({ body: multipart() })(), ...appCheck(401, 'invalid_client', 'App id failed') },
    { id: '4.8', what: 'a form in parts with Basic', ask: () => raw({ body: multipart(), headers: basic(mainApp) })(), ...unsupported },
    { id: '4.9', what: 'an unknown client', ask: trade({ client_id: 'Z'.repeat(40) }, {}), ...appCheck(400, 'invalid_client', 'Application does not exist (client_id)') },
    { id: '4.9', what: 'an unknown client by Basic (contract 3.3)', ask: trade({}, basic({ ...mainApp, clientId: 'Z'.repeat(40) })), ...appCheck(401, 'invalid_client', 'Application does not exist') },
    { id: '4.10', what: 'a malformed client id', ask: trade({ client_id: 'abc' }, {}), ...appCheck(400, 'invalid_client', 'Invalid client_id format') },
    { id: '4.10', what: 'a malformed Basic header', ask: trade({}, { authorization: `Basic ${Buffer.from('no colon').toString('base64')}` }), ...appCheck(400, 'invalid_client', 'Invalid client_id format') },
    { id: '4.11', what: 'an inactive app', ask: trade({}, basic(inactiveApp)), ...appCheck(403, 'invalid_client', 'This application, Inactive App, is temporarily inactive. ') },
    { id: '4.12', what: 'no redirect address', ask: trade({ redirect_uri: null }), ...grantCheck('Missing redirect URI.') },
    { id: '4.13', what: 'another redirect address', ask: trade({ redirect_uri: 'https://app.example/x' }), ...grantCheck('Mismatching redirect URI.'), after: codeSurvives },
    { id: '4.14', what: 'no grant type', ask: trade({ grant_type: null }), ...unsupported },
    { id: '4.14', what: 'an unknown grant type', ask: trade({ grant_type: 'magic' }), ...unsupported },
    { id: '4.15', what: 'password', ask: () => send({ grant_type: 'password' }), status: 400, body: '{"error": "invalid_grant", "error_description": "Invalid credentials given."}', headers: json },
    { id: '4.16', what: 'client_credentials without assertion', ask: () => send({ grant_type: 'client_credentials' }), status: 400, body: '{"status_code": 400, "message": "Missing Required Parameter(s): scope, client_assertion_type, client_assertion"}', headers: json },
    { id: '4.17', what: 'client_credentials with a malformed one', ask: () => send({ grant_type: 'client_credentials', scope: 'x', client_assertion_type: 'x', client_assertion: 'x' }), ...appCheck(400, 'invalid_request', 'Malformed client_assertion') },
    { id: '4.18', what: 'parameters in the query', ask: () => post(`${address()}?code=x`, { grant_type: 'authorization_code' }, mainApp), status: 400, body: '{"error": "invalid_request", "error_description": "URL query parameters are not allowed"}', headers: { 'content-type': /^text\/html/ } },
    ...['GET', 'HEAD', 'PUT'].map((method): Row => ({ id: '4.19', what: method, ask: () => fetch(address(), { method }), status: 405, body: '', headers: { allow: 'POST, OPTIONS' } })),
    {
      id: '4.20', what: 'the code twice, and an unknown parameter', ...success,
      ask: async () => {
        const code = await newCode()
        const fields = new URLSearchParams({ grant_type: 'authorization_code', redirect_uri, code_verifier: verifier, code, foo: 'bar' })
        fields.append('code', code)
        return post(address(), fields, mainApp)
      },
    },
    {
      id: '4.21', what: 'a code of the other version', ...success,
      ask: async () => send({ code: await walkToCode({ ...options(), version: version === 2 ? 3 : 2 }) }),
    },
    { id: '4.22', what: 'another scheme than Basic (contract 3.3)', ask: trade({}, { authorization: 'Digest abc' }), status: 500, body: '{"error": "Server Error (500)"}', headers: json },
    { id: '4.23', what: 'two apps (contract 3.3)', ask: trade({ client_id: otherApp.clientId }), ...appCheck(400, 'invalid_request', 'different app in headers than in request data') },
  ]

  it.each(named(rows))('O%s', (_, row) => prove(row))

  it('O4 the patient is the id of the version in the path', async () => {
    const person = sandbox.controls.directory.findByKey('BBUser00000')
    const fields: unknown = await (await exchange(options(), await newCode())).json()
    expect(fields).toMatchObject({ patient: version === 3 ? person?.v3Id : person?.v2Id })
  })

  it('O4 access ends by the kind of app: 13 months, an hour, never', async () => {
    sandbox.controls.clock.set(Date.UTC(2026, 0, 31, 12))
    const ends = async (app: App) => (await connect({ url: sandbox.url, app, version })).access_grant_expiration
    expect(await ends(mainApp)).toMatch(/^2027-02-28T12:00:0\dZ$/)
    expect(await ends(oneTimeApp)).toMatch(/^2026-01-31T13:00:0\dZ$/)
    expect(await ends(researchApp)).toBe('')
  })
})
