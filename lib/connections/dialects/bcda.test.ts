// BCDA's own ways: C-B1 to C-B3 (contract: organization APIs 8), against its emulator.
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createConnection } from '@/lib/connections/create-connection'
import { createTestClock, emulatorPaths, emulatorProfiles, type TestClock } from '@/lib/connections/testing'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'

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

const clientId = '6dc59a4c-ef93-46c0-9c00-02e500e13731'
const connect = (more: Readonly<Record<string, string>> = {}) => createConnection(emulatorProfiles(sandbox.url, more).bcda, { clock, random: () => 0.5 })
const asked = (path: string = emulatorPaths.bcda.token) => sandbox.controls.journal.entries().filter((entry) => entry.path === path).length

describe('C-B1 the token request', () => {
  it('carries raw Basic with its hyphens and an empty body', async () => {
    const seen: IncomingMessage[] = []
    const server = createServer((request, response) => {
      seen.push(request)
      response.end('{"access_token": "a-token", "expires_in": "1200", "token_type":"bearer"}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const connection = connect({ BCDA_URL: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, BCDA_CLIENT_SECRET: 'a:b%2D-c' })
    ;(await connection.request('/x')).body.resume()
    const [request, second] = seen
    expect([request?.method, request?.url, request?.headers['content-length']]).toEqual(['POST', '/auth/token', '0'])
    expect(Buffer.from(request?.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString()).toBe(`${clientId}:a:b%2D-c`)
    expect(second?.headers.authorization).toBe('Bearer a-token')
    await connection.close()
    await new Promise((resolve) => server.close(resolve))
  })

  it('reads "1200" as twenty minutes from when it was asked', async () => {
    const connection = connect()
    expect(await connection.test()).toMatchObject({ ok: true, status: 200 })
    expect(connection.status().tokenGoodUntilMs).toBe(Math.round(clock.wallMs()) + 20 * 60_000)
    await connection.close()
  })

  it.each(['unknown id', 'wrong secret'])('%s: the plain text of the refusal becomes a typed failure', async (what) => {
    const connection = connect(what === 'unknown id' ? { BCDA_CLIENT_ID: 'nobody' } : { BCDA_CLIENT_SECRET: 'wrong' })
    expect(await connection.test()).toMatchObject({ ok: false, code: 'credential-rejected', status: 401 })
    await connection.close()
  })

  it.each([['failing', 500], ['times-out', 503]] as const)('a token service that is %s is tried again', async (bcdaTokenService, status) => {
    sandbox.controls.behave({ bcdaTokenService })
    const connection = connect()
    expect(await connection.test()).toMatchObject({ ok: false, code: 'token-endpoint-unavailable', status })
    expect([asked(), clock.waits.every((ms) => ms >= 1_000)]).toEqual([4, true])
    await connection.close()
  })
})

describe('C-B2 the limit on token requests', () => {
  it('429 with 300 s fails at once with the time, and nobody asks again before it is over', async () => {
    sandbox.controls.behave({ bcdaTokenLimit: 0 })
    const connection = connect()
    await expect(connection.request('/auth/welcome')).rejects.toMatchObject({ code: 'rate-limited', status: 429, retryAfterMs: 300_000 })
    clock.advance(200_000)
    await expect(connection.request('/auth/welcome')).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 100_000 })
    expect(asked()).toBe(1)
    sandbox.controls.clearBehaviours()
    clock.advance(100_000)
    expect(await connection.test()).toMatchObject({ ok: true })
    await connection.close()
  })

  it('20 workers whose tokens keep being ended stay under 100 in five minutes', async () => {
    const connection = connect()
    const worker = async () => {
      for (let turn = 0; turn < 6; turn += 1) {
        connection.invalidate()
        await connection.request('/auth/welcome').then(({ body }) => text(body), () => undefined)
      }
    }
    await Promise.all(Array.from({ length: 20 }, worker))
    expect(asked()).toBeLessThanOrEqual(20)
    await connection.close()
  })
})

describe('C-B3 which refusals are about the token', () => {
  const outcomeOf = (diagnostics: string | null, code: string) =>
    JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, ...(diagnostics === null ? {} : { diagnostics }) }] })
  const path = '/bcda/auth/welcome'
  const answer = (status: number, body: string, nth?: number) =>
    sandbox.controls.faults.add({ match: { path, ...(nth === undefined ? {} : { nth }) }, action: { kind: 'answer', status, headers: { 'content-type': 'application/fhir+json' }, body } })

  it.each([
    ['a mangled token', 400, 'Request Error', 'structure'],
    ['an expired one', 401, 'Expired Token', 'forbidden'],
    ['no token', 401, 'Invalid Token', 'forbidden'],
  ])('%s: another token, and the request once more', async (_, status, diagnostics, code) => {
    answer(status, outcomeOf(diagnostics, code), 1)
    const connection = connect()
    expect((await connection.request('/auth/welcome')).status).toBe(200)
    expect([asked(), asked(path)]).toEqual([2, 2])
    await connection.close()
  })

  it.each([
    ['a job of another organization', 401, outcomeOf(null, 'forbidden')],
    ['an empty refusal', 401, ''],
    ['a request that is wrong', 400, outcomeOf('Invalid group ID', 'structure')],
    ['an organization that is not welcome', 403, outcomeOf('Unauthorized Error', 'forbidden')],
    ['a refusal of many pages', 401, 'x'.repeat(200_000)],
  ])('%s: the answer as it came, and no other token', async (_, status, body) => {
    answer(status, body)
    const connection = connect()
    const reply = await connection.request('/auth/welcome')
    expect([reply.status, await text(reply.body)]).toEqual([status, body])
    expect([asked(), asked(path)]).toEqual([1, 1])
    await connection.close()
  })

  it('a token that the emulator ended: renewed, on every version of its answer', async () => {
    const connection = connect()
    for (const version of ['v1', 'v2', 'v3']) {
      ;(await connection.request('/auth/welcome')).body.resume()
      sandbox.organizations.bcda.turn.revokeAll(clientId)
      clock.advance(10)
      const reply = await connection.request(`/api/${version}/jobs/999`)
      expect([reply.status, await text(reply.body)]).toEqual([404, expect.stringContaining('not-found')])
    }
    expect(asked()).toBe(4)
    await connection.close()
  })
})

describe('a secret of ninety days', () => {
  const dayMs = 86_400_000

  it.each([
    ['60 days ago', 60, []],
    ['69 days ago', 69, [20]],
    ['83 days ago', 83, [6]],
    ['89 days ago', 89, [0]],
    ['91 days ago', 91, [-2]],
  ])('made %s is told of once, with the days that are left', async (_, age, told) => {
    const noted: number[] = []
    const issued = new Date(clock.wallMs() - age * dayMs).toISOString().slice(0, 10)
    const profile = emulatorProfiles(sandbox.url, { BCDA_SECRET_ISSUED: issued }).bcda
    const connection = createConnection(profile, { clock, note: (line) => line.event === 'secret-due' && noted.push(line.days) })
    await connection.test()
    await connection.test()
    expect(noted).toEqual(told)
    expect(connection.status().secretDueMs).toBe(Date.parse(issued) + 90 * dayMs)
    await connection.close()
  })
})
