// Change Healthcare's own ways: C-H1 to C-H3 (contract: organization APIs 8), against its emulator.
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createConnection } from '@/lib/connections/create-connection'
import { createTestClock, emulatorPaths, emulatorProfiles, type TestClock } from '@/lib/connections/testing'
import { changeClients, type RunningSandbox, startSandbox } from '@/sandbox/testing'

let sandbox: RunningSandbox
let clock: TestClock
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => {
  sandbox.controls.reset()
  clock = createTestClock(sandbox.controls.clock.advance)
})
afterAll(() => sandbox.stop())

const connect = (more: Readonly<Record<string, string>> = {}) => createConnection(emulatorProfiles(sandbox.url, more)['change-healthcare'], { clock, random: () => 0.5 })
const tokensAsked = () => sandbox.controls.journal.entries().filter(({ path }) => path.endsWith('/token')).length

describe('C-H1 the old answer', () => {
  it('is read where v1 is set', async () => {
    const connection = connect({ CHANGE_HEALTHCARE_TOKEN_VERSION: 'v1' })
    expect(await connection.test()).toMatchObject({ ok: true })
    expect(sandbox.controls.journal.entries()[0]?.path).toBe('/change-healthcare/apip/auth/v1/token')
    await connection.close()
  })

  it.each(['v1', 'v2'] as const)('%s where the other is set is a failure of the protocol', async (changeAnswer) => {
    sandbox.controls.behave({ changeAnswer })
    const connection = connect({ CHANGE_HEALTHCARE_TOKEN_VERSION: changeAnswer === 'v1' ? 'v2' : 'v1' })
    expect(await connection.test()).toMatchObject({ ok: false, code: 'protocol-error' })
    await connection.close()
  })
})

describe('C-H2 what a form must encode', () => {
  it('arrives as it is: & + % = / space and letters of other alphabets', async () => {
    const { clientId, clientSecret } = changeClients.oddSecret
    const connection = connect({ CHANGE_HEALTHCARE_CLIENT_ID: clientId, CHANGE_HEALTHCARE_CLIENT_SECRET: clientSecret })
    expect(await connection.test()).toMatchObject({ ok: true })
    await connection.close()
  })
})

describe('C-H3 lives and gateways', () => {
  it('two hours are two hours', async () => {
    sandbox.controls.behave({ changeTokenSeconds: 7_200 })
    const connection = connect()
    await connection.test()
    clock.advance(110 * 60_000)
    expect([(await connection.test()).ok, tokensAsked()]).toEqual([true, 1])
    expect(connection.status().tokenGoodUntilMs).toBe(Math.round(clock.wallMs() + 10 * 60_000))
    await connection.close()
  })

  it.each([502, 503, 504])('a gateway that answers %s in HTML is tried again', async (status) => {
    const headers = { 'content-type': 'text/html' }
    sandbox.controls.faults.add({ match: { path: emulatorPaths['change-healthcare'].token, nth: 1 }, action: { kind: 'answer', status, headers, body: '<h1>Bad Gateway</h1>' } })
    const connection = connect()
    expect([(await connection.test()).ok, tokensAsked()]).toEqual([true, 2])
    await connection.close()
  })

  it('a host that was left behind is unavailable, and is not asked again at once', async () => {
    sandbox.controls.behave({ changeHost: 'retired' })
    const connection = connect()
    expect(await connection.test()).toMatchObject({ ok: false, code: 'token-endpoint-unavailable', status: 503 })
    await connection.close()
  })

  it('401 access_token_expired before the end by our count: another token', async () => {
    const connection = connect()
    await connection.test()
    sandbox.controls.clock.advance(2 * 60 * 60_000)
    expect([(await connection.test()).ok, tokensAsked()]).toEqual([true, 2])
    await connection.close()
  })

  it('a token that was supplied is used as it is; refused, nothing is renewed or asked twice', async () => {
    const own = connect()
    await own.test()
    const supplied = { CHANGE_HEALTHCARE_CLIENT_ID: '', CHANGE_HEALTHCARE_CLIENT_SECRET: '', CHANGE_HEALTHCARE_TOKEN: 'from-elsewhere' }
    const connection = connect(supplied)
    expect(connection.status()).toMatchObject({ credentials: 'set', clientIdEnd: null })
    expect(await connection.test()).toMatchObject({ ok: false, code: 'authorization-rejected', status: 401 })
    const calls = sandbox.controls.journal.entries().filter(({ path }) => path.endsWith('/healthcheck'))
    expect([tokensAsked(), calls.map(({ status }) => status)]).toEqual([1, [200, 401]])
    await Promise.all([connection.close(), own.close()])
  })

  it('later calls are in JSON', async () => {
    const connection = connect()
    const reply = await connection.request('/echo', { method: 'POST', body: '{"a":1}' })
    expect(await json(reply.body)).toMatchObject({ method: 'POST', contentType: 'application/json', body: '{"a":1}' })
    await connection.close()
  })
})
