// blue-button-observed.md section 5, row by row, on versions 2 and 3, with the after-effects that a row names.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { App } from '@/sandbox/apps'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import { cast, mainApp, oneTimeApp, otherApp } from '@/sandbox/bluebutton/cast'
import { call, connect, post, readTokens, refreshWith, walkToCode } from '@/sandbox/bluebutton/walk'
import type { Tokens } from '@/sandbox/bluebutton/walk'
import { addMonths } from '@/sandbox/clock'
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

const json = { 'content-type': 'application/json' }
const again = 'To refresh Medicare data, end user must re-authenticate and consent to share their data.'
const invalidGrant = { status: 400, body: '{"error": "invalid_grant"}', headers: json }
const invalidClient = { status: 401, body: '{"error": "invalid_client"}', headers: { ...json, 'www-authenticate': 'Bearer error="invalid_client"' } }
const denied = { status: 403, body: '{"status_code": 403, "message": "Request denied"}', headers: json }

function appCheck(status: number, error: string, words: string) {
  return { status, body: literally(`{"status_code": ${status}, "error": "${error}", "error_description": "${words}`), headers: json }
}

describe.each([2, 3] as const)('observed 5, refresh, version %i', version => {
  const options = (app: App = mainApp) => ({ url: sandbox.url, app, version })
  let tokens: Tokens
  beforeEach(async () => {
    tokens = await connect(options())
  })

  const send = (fields: Readonly<Record<string, string>>, app: App | null = mainApp) =>
    post(`${sandbox.url}/v${version}/o/token/`, { grant_type: 'refresh_token', ...fields }, app)
  const own = (more: Readonly<Record<string, string>> = {}, app: App | null = mainApp) => () => send({ refresh_token: tokens.refresh_token, ...more }, app)
  const survives = async () => expect((await own()()).status).toBe(200)
  const isDead = async () => {
    sandbox.controls.clearBehaviours()
    expect([(await own()()).status, (await call(sandbox.url, '/v2/fhir/Coverage', tokens.access_token)).status]).toEqual([400, 401])
  }
  const behaving = (change: Partial<Behaviour>) => () => {
    sandbox.controls.behave(change)
    return own()()
  }

  const rows: Row[] = [
    {
      id: '5.0', what: 'success; the old pair is dead at once', ask: own(), status: 200, after: isDead,
      body: /^\{"access_token": "\w{30}", "expires_in": 3600, "token_type": "Bearer", "scope": "[^"]+", "refresh_token": "\w{30}", "patient": "-\d+", "access_grant_expiration": "[^"]+Z"\}$/,
      headers: { ...json, 'cache-control': 'no-store', pragma: 'no-cache' },
    },
    { id: '5.0', what: 'success with the secret in the form', ask: own({ client_id: mainApp.clientId, client_secret: mainApp.clientSecret }, null), status: 200 },
    {
      id: '5.1', what: 'a rotated token; the newer ones go on', ...invalidGrant,
      ask: async () => {
        const fresh = await readTokens(await own()())
        const refused = await own()()
        expect((await refreshWith(options(), fresh.refresh_token)).status).toBe(200)
        return refused
      },
    },
    {
      id: '5.1', what: 'a revoked token', ...invalidGrant,
      ask: async () => {
        await post(`${sandbox.url}/v${version}/o/revoke_token/`, { token: tokens.access_token }, mainApp)
        return own()()
      },
    },
    { id: '5.2', what: 'an unknown token', ask: () => send({ refresh_token: 'A'.repeat(30) }), ...(version === 3 ? denied : appCheck(400, 'invalid_request', 'Refresh token not found.')) },
    {
      id: '5.2', what: 'a token removed by a newer consent', ...(version === 3 ? denied : appCheck(400, 'invalid_request', 'Refresh token not found.')),
      ask: async () => {
        await walkToCode(options())
        return own()()
      },
    },
    { id: '5.3', what: 'no token', ask: () => send({}), ...(version === 3 ? denied : appCheck(400, 'invalid_request', 'Missing refresh token parameter')) },
    { id: '5.4', what: "another app's client in the form", ask: own({ client_id: otherApp.clientId, client_secret: otherApp.clientSecret }, null), ...appCheck(400, 'invalid_request', 'Token does not match client_id'), after: survives },
    // By Basic the contract (3.4) has other words than the observed table.
    { id: '5.4', what: "another app's client by Basic", ask: own({}, otherApp), status: 400, body: /^\{"status_code": 400, "error": "invalid_request", "error_description": "(Token does not match client_id|different app in headers than in request data)"\}$/, headers: json, after: survives },
    { id: '5.5', what: 'a wrong secret', ask: own({}, { ...mainApp, clientSecret: 'wrong' }), ...invalidClient, after: survives },
    { id: '5.5', what: 'no client auth', ask: own({}, null), ...invalidClient, after: survives },
    {
      id: '5.6', what: 'a wider scope', status: 400, body: '{"error": "invalid_scope"}', headers: json, after: survives,
      ask: async () => {
        tokens = await connect({ ...options(), scope: 'patient/Coverage.rs' })
        return own({ scope: 'patient/Coverage.rs profile' })()
      },
    },
    {
      id: '5.7', what: 'a one-time app; its access token lives on', ...appCheck(403, 'invalid_client', `Your application is not allowed to refresh tokens. ${again} If your application needs to refresh tokens, contact us at BlueButtonAPI@cms.hhs.gov."}`),
      ask: async () => {
        tokens = await connect(options(oneTimeApp))
        return refreshWith(options(oneTimeApp), tokens.refresh_token)
      },
      after: async () => expect((await call(sandbox.url, `/v${version}/fhir/Coverage`, tokens.access_token)).status).toBe(200),
    },
    {
      id: '5.8', what: '13 months over', ...appCheck(401, 'invalid_grant', `User access has timed out. ${again}"}`),
      ask: () => {
        sandbox.controls.clock.set(addMonths(sandbox.controls.clock.now(), 13) + 1_000)
        return own()()
      },
    },
    {
      id: '5.9', what: 'the person stopped sharing', ...appCheck(403, 'invalid_grant', `User access cannot be found. ${again}"}`),
      ask: () => {
        sandbox.controls.revokeAtMedicare()
        return own()()
      },
    },
    {
      id: '5.10', what: 'app deactivated; nothing is lost', ...appCheck(403, 'invalid_client', 'This application, Main App, is temporarily inactive. '),
      ask: behaving({ app: 'paused' }),
      after: async () => {
        sandbox.controls.clearBehaviours()
        await survives()
      },
    },
    { id: '5.11', what: 'the backend failing, already rotated', ask: behaving({ claimsBackend: 'failing' }), status: 502, body: '{"status_code": 502, "message": "Failed to retrieve data from data source."}', headers: json, after: isDead },
    { id: '5.12', what: 'the backend no longer knows the person, already rotated', ask: behaving({ claimsBackend: 'does-not-know-the-person' }), status: 404, body: '{"status_code": 404, "message": "Not found."}', headers: json, after: isDead },
    { id: '5.13', what: 'the backend refuses connections, already rotated', ask: behaving({ claimsBackend: 'unreachable' }), status: 500, body: '{"error": "Server Error (500)"}', headers: json, after: isDead },
  ]

  it.each(named(rows))('O%s', (_, row) => prove(row))

  it('O5.14 two at once: one 200 and one 400, and the winner works', async () => {
    const answers = await Promise.all([own()(), own()()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    const winner = answers.find(({ status }) => status === 200) ?? new Response()
    expect((await call(sandbox.url, '/v2/fhir/Coverage', (await readTokens(winner)).access_token)).status).toBe(200)
  })

  it('O5.15 a narrower scope narrows for good (trap 7)', async () => {
    const narrow = await readTokens(await own({ scope: 'patient/Coverage.rs' })())
    const later = await readTokens(await refreshWith(options(), narrow.refresh_token))
    expect([narrow.scope, later.scope]).toEqual(['patient/Coverage.rs', 'patient/Coverage.rs'])
  })

  it('O5.16 works across versions', async () => {
    const other = version === 2 ? 3 : 2
    const fresh = await readTokens(await refreshWith({ ...options(), version: other }, tokens.refresh_token))
    const person = sandbox.controls.directory.findByKey('BBUser00000')
    expect(fresh.patient).toBe(other === 3 ? person?.v3Id : person?.v2Id)
  })
})
