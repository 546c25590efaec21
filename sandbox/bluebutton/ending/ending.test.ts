// E16, observed 6: the ways to end access, with everything that should be a refusal and is something else.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { App } from '@/sandbox/apps'
import { cast, inactiveApp, mainApp, otherApp } from '@/sandbox/bluebutton/cast'
import { call, connect, post, readTokens, refreshWith } from '@/sandbox/bluebutton/walk'
import type { Tokens } from '@/sandbox/bluebutton/walk'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'

let sandbox: RunningSandbox
let url: string
let tokens: Tokens
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast })
  url = sandbox.url
})
beforeEach(async () => {
  sandbox.controls.reset()
  tokens = await connect({ url, app: mainApp })
})
afterAll(() => sandbox.stop())

const wrong: App = { ...mainApp, clientSecret: 'wrong' }
const answerOf = async (answer: Response) => [answer.status, await answer.text()]
const dataStatus = async () => (await call(url, '/v2/fhir/Coverage', tokens.access_token)).status
const refreshAnswer = async () => answerOf(await refreshWith({ url, app: mainApp }, tokens.refresh_token))
const inBody = (app: App) => ({ client_id: app.clientId, client_secret: app.clientSecret })
const invalidClient = '{"error": "invalid_client"}'
const missingToken = '{"error": "invalid_request", "error_description": "Missing token parameter."}'
const serverError = '{"error": "Server Error (500)"}'
const spent = [400, '{"error": "invalid_grant"}']
const gone = [403, expect.stringContaining('User access cannot be found.')]
const alive = [200, expect.any(String)]

describe('A. revoke ends the whole grant', () => {
  const revoke = (fields: Record<string, string>, app: App | null = mainApp) => post(`${url}/v2/o/revoke/`, fields, app)

  it.each(['Basic', 'the form'])('an access token, with the secret in %s: 200, empty, and refused from then on', async where => {
    const fields = { token: tokens.access_token, ...(where === 'Basic' ? {} : inBody(mainApp)) }
    const answer = await revoke(fields, where === 'Basic' ? mainApp : null)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(await answerOf(answer)).toEqual([200, ''])
    expect(await dataStatus()).toBe(401)
    expect(await refreshAnswer()).toEqual(gone)
    expect(sandbox.controls.listGrants()).toEqual([])
  })

  it('a refresh token with its hint: 200, the pair is dead', async () => {
    expect(await answerOf(await revoke({ token: tokens.refresh_token, token_type_hint: 'refresh_token' }))).toEqual([200, ''])
    expect(await refreshAnswer()).toEqual(spent)
    expect(await dataStatus()).toBe(401)
  })

  it.each<[string, () => Record<string, string>, App | null, number, string]>([
    ['a refresh token without hint', () => ({ token: tokens.refresh_token }), mainApp, 500, serverError],
    ['an unknown token', () => ({ token: 'unknown' }), mainApp, 500, serverError],
    ["another app's token", () => ({ token: tokens.access_token }), otherApp, 500, serverError],
    ['no credentials', () => ({ token: tokens.access_token }), null, 500, serverError],
    ['a wrong secret', () => ({ token: tokens.access_token }), wrong, 401, invalidClient],
    ['no token', () => ({}), mainApp, 400, missingToken],
  ])('%s: refused, and access lives on', async (_, fields, app, status, body) => {
    expect(await answerOf(await revoke(fields(), app))).toEqual([status, body])
    expect(await dataStatus()).toBe(200)
    expect(await refreshAnswer()).toEqual(alive)
  })

  it('a token revoked before: 500', async () => {
    await revoke({ token: tokens.access_token })
    expect((await revoke({ token: tokens.access_token })).status).toBe(500)
  })

  it('works on every version', async () => {
    expect((await post(`${url}/v3/o/revoke/`, { token: tokens.access_token }, mainApp)).status).toBe(200)
    expect(await dataStatus()).toBe(401)
  })
})

describe('B. revoke_token ends a pair', () => {
  const revoke = (fields: Record<string, string>, app: App | null = mainApp) => post(`${url}/v2/o/revoke_token/`, fields, app)

  const hints: Record<string, string>[] = [{}, { token_type_hint: 'access_token' }, { token_type_hint: 'refresh_token' }]
  it.each(hints)('an access token, with the hint %j: both are dead, the grant stays', async hint => {
    expect(await answerOf(await revoke({ token: tokens.access_token, ...hint }))).toEqual([200, ''])
    expect(await dataStatus()).toBe(401)
    expect(await refreshAnswer()).toEqual(spent)
    expect(sandbox.controls.listGrants()).toHaveLength(1)
  })

  it('a refresh token with its hint: both are dead', async () => {
    expect(await answerOf(await revoke({ token: tokens.refresh_token, token_type_hint: 'refresh_token' }))).toEqual([200, ''])
    expect([await dataStatus(), await refreshAnswer()]).toEqual([401, spent])
  })

  it.each<[string, () => Record<string, string>, App | null, number, string]>([
    ['a refresh token without hint', () => ({ token: tokens.refresh_token }), mainApp, 200, ''],
    ['an unknown token', () => ({ token: 'unknown' }), mainApp, 200, ''],
    ['an unknown client in the form', () => ({ token: tokens.access_token, client_id: 'Z'.repeat(40), client_secret: 'x' }), null, 200, ''],
    ['another client in the form', () => ({ token: tokens.access_token, ...inBody(otherApp) }), null, 200, ''],
    ['another client by Basic', () => ({ token: tokens.access_token }), otherApp, 403, '{"status_code": 403, "description": "Application did not have access to the provided token."}'],
    ['a wrong secret', () => ({ token: tokens.access_token }), wrong, 401, invalidClient],
    ['no credentials', () => ({ token: tokens.access_token }), null, 401, invalidClient],
    ['no token', () => ({}), mainApp, 400, missingToken],
    ['a switched-off app', () => ({ token: tokens.access_token }), inactiveApp, 403, '{"status_code": 403, "description": "Application is not active or does not exist."}'],
  ])('%s: no effect', async (_, fields, app, status, body) => {
    const answer = await revoke(fields(), app)
    expect(answer.headers.get('www-authenticate')).toBe(body === invalidClient ? 'Bearer error="invalid_client"' : null)
    expect(await answerOf(answer)).toEqual([status, body])
    expect(await dataStatus()).toBe(200)
    expect(await refreshAnswer()).toEqual(alive)
  })

  it('GET: 405 and what is allowed', async () => {
    const answer = await fetch(`${url}/v2/o/revoke_token/`)
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  })

  it('at the address that discovery gives, a POST only gets a 301', async () => {
    const answer = await post(`${url}/v2/o/revoke_token`, { token: tokens.access_token }, mainApp)
    expect([answer.status, answer.headers.get('location')]).toEqual([301, '/v2/o/revoke_token/'])
    expect(await dataStatus()).toBe(200)
  })
})

describe('C. expire_authenticated_user', () => {
  const expire = (id: string, version = 2, headers: Record<string, string> = {}, app: App | null = mainApp) =>
    post(`${url}/v${version}/o/expire_authenticated_user/${id}/`, {}, app, headers)

  it('ends the grant of the person with that id in that version', async () => {
    expect(await answerOf(await expire(tokens.patient ?? ''))).toEqual([200, 'success'])
    expect([await dataStatus(), await refreshAnswer()]).toEqual([401, gone])
  })

  it('takes the access token in place of the secret', async () => {
    expect((await expire(tokens.patient ?? '', 2, { authorization: `Bearer ${tokens.access_token}` }, null)).status).toBe(200)
    expect(await dataStatus()).toBe(401)
  })

  it('wants the v3 id on the v3 path', async () => {
    tokens = await connect({ url, app: mainApp, username: 'BBUser09001', version: 3 })
    const person = sandbox.controls.directory.findByKey('BBUser09001')
    expect((await expire(person?.v2Id ?? '', 3)).status).toBe(404)
    expect((await expire(person?.v3Id ?? '', 3)).status).toBe(200)
  })

  it('an unknown patient and a missing grant: 404 in words', async () => {
    expect(await answerOf(await expire('-1'))).toEqual([404, 'Patient was Not Found. Please check the id number and try again.'])
    sandbox.controls.revokeAtMedicare()
    expect(await answerOf(await expire(tokens.patient ?? ''))).toEqual([404, 'Data Access Grant was Not Found.'])
  })

  it('bad credentials or none: 403, empty; GET: 405', async () => {
    for (const app of [wrong, null]) expect(await answerOf(await expire(tokens.patient ?? '', 2, {}, app))).toEqual([403, ''])
    expect((await fetch(`${url}/v2/o/expire_authenticated_user/${tokens.patient ?? ''}/`)).status).toBe(405)
    expect(await dataStatus()).toBe(200)
  })
})

describe('D. at Medicare.gov', () => {
  it('the app is not told, and sees it at its next call; other people and apps are left alone', async () => {
    const neighbour = await connect({ url, app: mainApp, username: 'BBUser00001' })
    const other = await connect({ url, app: otherApp })
    sandbox.controls.revokeAtMedicare({ person: 'BBUser00000', clientId: mainApp.clientId })
    expect([await dataStatus(), await refreshAnswer()]).toEqual([401, gone])
    for (const { access_token } of [neighbour, other]) expect((await call(url, '/v2/fhir/Coverage', access_token)).status).toBe(200)
  })
})

describe('E. introspect', () => {
  const ask = (token: string, app: App | null = mainApp, headers: Record<string, string> = {}) => post(`${url}/v2/o/introspect/`, { token }, app, headers)

  it('describes an own access token', async () => {
    const answer = await ask(tokens.access_token)
    expect(await answer.json()).toEqual({
      active: true,
      scope: expect.stringContaining('patient/Coverage.rs'),
      exp: expect.any(Number),
      client_id: mainApp.clientId,
      username: 'BBUser00000',
    })
  })

  it.each<[string, () => Promise<Response>, number]>([
    ['an unknown token', () => ask('unknown'), 500],
    ['a refresh token', () => ask(tokens.refresh_token), 500],
    ['a wrong secret', () => ask(tokens.access_token, wrong), 403],
    ['no secret', () => ask(tokens.access_token, null), 403],
    ['a bearer token in place of it', () => ask(tokens.access_token, null, { authorization: `Bearer ${tokens.access_token}` }), 403],
  ])('%s', async (_, request, status) => {
    expect((await request()).status).toBe(status)
  })

  it('GET with Basic works as well', async () => {
    const authorization = `Basic ${Buffer.from(`${mainApp.clientId}:${mainApp.clientSecret}`).toString('base64')}`
    expect((await fetch(`${url}/v2/o/introspect/?token=${tokens.access_token}`, { headers: { authorization } })).status).toBe(200)
  })
})

describe('revocations that misbehave', () => {
  it.each(['revoke', 'revoke_token'])('%s may say 200 and do nothing', async name => {
    sandbox.controls.behave({ revocation: 'answers-and-does-nothing' })
    expect((await post(`${url}/v2/o/${name}/`, { token: tokens.access_token }, mainApp)).status).toBe(200)
    expect(await dataStatus()).toBe(200)
  })

  it.each(['revoke', 'revoke_token'])('%s may need an access token within its hour', async name => {
    sandbox.controls.behave({ revocation: 'needs-a-live-access-token' })
    sandbox.controls.expireAccessTokens()
    expect((await post(`${url}/v2/o/${name}/`, { token: tokens.access_token }, mainApp)).status).toBe(200)
    const fresh = await refreshWith({ url, app: mainApp }, tokens.refresh_token)
    expect(fresh.status).toBe(200)
    const { access_token } = await readTokens(fresh)
    expect((await post(`${url}/v2/o/${name}/`, { token: access_token }, mainApp)).status).toBe(200)
    expect((await call(url, '/v2/fhir/Coverage', access_token)).status).toBe(401)
  })
})
