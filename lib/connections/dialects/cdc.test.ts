// CDC's own ways: C-C1 to C-C4 (contract: organization APIs 8), against its emulator.
import { json, text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createConnection } from '@/lib/connections/create-connection'
import { dialectOf } from '@/lib/connections/registry'
import { openLine } from '@/lib/connections/send'
import { createTestClock, emulatorProfiles, type TestClock } from '@/lib/connections/testing'
import { createTokenClient } from '@/lib/connections/token-client'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'

const minute = 60_000
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

const connect = (more: Readonly<Record<string, string>> = {}) => createConnection(emulatorProfiles(sandbox.url, more).cdc, { clock, random: () => 0.5 })
const asked = (path: string) => sandbox.controls.journal.entries().filter((entry) => entry.path === `/cdc/v0/token/${path}`).length
const askedFor = () => ({ gen: asked('gen'), refresh: asked('refresh') })

async function echo(connection: ReturnType<typeof connect>) {
  const reply = await connection.request('/v0/echo')
  return { status: reply.status, body: await json(reply.body) }
}

/** Waits for a renewal in the background. */
async function renewed(connection: ReturnType<typeof connect>, beforeMs: number) {
  while ((connection.status().tokenGoodUntilMs ?? 0) <= beforeMs) await new Promise(setImmediate)
}

describe('C-C1 the end as a moment', () => {
  it.each(['seconds', 'milliseconds', 'text', 'iso-date'] as const)('written in %s', async (cdcExpiration) => {
    sandbox.controls.behave({ cdcExpiration })
    const connection = connect()
    expect((await echo(connection)).status).toBe(200)
    const goodForMs = (connection.status().tokenGoodUntilMs ?? 0) - clock.wallMs()
    expect(goodForMs).toBeGreaterThan(14.9 * minute)
    expect(goodForMs).toBeLessThanOrEqual(15 * minute)
    await connection.close()
  })

  it.each([
    ['10 minutes ahead', 10 * minute, 'sent', 15],
    ['10 minutes behind', -10 * minute, 'sent', 15],
    ['10 minutes ahead, without Date', 10 * minute, 'missing', 15],
    ['10 minutes behind, without Date', -10 * minute, 'missing', 5],
    ['20 minutes behind, without Date', -20 * minute, 'missing', 15],
  ] as const)('with a server clock that is %s', async (_, cdcClockOffsetMs, cdcDate, goodForMinutes) => {
    sandbox.controls.behave({ cdcClockOffsetMs, cdcDate })
    const noted: boolean[] = []
    const connection = createConnection(emulatorProfiles(sandbox.url).cdc, { clock, note: (line) => line.event === 'token' && noted.push(line.clocksDisagree) })
    expect((await echo(connection)).status).toBe(200)
    const goodForMs = (connection.status().tokenGoodUntilMs ?? 0) - clock.wallMs()
    expect(Math.round(goodForMs / minute)).toBe(goodForMinutes)
    expect(noted).toEqual([cdcClockOffsetMs === -20 * minute])
    await connection.close()
  })
})

describe('C-C2 refresh', () => {
  it('inside the margin; the new token has the same scopes', async () => {
    const connection = connect()
    const first = await echo(connection)
    const before = connection.status().tokenGoodUntilMs ?? 0
    clock.advance(14 * minute)
    expect((await echo(connection)).status).toBe(200)
    await renewed(connection, before)
    expect(askedFor()).toEqual({ gen: 1, refresh: 1 })
    expect(await echo(connection)).toEqual(first)
    await connection.close()
  })

  it.each([401, 404, 500, 503])('answered %s: a new token instead', async (status) => {
    const connection = connect()
    await echo(connection)
    sandbox.controls.faults.add({ match: { path: '/v0/token/refresh' }, action: { kind: 'answer', status } })
    clock.advance(14 * minute + 50_000)
    expect((await echo(connection)).status).toBe(200)
    expect(askedFor()).toEqual({ gen: 2, refresh: 1 })
    await connection.close()
  })

  it('after the end there is none: a new token without asking', async () => {
    const connection = connect()
    await echo(connection)
    clock.advance(16 * minute)
    expect((await echo(connection)).status).toBe(200)
    expect(askedFor()).toEqual({ gen: 2, refresh: 0 })
    await connection.close()
  })

  it('a token that was refused is not refreshed', async () => {
    const connection = connect()
    await echo(connection)
    sandbox.organizations.cdc.memory.revoke()
    expect((await echo(connection)).status).toBe(200)
    expect(askedFor()).toEqual({ gen: 2, refresh: 0 })
    await connection.close()
  })
})

describe('C-C3 scopes and parties', () => {
  it('different ones are different tokens, never mixed; the same ones in another order are one', async () => {
    const tokens = createTokenClient({ clock })
    const line = openLine()
    const wishes: readonly Record<string, string>[] = [
      { CDC_SCOPES: 'UPLOAD' },
      { CDC_SCOPES: 'UPLOAD,DELETE' },
      { CDC_SCOPES: 'DELETE, UPLOAD' },
      { CDC_SCOPES: 'UPLOAD', CDC_ON_BEHALF_OF: 'cdc-sandbox-party' },
    ]
    const profiles = wishes.map((wish) => emulatorProfiles(sandbox.url, wish).cdc)
    const sources = profiles.map((profile) => tokens.open(profile, dialectOf(profile), line))
    const held = await Promise.all(sources.map((source) => source.take()))
    expect(held[1]).toBe(held[2])
    expect([new Set(held).size, asked('gen')]).toEqual([3, 3])
    const connections = profiles.map((profile) => createConnection(profile, { clock, tokens }))
    const told = await Promise.all(connections.map(echo))
    expect(told.map(({ body }) => body)).toEqual([
      { clientID: 'cdc-sandbox-everything', scopes: ['UPLOAD'] },
      { clientID: 'cdc-sandbox-everything', scopes: expect.arrayContaining(['UPLOAD', 'DELETE']) },
      { clientID: 'cdc-sandbox-everything', scopes: expect.arrayContaining(['UPLOAD', 'DELETE']) },
      { clientID: 'cdc-sandbox-everything', scopes: ['UPLOAD'], onBehalfOfClientID: 'cdc-sandbox-party' },
    ])
    expect(asked('gen')).toBe(3)
    for (const source of sources) source.close()
    await Promise.all(connections.map((connection) => connection.close()))
    line.close()
  })

  it('the token is sent bare; a prefix is sent where one is set', async () => {
    const bare = connect()
    expect((await echo(bare)).status).toBe(200)
    const prefixed = connect({ CDC_TOKEN_PREFIX: 'Bearer ' })
    await expect(prefixed.request('/v0/echo')).rejects.toMatchObject({ code: 'authorization-rejected' })
    sandbox.controls.behave({ cdcHeader: 'lenient' })
    expect((await echo(prefixed)).status).toBe(200)
    await Promise.all([bare.close(), prefixed.close()])
  })

  it('to act for a party without the right to is forbidden, and not tried again at once', async () => {
    const connection = connect({ CDC_ON_BEHALF_OF: 'somebody-else' })
    for (let tried = 0; tried < 3; tried += 1) expect(await connection.test()).toMatchObject({ ok: false, code: 'forbidden', status: 403 })
    expect(asked('gen')).toBe(1)
    await connection.close()
  })
})

describe('C-C4 long work', () => {
  it('403 for a scope renews nothing', async () => {
    const connection = connect({ CDC_SCOPES: 'EXPORT_REDACTED' })
    const reply = await connection.request('/v0/izdlexport/history', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    expect([reply.status, askedFor()]).toEqual([403, { gen: 1, refresh: 0 }])
    await text(reply.body)
    await connection.close()
  })

  it.each(['lives', 'dies'] as const)('two hours of uploads cross eight lives without a failed call, though the old token %s', async (cdcOldToken) => {
    sandbox.controls.behave({ cdcOldToken })
    const connection = connect()
    const statuses = new Set<number>()
    for (let passedMs = 0; passedMs < 120 * minute; passedMs += minute) {
      statuses.add((await echo(connection)).status)
      const before = connection.status().tokenGoodUntilMs ?? 0
      clock.advance(minute)
      if (before - clock.wallMs() > 80_000) continue
      statuses.add((await echo(connection)).status)
      // The clock of this test would otherwise outrun a renewal in the background.
      await renewed(connection, before)
    }
    expect([...statuses]).toEqual([200])
    expect(askedFor()).toEqual({ gen: 1, refresh: 8 })
    const refused = sandbox.controls.journal.entries().filter(({ status }) => status === 401)
    // A request that is overtaken by the renewal of its token is sent again.
    expect(refused.length).toBeLessThanOrEqual(cdcOldToken === 'dies' ? 8 : 0)
    await connection.close()
  })
})
