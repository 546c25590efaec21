// E9 to E11, observed 4: the exchange of a code, row by row.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { App } from '@/sandbox/apps'
import { cast, inactiveApp, mainApp, manyAddresses, oneTimeApp, otherApp, researchApp } from '@/sandbox/bluebutton/cast'
import { connect, exchange, newPkce, post, walk, walkToCode } from '@/sandbox/bluebutton/walk'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'

let sandbox: RunningSandbox
let url: string
let token: string
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast })
  url = sandbox.url
  token = `${url}/v2/o/token/`
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

const basicOf = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
const verifier = newPkce('v'.repeat(43)).verifier
const redirect_uri = mainApp.redirectUris[0] ?? ''
const inBody = (app: App) => ({ client_id: app.clientId, client_secret: app.clientSecret })
const appCheck = (status: number, error: string, words: string) => `{"status_code": ${status}, "error": "${error}", "error_description": "${words}"}`
const grantCheck = (words: string) => `{"error": "invalid_request", "error_description": "${words}"}`
const invalidGrant = '{"error": "invalid_grant"}'
const invalidClient = '{"error": "invalid_client"}'
const unsupported = '{"error": "unsupported_grant_type"}'

describe('E9 the code', () => {
  it('has 30 letters and digits and works once', async () => {
    const code = await walkToCode({ url, app: mainApp, verifier })
    expect(code).toMatch(/^[A-Za-z0-9]{30}$/)
    expect((await exchange({ url, app: mainApp, verifier }, code)).status).toBe(200)
    const again = await exchange({ url, app: mainApp, verifier }, code)
    expect([again.status, await again.text()]).toEqual([400, invalidGrant])
  })

  it('a second use does not end the first tokens', async () => {
    const code = await walkToCode({ url, app: mainApp, verifier })
    const tokens: unknown = await (await exchange({ url, app: mainApp, verifier }, code)).json()
    await exchange({ url, app: mainApp, verifier }, code)
    const value = typeof tokens === 'object' && tokens && 'access_token' in tokens ? String(tokens.access_token) : ''
    expect((await fetch(`${url}/v2/connect/userinfo`, { headers: { authorization: `Bearer ${value}` } })).status).toBe(200)
  })

  it.each([[59_000, 200], [60_000, 400]])('after %i ms: %i', async (ms, status) => {
    const code = await walkToCode({ url, app: mainApp, verifier })
    sandbox.controls.clock.advance(ms - 500)
    if (status === 400) sandbox.controls.clock.advance(500)
    expect((await exchange({ url, app: mainApp, verifier }, code)).status).toBe(status)
  })

  it.each<[string, App, Record<string, string>]>([
    ['a wrong verifier', mainApp, { code_verifier: 'w'.repeat(43) }],
    ['a wrong address', mainApp, { redirect_uri: 'https://app.example/other' }],
    ['a wrong secret', { ...mainApp, clientSecret: 'wrong' }, {}],
    ['another app', otherApp, {}],
  ])('is not burnt by %s', async (_, app, changes) => {
    const code = await walkToCode({ url, app: mainApp, verifier })
    const fields = { grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier }
    expect((await post(token, { ...fields, ...changes }, app)).status).toBeGreaterThanOrEqual(400)
    expect((await post(token, fields, mainApp)).status).toBe(200)
  })

  it.each([[2, 3], [3, 2], [1, 3]] as const)('of version %i may be redeemed at version %i; the patient follows the path', async (from, to) => {
    const username = 'BBUser09001'
    const code = await walkToCode({ url, app: mainApp, verifier, version: from, username })
    const reply: unknown = await (await exchange({ url, app: mainApp, verifier, version: to }, code)).json()
    const person = sandbox.controls.directory.findByKey(username)
    expect(reply).toMatchObject({ patient: to === 3 ? person?.v3Id : person?.v2Id })
  })
})

describe('E10 the reply', () => {
  it('has the seven keys in order, and is never stored', async () => {
    const code = await walkToCode({ url, app: mainApp, verifier })
    const answer = await exchange({ url, app: mainApp, verifier }, code)
    const text = await answer.text()
    expect(Object.fromEntries(answer.headers)).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' })
    expect(answer.headers.get('set-cookie')).toMatch(/^sessionid=/)
    expect(text).toMatch(/^\{"access_token": "[A-Za-z0-9]{30}", "expires_in": 3600, "token_type": "Bearer", "scope": "[^"]+", "refresh_token": "[A-Za-z0-9]{30}", "patient": "-\d+", "access_grant_expiration": "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"\}$/)
  })

  it('dates the end of access by the kind of app', async () => {
    sandbox.controls.clock.set(Date.UTC(2026, 10, 22, 1, 59, 14))
    expect((await connect({ url, app: mainApp })).access_grant_expiration).toMatch(/^2027-12-22T01:59:1\dZ$/)
    expect((await connect({ url, app: oneTimeApp })).access_grant_expiration).toMatch(/^2026-11-22T02:59:1\dZ$/)
    expect((await connect({ url, app: researchApp })).access_grant_expiration).toBe('')
  })

  it('has an empty end when the grant vanished meanwhile', async () => {
    const code = await walkToCode({ url, app: mainApp, verifier })
    sandbox.controls.revokeAtMedicare()
    expect(await (await exchange({ url, app: mainApp, verifier }, code)).json()).toMatchObject({ access_grant_expiration: '' })
  })

  it.each([
    ['Basic', {}, { authorization: basicOf(mainApp.clientId, mainApp.clientSecret) }],
    ['the form', inBody(mainApp), {}],
    ['both', inBody(mainApp), { authorization: basicOf(mainApp.clientId, mainApp.clientSecret) }],
    ['Basic with the id again in the form', { client_id: mainApp.clientId }, { authorization: basicOf(mainApp.clientId, mainApp.clientSecret) }],
  ])('comes with the secret in %s', async (_, fields, headers) => {
    const code = await walkToCode({ url, app: mainApp, verifier })
    const answer = await post(token, { grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier, ...fields }, null, headers)
    expect(answer.status).toBe(200)
  })

  it('comes without the slash, too', async () => {
    const code = await walkToCode({ url, app: mainApp, verifier })
    const fields = { grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier }
    expect((await post(`${url}/v2/o/token`, fields, mainApp)).status).toBe(200)
  })

  it('needs no redirect address when the request named none, and the same one when it had a query', async () => {
    const fields = { grant_type: 'authorization_code', code_verifier: verifier }
    const code = await walkToCode({ url, app: mainApp, verifier, redirectUri: null })
    expect((await post(token, { ...fields, code }, mainApp)).status).toBe(200)
    const redirectUri = 'https://app.example/callback?x=1'
    const other = await walkToCode({ url, app: mainApp, verifier, redirectUri })
    expect((await post(token, { ...fields, code: other, redirect_uri }, mainApp)).status).toBe(400)
    expect((await post(token, { ...fields, code: other, redirect_uri: redirectUri }, mainApp)).status).toBe(200)
  })
})

describe('E11 refusals', () => {
  type Row = [what: string, changes: Record<string, string | null>, headers: Record<string, string>, status: number, body: string]
  const z = 'Z'.repeat(40)
  const right = { authorization: basicOf(mainApp.clientId, mainApp.clientSecret) }
  const inactiveWords = 'This application, Inactive App, is temporarily inactive. If you are the app maintainer, please contact the Blue Button API team. If you are a Medicare Beneficiary and need assistance, please contact the support team for the application you are trying to access.'
  const rows: Row[] = [
    ['no credentials at all', {}, {}, 401, appCheck(401, 'invalid_client', 'App id failed')],
    ['a wrong secret in Basic', {}, { authorization: basicOf(mainApp.clientId, 'wrong') }, 401, invalidClient],
    ['a wrong secret in the form', { ...inBody(mainApp), client_secret: 'wrong' }, {}, 401, invalidClient],
    ['an id without a secret', { client_id: mainApp.clientId }, {}, 401, invalidClient],
    ['an unknown client in Basic', {}, { authorization: basicOf(z, 'x') }, 401, appCheck(401, 'invalid_client', 'Application does not exist')],
    ['an unknown client in the form', { client_id: z }, {}, 400, appCheck(400, 'invalid_client', 'Application does not exist (client_id)')],
    ['a malformed client', { client_id: 'abc' }, {}, 400, appCheck(400, 'invalid_client', 'Invalid client_id format')],
    ['a broken Basic value that decodes', {}, { authorization: `Basic ${Buffer.from('no colon').toString('base64')}` }, 400, appCheck(400, 'invalid_client', 'Invalid client_id format')],
    ['an inactive app', inBody(inactiveApp), {}, 403, appCheck(403, 'invalid_client', inactiveWords)],
    ['two apps', { client_id: otherApp.clientId }, right, 400, appCheck(400, 'invalid_request', 'different app in headers than in request data')],
    ['another scheme', {}, { authorization: 'Digest abc' }, 500, '{"error": "Server Error (500)"}'],
    ['Basic that does not decode', {}, { authorization: 'Basic abc' }, 500, '{"error": "Server Error (500)"}'],
    ['a wrong code', { code: 'A'.repeat(30) }, right, 400, invalidGrant],
    ['no code', { code: null }, right, 400, grantCheck('Missing code parameter.')],
    ['no verifier', { code_verifier: null }, right, 400, grantCheck('Code verifier required.')],
    ['a wrong verifier', { code_verifier: 'w'.repeat(43) }, right, 400, invalidGrant],
    ['a short, wrong verifier', { code_verifier: 'w' }, right, 400, invalidGrant],
    ['another address', { redirect_uri: 'https://app.example/callback/' }, right, 400, grantCheck('Mismatching redirect URI.')],
    ['no address', { redirect_uri: null }, right, 400, grantCheck('Missing redirect URI.')],
    ['no grant type', { grant_type: null }, right, 400, unsupported],
    ['an unknown grant type', { grant_type: 'magic' }, right, 400, unsupported],
    ['a grant type that every object has', { grant_type: 'constructor' }, right, 400, unsupported],
    ['the grant type password', { grant_type: 'password' }, right, 400, '{"error": "invalid_grant", "error_description": "Invalid credentials given."}'],
    ['client_credentials without an assertion', { grant_type: 'client_credentials' }, right, 400, '{"status_code": 400, "message": "Missing Required Parameter(s): scope, client_assertion_type, client_assertion"}'],
    ['client_credentials with a malformed one', { grant_type: 'client_credentials', scope: 'x', client_assertion_type: 'x', client_assertion: 'x' }, right, 400, appCheck(400, 'invalid_request', 'Malformed client_assertion')],
    ['client_credentials with a well-formed one', { grant_type: 'client_credentials', scope: 'x', client_assertion_type: 'x', client_assertion: 'a.b.c' }, right, 403, '{"status_code": 403, "message": "Request denied"}'],
  ]
  it.each(rows)('%s', async (_, changes, headers, status, body) => {
    const code = await walkToCode({ url, app: mainApp, verifier })
    const all: Record<string, string | null> = { grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier, ...changes }
    const fields = new URLSearchParams(Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
    const answer = await post(token, fields, null, headers)
    expect([answer.status, await answer.text()]).toEqual([status, body])
    expect(answer.headers.get('www-authenticate')).toBe(body === invalidClient ? 'Bearer error="invalid_client"' : null)
  })

  it.each([[42, 400, 'min'], [43, 200, ''], [128, 200, ''], [129, 400, 'max']])('a matching verifier of %i characters: %i', async (length, status, word) => {
    const long = 'v'.repeat(length)
    const code = await walkToCode({ url, app: mainApp, verifier: long })
    const answer = await exchange({ url, app: mainApp, verifier: long }, code)
    const body = await answer.text()
    expect(answer.status).toBe(status)
    if (status === 400) expect(body).toMatch(new RegExp(`^\\{"error": null, "error_description": "code_verifier ${word} length`))
  })

  it('a challenge that is no SHA-256 fails here', async () => {
    const options = { url, app: mainApp, verifier, more: { code_challenge: 'short' } }
    const code = (await walk(options)).location?.searchParams.get('code') ?? ''
    expect(await (await exchange(options, code)).text()).toBe(invalidGrant)
  })

  it('anything in the query: 400 in the dress of a page', async () => {
    const code = await walkToCode({ url, app: mainApp, verifier })
    const answer = await post(`${token}?x=1`, { grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier }, mainApp)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect([answer.status, await answer.text()]).toEqual([400, '{"error": "invalid_request", "error_description": "URL query parameters are not allowed"}'])
  })

  it.each([[{}, 401, appCheck(401, 'invalid_client', 'App id failed')], [right, 400, unsupported]])('a JSON body', async (headers, status, body) => {
    const answer = await fetch(token, { method: 'POST', body: JSON.stringify(inBody(mainApp)), headers: { 'content-type': 'application/json', ...headers } })
    expect([answer.status, await answer.text()]).toEqual([status, body])
  })

  it.each(['GET', 'HEAD', 'PUT', 'DELETE'])('%s: 405 and what is allowed', async method => {
    const answer = await fetch(token, { method })
    expect([answer.status, answer.headers.get('allow'), await answer.text()]).toEqual([405, 'POST, OPTIONS', ''])
  })

  it('a version that does not exist: 404 page', async () => {
    const answer = await post(`${url}/v4/o/token/`, {}, mainApp)
    expect([answer.status, (await answer.text()).includes('Page not found')]).toEqual([404, true])
  })

  it('version 3 closed to the app: 403', async () => {
    sandbox.controls.behave({ v3: 'early-adopters-only' })
    const answer = await post(`${url}/v3/o/token/`, { grant_type: 'authorization_code', code: 'x' }, mainApp)
    expect([answer.status, await answer.text()]).toEqual([403, '{"status_code": 403, "message": "Request denied"}'])
  })

  it('a code sent twice and words nobody knows are ignored', async () => {
    const code = await walkToCode({ url, app: mainApp, verifier })
    const fields = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier, foo: 'bar' })
    fields.append('code', code)
    expect((await post(token, fields, mainApp)).status).toBe(200)
  })

  it('loopback numbers match any port, and the exchange must name the same one', async () => {
    const redirectUri = 'http://127.0.0.1:50999/callback'
    const code = await walkToCode({ url, app: manyAddresses, verifier, redirectUri })
    expect((await exchange({ url, app: manyAddresses, verifier, redirectUri: 'http://127.0.0.1:50998/callback' }, code)).status).toBe(400)
    expect((await exchange({ url, app: manyAddresses, verifier, redirectUri }, code)).status).toBe(200)
  })
})
