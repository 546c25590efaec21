// E12 to E15, observed 5: refreshing, row by row, on version 2 and where it differs on version 3.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import { cast, mainApp, oneTimeApp, otherApp, researchApp } from '@/sandbox/bluebutton/cast'
import { call, connect, post, readTokens, refreshWith, walkToCode } from '@/sandbox/bluebutton/walk'
import type { Tokens } from '@/sandbox/bluebutton/walk'
import { addMonths } from '@/sandbox/clock'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'

let sandbox: RunningSandbox
let url: string
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast })
  url = sandbox.url
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

const username = 'BBUser09001'
const start = (version: 2 | 3 = 2): Promise<Tokens> => connect({ url, app: mainApp, version, username })
const refresh = (tokens: Tokens, version: 2 | 3 = 2) => refreshWith({ url, app: mainApp, version }, tokens.refresh_token)
const answerOf = async (answer: Response) => [answer.status, await answer.text()]
const dataStatus = async (token: string) => (await call(url, '/v2/fhir/Coverage', token)).status
const again = 'To refresh Medicare data, end user must re-authenticate and consent to share their data.'
const timedOut = `{"status_code": 401, "error": "invalid_grant", "error_description": "User access has timed out. ${again}"}`
const notFound = `{"status_code": 403, "error": "invalid_grant", "error_description": "User access cannot be found. ${again}"}`
const invalidGrant = '{"error": "invalid_grant"}'

describe('E12 rotation', () => {
  it.each([2, 3] as const)('gives a new pair and kills the old one at once, version %i', async version => {
    const old = await start(version)
    const fresh = await readTokens(await refresh(old, version))
    expect(fresh).toMatchObject({ patient: old.patient, access_grant_expiration: old.access_grant_expiration, expires_in: 3600 })
    expect(fresh.scope.split(' ').sort()).toEqual(old.scope.split(' ').sort())
    expect([await dataStatus(old.access_token), await dataStatus(fresh.access_token)]).toEqual([401, 200])
    expect(await answerOf(await refresh(old, version))).toEqual([400, invalidGrant])
    expect(await dataStatus(fresh.access_token)).toBe(200)
  })

  it('works across versions; the patient follows the path', async () => {
    const fresh = await readTokens(await refresh(await start(2), 3))
    expect(fresh.patient).toBe(sandbox.controls.directory.findByKey(username)?.v3Id)
  })

  it('of five at once one wins, and stays valid', async () => {
    const old = await start()
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(old)))
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 400, 400, 400, 400])
    for (const answer of answers) {
      if (answer.status === 200) expect(await dataStatus((await readTokens(answer)).access_token)).toBe(200)
      else expect(await answer.text()).toBe(invalidGrant)
    }
  })

  it('goes on month after month', async () => {
    let tokens = await start()
    for (let month = 0; month < 12; month += 1) {
      sandbox.controls.clock.advance(30 * 86_400_000)
      tokens = await readTokens(await refresh(tokens))
    }
    expect(await dataStatus(tokens.access_token)).toBe(200)
  })
})

describe('E13 why a refresh is refused', () => {
  it('the grant is over: 401', async () => {
    const tokens = await start()
    sandbox.controls.clock.set(addMonths(sandbox.controls.clock.now(), 13) - 1_000)
    const late = await readTokens(await refresh(tokens))
    sandbox.controls.clock.advance(2_000)
    expect(await answerOf(await refresh(late))).toEqual([401, timedOut])
    const data = await call(url, '/v2/fhir/Coverage', late.access_token)
    expect(data.headers.get('www-authenticate')).toBe('Bearer realm="api"')
    expect(await answerOf(data)).toEqual([401, `{"detail":"User access has timed out. ${again}"}`])
  })

  it('revoked at Medicare.gov: 403, and the data says only that the token is invalid', async () => {
    const tokens = await start()
    expect(sandbox.controls.revokeAtMedicare({ person: username, clientId: mainApp.clientId })).toBe(1)
    expect(await answerOf(await refresh(tokens))).toEqual([403, notFound])
    const data = await call(url, '/v2/fhir/Coverage', tokens.access_token)
    expect(data.headers.get('www-authenticate')).toContain('error_description="The access token is invalid."')
  })

  it.each([
    [2, 400, '{"status_code": 400, "error": "invalid_request", "error_description": "Refresh token not found."}'],
    [3, 403, '{"status_code": 403, "message": "Request denied"}'],
  ] as const)('replaced by a newer consent, version %i: %i', async (version, status, body) => {
    const tokens = await start(version)
    await walkToCode({ url, app: mainApp, version, username })
    expect(await answerOf(await refresh(tokens, version))).toEqual([status, body])
  })

  it.each([
    [2, 400, '{"status_code": 400, "error": "invalid_request", "error_description": "Missing refresh token parameter"}'],
    [3, 403, '{"status_code": 403, "message": "Request denied"}'],
  ] as const)('none sent, version %i: %i', async (version, status, body) => {
    for (const nothing of ['', '&refresh_token='])
      expect(await answerOf(await post(`${url}/v${version}/o/token/`, new URLSearchParams(`grant_type=refresh_token${nothing}`), mainApp))).toEqual([status, body])
  })

  it('of another app: by Basic and by the form', async () => {
    const { refresh_token } = await start()
    const fields = { grant_type: 'refresh_token', refresh_token }
    expect(await answerOf(await post(`${url}/v2/o/token/`, fields, otherApp))).toEqual([400, '{"status_code": 400, "error": "invalid_request", "error_description": "different app in headers than in request data"}'])
    const byForm = { ...fields, client_id: otherApp.clientId, client_secret: otherApp.clientSecret }
    expect(await answerOf(await post(`${url}/v2/o/token/`, byForm))).toEqual([400, '{"status_code": 400, "error": "invalid_request", "error_description": "Token does not match client_id"}'])
  })

  it.each([2, 3] as const)('a wrong secret or none, version %i: 401, and the token survives', async version => {
    const tokens = await start(version)
    const fields = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token }
    for (const app of [{ ...mainApp, clientSecret: 'wrong' }, null]) {
      const answer = await post(`${url}/v${version}/o/token/`, fields, app)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_client"')
      expect(await answerOf(answer)).toEqual([401, '{"error": "invalid_client"}'])
    }
    expect((await refresh(tokens, version)).status).toBe(200)
  })

  it('a wider scope: 400, and the token survives', async () => {
    const tokens = await connect({ url, app: mainApp, username, scope: 'patient/Coverage.rs' })
    const fields = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, scope: 'patient/Coverage.rs profile' }
    expect(await answerOf(await post(`${url}/v2/o/token/`, fields, mainApp))).toEqual([400, '{"error": "invalid_scope"}'])
    expect((await refresh(tokens)).status).toBe(200)
  })

  it('a narrower scope narrows for good', async () => {
    const tokens = await start()
    const fields = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, scope: 'patient/Coverage.rs' }
    const narrow = await readTokens(await post(`${url}/v2/o/token/`, fields, mainApp))
    expect(narrow.scope).toBe('patient/Coverage.rs')
    expect((await readTokens(await refresh(narrow))).scope).toBe('patient/Coverage.rs')
  })

  it('a paused app: 403, and nothing is lost when it is back', async () => {
    const tokens = await start()
    sandbox.controls.behave({ app: 'paused' })
    const answer = await refresh(tokens)
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('This application, Main App, is temporarily inactive.')])
    sandbox.controls.clearBehaviours()
    expect((await refresh(tokens)).status).toBe(200)
  })

  it('version 3 closed to the app: 403', async () => {
    const tokens = await start(3)
    sandbox.controls.behave({ v3: 'early-adopters-only' })
    expect(await answerOf(await refresh(tokens, 3))).toEqual([403, '{"status_code": 403, "message": "Request denied"}'])
  })
})

describe('E14 kinds of app', () => {
  it('a one-time app has a refresh token that is refused; its access token lives on for its hour', async () => {
    const tokens = await connect({ url, app: oneTimeApp, username })
    expect(tokens.refresh_token).toMatch(/^\w{30}$/)
    const words = `Your application is not allowed to refresh tokens. ${again} If your application needs to refresh tokens, contact us at BlueButtonAPI@cms.hhs.gov.`
    expect(await answerOf(await refreshWith({ url, app: oneTimeApp }, tokens.refresh_token))).toEqual([403, `{"status_code": 403, "error": "invalid_client", "error_description": "${words}"}`])
    expect(await dataStatus(tokens.access_token)).toBe(200)
    sandbox.controls.clock.advance(3_600_000)
    expect(await dataStatus(tokens.access_token)).toBe(401)
    expect(sandbox.controls.listGrants().every(grant => (grant.expiresAtMs ?? Infinity) <= sandbox.controls.clock.now())).toBe(true)
  })

  it('a research study never ends', async () => {
    const tokens = await connect({ url, app: researchApp, username })
    expect(tokens.access_grant_expiration).toBe('')
    sandbox.controls.clock.advance(5 * 366 * 86_400_000)
    expect((await refreshWith({ url, app: researchApp }, tokens.refresh_token)).status).toBe(200)
  })
})

describe('E15 a refresh that fails after rotating', () => {
  it.each<[Behaviour['claimsBackend'], number, string]>([
    ['failing', 502, '{"status_code": 502, "message": "Failed to retrieve data from data source."}'],
    ['does-not-know-the-person', 404, '{"status_code": 404, "message": "Not found."}'],
    ['unreachable', 500, '{"error": "Server Error (500)"}'],
  ])('the backend is %s: the pair is lost', async (claimsBackend, status, body) => {
    const tokens = await start()
    sandbox.controls.behave({ claimsBackend })
    expect(await answerOf(await refresh(tokens))).toEqual([status, body])
    sandbox.controls.clearBehaviours()
    expect(await answerOf(await refresh(tokens))).toEqual([400, invalidGrant])
    expect(await dataStatus(tokens.access_token)).toBe(401)
  })
})

describe('servers that rotate otherwise', () => {
  it('off: the same refresh token comes back and goes on working', async () => {
    sandbox.controls.behave({ rotation: 'off' })
    const tokens = await start()
    const fresh = await readTokens(await refresh(tokens))
    expect(fresh.refresh_token).toBe(tokens.refresh_token)
    expect((await refresh(tokens)).status).toBe(200)
  })

  it('grace: a spent token works for so long', async () => {
    sandbox.controls.behave({ rotation: 'grace', graceMs: 10_000 })
    const tokens = await start()
    await refresh(tokens)
    expect((await refresh(tokens)).status).toBe(200)
    sandbox.controls.clock.advance(11_000)
    expect((await refresh(tokens)).status).toBe(400)
  })

  it('the old access token may survive', async () => {
    sandbox.controls.behave({ oldAccessToken: 'survives' })
    const tokens = await start()
    await refresh(tokens)
    expect(await dataStatus(tokens.access_token)).toBe(200)
  })

  it('a second use may end the whole grant', async () => {
    sandbox.controls.behave({ reuse: 'ends-the-grant' })
    const tokens = await start()
    const fresh = await readTokens(await refresh(tokens))
    expect((await refresh(tokens)).status).toBe(400)
    expect(await dataStatus(fresh.access_token)).toBe(401)
    expect(await answerOf(await refresh(fresh))).toEqual([403, notFound])
  })

  it('the loser of two at once may get 500, or the same pair', async () => {
    sandbox.controls.behave({ parallelRefresh: 'loser-gets-500' })
    const first = await start()
    expect((await Promise.all([refresh(first), refresh(first)])).map(answer => answer.status).sort()).toEqual([200, 500])
    sandbox.controls.behave({ parallelRefresh: 'both-win' })
    const second = await start()
    const pairs = await Promise.all((await Promise.all([refresh(second), refresh(second)])).map(readTokens))
    expect(pairs[0]?.access_token).toBe(pairs[1]?.access_token)
  })
})
