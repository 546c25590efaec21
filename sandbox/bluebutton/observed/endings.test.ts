// blue-button-observed.md section 6, row by row, on versions 2 and 3: what each way to end access answers, and what is
// alive afterwards. Where the contract (3.6) adds a row to a table it stands here too.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { App } from '@/sandbox/apps'
import { cast, inactiveApp, mainApp, otherApp } from '@/sandbox/bluebutton/cast'
import { call, connect, post, refreshWith } from '@/sandbox/bluebutton/walk'
import type { Tokens } from '@/sandbox/bluebutton/walk'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'
import { literally, named, prove } from './testing'
import type { Row } from './testing'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast })
})
afterAll(() => sandbox.stop())

const wrong: App = { ...mainApp, clientSecret: 'wrong' }
const html = { 'content-type': /^text\/html/ }
const json = { 'content-type': 'application/json' }
const done = { status: 200, body: '', headers: html }
const invalidClient = { status: 401, body: '{"error": "invalid_client"}', headers: { ...json, 'www-authenticate': 'Bearer error="invalid_client"' } }
const serverError = { status: 500, body: '{"error": "Server Error (500)"}', headers: json }
const inBody = (app: App) => ({ client_id: app.clientId, client_secret: app.clientSecret })
const hinted = { token_type_hint: 'refresh_token' }

describe.each([2, 3] as const)('observed 6, ending access, version %i', version => {
  let tokens: Tokens
  beforeEach(async () => {
    sandbox.controls.reset()
    tokens = await connect({ url: sandbox.url, app: mainApp, version })
  })

  const refreshed = async () => (await refreshWith({ url: sandbox.url, app: mainApp, version }, tokens.refresh_token)).text()
  const dataStatus = async () => (await call(sandbox.url, '/v2/fhir/Coverage', tokens.access_token)).status
  const nothing = async () => {
    expect(await dataStatus()).toBe(200)
    expect(await refreshed()).toContain('"access_token"')
  }
  const bothDead = async () => {
    expect(await dataStatus()).toBe(401)
    expect(await refreshed()).toBe('{"error": "invalid_grant"}')
    expect(sandbox.controls.listGrants()).toHaveLength(1)
  }
  const grantGone = async () => {
    expect(await dataStatus()).toBe(401)
    expect(await refreshed()).toContain('User access cannot be found.')
    expect(sandbox.controls.listGrants()).toEqual([])
  }
  const to = (name: string) => (fields: () => Readonly<Record<string, string>>, app: App | null = mainApp, headers: Record<string, string> = {}) => () =>
    post(`${sandbox.url}/v${version}/o/${name}/`, fields(), app, headers)
  const access = (more: Readonly<Record<string, string>> = {}) => () => ({ token: tokens.access_token, ...more })
  const refresh = (more: Readonly<Record<string, string>> = {}) => () => ({ token: tokens.refresh_token, ...more })
  const unknown = () => ({ token: 'A'.repeat(30) })
  const missing = { status: 400, body: '{"error": "invalid_request", "error_description": "Missing token parameter."}', headers: json }
  const notAllowed = { status: 405, body: '', headers: { allow: 'POST, OPTIONS' } }
  const moved = (name: string): Row => ({
    id: '6.9', what: `${name} without its slash`, status: 301, headers: { location: `/v${version}/o/${name}/` }, after: nothing,
    ask: () => post(`${sandbox.url}/v${version}/o/${name}`, access()(), mainApp),
  })
  const paused = (ask: () => Promise<Response>) => () => {
    sandbox.controls.behave({ app: 'paused' })
    return ask()
  }
  const unpaused = async () => {
    sandbox.controls.clearBehaviours()
    await nothing()
  }

  const revokeToken = to('revoke_token')
  const pairRows: Row[] = [
    { id: '6.1', what: 'access token by Basic', ask: revokeToken(access()), ...done, after: bothDead },
    { id: '6.1', what: 'access token by the form', ask: revokeToken(access(inBody(mainApp)), null), ...done, after: bothDead },
    { id: '6.1', what: 'access token with a wrong hint', ask: revokeToken(access(hinted)), ...done, after: bothDead },
    { id: '6.2', what: 'refresh token with its hint, by Basic', ask: revokeToken(refresh(hinted)), ...done, after: bothDead },
    { id: '6.2', what: 'refresh token with its hint, by the form', ask: revokeToken(refresh({ ...hinted, ...inBody(mainApp) }), null), ...done, after: bothDead },
    { id: '6.3', what: 'refresh token without hint', ask: revokeToken(refresh()), ...done, after: nothing },
    { id: '6.4', what: 'unknown token', ask: revokeToken(unknown), ...done, after: nothing },
    {
      id: '6.4', what: 'a token revoked before', ...done, after: bothDead,
      ask: async () => {
        await revokeToken(access())()
        return revokeToken(access())()
      },
    },
    { id: '6.4', what: 'unknown client in the form', ask: revokeToken(access({ client_id: 'Z'.repeat(40), client_secret: 'x' }), null), ...done, after: nothing },
    { id: '6.4', what: 'another client in the form', ask: revokeToken(access(inBody(otherApp)), null), ...done, after: nothing },
    { id: '6.5', what: 'another client by Basic', ask: revokeToken(access(), otherApp), status: 403, body: '{"status_code": 403, "description": "Application did not have access to the provided token."}', headers: json, after: nothing },
    { id: '6.6', what: 'wrong secret by Basic', ask: revokeToken(access(), wrong), ...invalidClient, after: nothing },
    { id: '6.6', what: 'wrong secret in the form', ask: revokeToken(access(inBody(wrong)), null), ...invalidClient, after: nothing },
    { id: '6.6', what: 'no client auth', ask: revokeToken(access(), null), ...invalidClient, after: nothing },
    { id: '6.7', what: 'no token', ask: revokeToken(() => ({})), ...missing },
    { id: '6.8', what: 'deactivated app, its token known', ask: paused(() => revokeToken(access(inBody(mainApp)), null)()), status: 403, body: '{"status_code": 403, "description": "Application is not active or does not exist."}', headers: json, after: unpaused },
    { id: '6.8', what: 'deactivated app by Basic', ask: revokeToken(unknown, inactiveApp), status: 403, body: '{"status_code": 403, "description": "Application is not active or does not exist."}', headers: json },
    { id: '6.9', what: 'GET', ask: () => fetch(`${sandbox.url}/v${version}/o/revoke_token/`), ...notAllowed },
    ...['revoke_token', 'revoke', 'introspect'].map(moved),
  ]

  const revoke = to('revoke')
  const grantRows: Row[] = [
    { id: '6.10', what: 'revoke: access token by Basic', ask: revoke(access()), ...done, after: grantGone },
    { id: '6.10', what: 'revoke: access token by the form', ask: revoke(access(inBody(mainApp)), null), ...done, after: grantGone },
    { id: '6.10', what: 'revoke: refresh token', ask: revoke(refresh()), ...serverError, after: nothing },
    { id: '6.10', what: 'revoke: refresh token with its hint (contract 3.6 A)', ask: revoke(refresh(hinted)), ...done, after: async () => expect([await dataStatus(), await refreshed()]).toEqual([401, '{"error": "invalid_grant"}']) },
    { id: '6.10', what: 'revoke: unknown token', ask: revoke(unknown), ...serverError, after: nothing },
    {
      id: '6.10', what: 'revoke: a token revoked before', ...serverError,
      ask: async () => {
        await revoke(access())()
        return revoke(access())()
      },
    },
    { id: '6.10', what: "revoke: another app's token (contract 3.6 A)", ask: revoke(access(), otherApp), ...serverError, after: nothing },
    { id: '6.10', what: 'revoke: wrong secret', ask: revoke(access(), wrong), ...invalidClient, after: nothing },
    { id: '6.10', what: 'revoke: no credentials (contract 3.6 A)', ask: revoke(access(), null), ...serverError, after: nothing },
    { id: '6.10', what: 'revoke: no token (contract 3.6 A)', ask: revoke(() => ({})), ...missing },
  ]

  const expire = (id: () => string, app: App | null = mainApp, fields: Record<string, string> = {}, headers: Record<string, string> = {}) => () =>
    to(`expire_authenticated_user/${id()}`)(() => fields, app, headers)()
  const me = () => tokens.patient ?? ''
  const bearer = () => ({ authorization: `Bearer ${tokens.access_token}` })
  const expireRows: Row[] = [
    { id: '6.11', what: 'expire by Basic', ask: expire(me), status: 200, body: 'success', headers: html, after: grantGone },
    { id: '6.11', what: 'expire by the bearer token', ask: () => expire(me, null, {}, bearer())(), status: 200, body: 'success', headers: html, after: grantGone },
    { id: '6.11', what: 'expire an unknown patient', ask: expire(() => '-1'), status: 404, body: 'Patient was Not Found. Please check the id number and try again.', after: nothing },
    {
      id: '6.11', what: 'expire a grant that is gone (contract 3.6 C)', status: 404, body: 'Data Access Grant was Not Found.',
      ask: async () => {
        sandbox.controls.revokeAtMedicare()
        return expire(me)()
      },
    },
    { id: '6.11', what: 'expire with the secret in the form (contract 3.6 C)', ask: expire(me, null, inBody(mainApp)), status: 404, body: 'Data Access Grant was Not Found.', after: nothing },
    { id: '6.11', what: 'expire with a wrong secret', ask: expire(me, wrong), status: 403, body: '', after: nothing },
    { id: '6.11', what: 'expire without auth', ask: expire(me, null), status: 403, body: '', after: nothing },
    { id: '6.11', what: 'expire by GET (contract 3.6 C)', ask: () => fetch(`${sandbox.url}/v${version}/o/expire_authenticated_user/${me()}/`), ...notAllowed },
  ]

  const introspect = to('introspect')
  const active = { status: 200, body: /^\{"active": true, "scope": "[^"]+", "exp": \d{10}, "client_id": "\w{40}", "username": "[^"]+"\}$/, headers: json }
  const introspectRows: Row[] = [
    { id: '6.12', what: 'introspect by Basic', ask: introspect(access()), ...active },
    { id: '6.12', what: 'introspect by the form', ask: introspect(access(inBody(mainApp)), null), ...active },
    {
      id: '6.12', what: 'introspect by GET with Basic', ...active,
      ask: () => fetch(`${sandbox.url}/v${version}/o/introspect/?token=${tokens.access_token}`, { headers: { authorization: `Basic ${Buffer.from(`${mainApp.clientId}:${mainApp.clientSecret}`).toString('base64')}` } }),
    },
    { id: '6.12', what: 'introspect with a wrong secret', ask: introspect(access(), wrong), status: 403, body: '' },
    { id: '6.12', what: 'introspect without auth', ask: introspect(access(), null), status: 403, body: '' },
    { id: '6.12', what: 'introspect by bearer', ask: () => introspect(access(), null, bearer())(), status: 403, body: '' },
    { id: '6.12', what: 'introspect an unknown token', ask: introspect(unknown), ...serverError },
    { id: '6.12', what: 'introspect a refresh token', ask: introspect(refresh()), ...serverError },
    {
      id: '6.12', what: 'introspect a revoked token', ...serverError,
      ask: async () => {
        await revokeToken(access())()
        return introspect(access())()
      },
    },
  ]

  it.each(named([...pairRows, ...grantRows, ...expireRows, ...introspectRows]))('O%s', (_, row) => prove(row))
})

describe("contract 3.6 D, the list behind Medicare.gov's page, which only CMS's own app may call", () => {
  let tokens: Tokens
  beforeAll(async () => {
    sandbox.controls.reset()
    tokens = await connect({ url: sandbox.url, app: mainApp })
  })

  it.each([['GET', '/v1/o/tokens/'], ['DELETE', '/v1/o/tokens/1/']])('%s %s is 401 without a token and 403 with any', async (method, path) => {
    const ask = (headers: Record<string, string>) => fetch(`${sandbox.url}${path}`, { method, headers: { 'x-authentication': 'SLS eA==', ...headers } })
    const none = await ask({})
    expect([none.status, none.headers.get('www-authenticate'), await none.text()]).toEqual([401, 'Bearer realm="api"', '{"detail":"Authentication credentials were not provided."}'])
    const some = await ask({ authorization: `Bearer ${tokens.access_token}` })
    expect([some.status, await some.text()]).toEqual([403, '{"detail":"You do not have permission to perform this action."}'])
    expect((await call(sandbox.url, '/v2/fhir/Coverage', tokens.access_token)).status).toBe(200)
  })

  it('nobody may ask for its scope', async () => {
    expect(literally('token_management').test((await (await fetch(`${sandbox.url}/v2/fhir/.well-known/smart-configuration`)).text()))).toBe(false)
    await expect(connect({ url: sandbox.url, app: mainApp, scope: 'token_management' })).rejects.toThrow('without a code')
  })
})
