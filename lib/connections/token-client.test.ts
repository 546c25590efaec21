// One good token for however many callers: the behaviours C-1 to C-8 and C-12 (contract: organization APIs 8), against the
// emulators and with a clock that moves when it is told to.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '@/lib/secret'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'
import { systems, type System } from './connection'
import { createConnection } from './create-connection'
import { dialectOf } from './registry'
import { openLine } from './send'
import { createTestClock, emulatorPaths, emulatorProfiles, emulatorSettings, type TestClock } from './testing'
import { createTokenClient } from './token-client'

const hour = 60 * 60_000
const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make)

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

/** A connection of its own, without tokens from before. */
function connect(system: System = 'change-healthcare', more: Readonly<Record<string, string>> = {}) {
  return createConnection(emulatorProfiles(sandbox.url, more)[system], { clock, random: () => 0.5 })
}

const tokensAsked = (system: System = 'change-healthcare') =>
  sandbox.controls.journal.entries().filter(({ path }) => path === emulatorPaths[system].token).length

async function call(connection: ReturnType<typeof connect>, path: string = emulatorPaths[connection.system].resource): Promise<number> {
  const { status, body } = await connection.request(path)
  await text(body)
  return status
}

/** The code of the failure; a status where there was none. */
const outcome = (calling: Promise<number>) => calling.catch((error: unknown) => (error instanceof Error && 'code' in error ? error.code : error))

const tokenEndpointAnswers = (status: number, headers: Record<string, string> = {}, match: { nth?: number } = {}) =>
  sandbox.controls.faults.add({ match: { path: emulatorPaths['change-healthcare'].token, ...match }, action: { kind: 'answer', status, headers, body: '<html>no</html>' } })

/** The tokens alone, without the requests that carry them. */
function openTokens(system: System) {
  const profile = emulatorProfiles(sandbox.url)[system]
  const line = openLine()
  const source = createTokenClient({ clock, random: () => 0.5 }).open(profile, dialectOf(profile), line)
  const close = () => {
    source.close()
    line.close()
  }
  return { source, close }
}

describe('C-1 one token request, however many callers', () => {
  it.each(systems)('%s: 200 callers with a cold cache, and 200 at the end of its life', async (system) => {
    const { source, close } = openTokens(system)
    expect(new Set(await Promise.all(times(200, () => source.take()))).size).toBe(1)
    expect(tokensAsked(system)).toBe(1)
    clock.advance(hour)
    expect(new Set(await Promise.all(times(200, () => source.take()))).size).toBe(1)
    expect(tokensAsked(system)).toBe(2)
    close()
  })

  it('200 requests with a cold cache', async () => {
    const connection = connect()
    expect(new Set(await Promise.all(times(200, () => call(connection))))).toEqual(new Set([200]))
    expect(tokensAsked()).toBe(1)
    await connection.close()
  })

  it('near the end 200 are served with the old token while one request fetches the next', async () => {
    const { source, close } = openTokens('change-healthcare')
    const old = await source.take()
    clock.advance(56 * 60_000)
    expect(new Set(await Promise.all(times(200, () => source.take())))).toEqual(new Set([old]))
    while (source.current() === old) await new Promise(setImmediate)
    expect([await source.take(), tokensAsked()]).toEqual([source.current(), 2])
    close()
  })
})

describe('C-2 never a token for each transaction', () => {
  it('10,000 takes within one life are one token', async () => {
    const { source, close } = openTokens('change-healthcare')
    const first = await source.take()
    for (let taken = 0; taken < 10_000; taken += 1) {
      if ((await source.take()) !== first) throw new Error('another token')
      clock.advance(300)
    }
    expect(tokensAsked()).toBe(1)
    close()
  })
})

describe('C-3 a token that is refused', () => {
  it.each(systems)('%s: revoked early, it is renewed once and the request sent again', async (system) => {
    const connection = connect(system)
    await call(connection)
    revokeAll()
    expect(await call(connection)).toBe(200)
    expect(tokensAsked(system)).toBe(2)
    await connection.close()
  })

  it('100 refused at once are one renewal', async () => {
    const connection = connect()
    await call(connection)
    revokeAll()
    expect(new Set(await Promise.all(times(100, () => call(connection))))).toEqual(new Set([200]))
    expect(tokensAsked()).toBe(2)
    await connection.close()
  })

  it('where a resource always refuses, two attempts and a typed failure', async () => {
    const connection = connect()
    sandbox.controls.faults.add({ match: { path: '/echo' }, action: { kind: 'answer', status: 401, body: '{}' } })
    expect(await outcome(call(connection))).toBe('authorization-rejected')
    expect(sandbox.controls.journal.entries().filter(({ path }) => path.endsWith('/echo'))).toHaveLength(2)
    expect(connection.status().lastError).toMatchObject({ code: 'authorization-rejected' })
    await connection.close()
  })

  it('and a job that keeps asking there takes no token requests from the others', async () => {
    const connection = connect()
    sandbox.controls.faults.add({ match: { path: '/echo' }, action: { kind: 'answer', status: 401, body: '{}' } })
    for (let asked = 0; asked < 60; asked += 1) {
      expect(await outcome(call(connection))).toBe('authorization-rejected')
      clock.advance(5_000)
    }
    expect(await connection.test()).toMatchObject({ ok: true })
    expect(tokensAsked()).toBeLessThan(12)
    await connection.close()
  })
})

function revokeAll(): void {
  const { bcda, changeHealthcare, cdc, optum } = sandbox.organizations
  for (const { memory } of [changeHealthcare, cdc, optum]) memory.revoke()
  bcda.turn.revokeAll('6dc59a4c-ef93-46c0-9c00-02e500e13731')
  // One issued within the same moment would count as older.
  clock.advance(5)
}

describe('C-4 the token endpoint is down', () => {
  it('while the token is good: calls go on, and a second passes between attempts', async () => {
    const connection = connect()
    await call(connection)
    clock.advance(56 * 60_000)
    tokenEndpointAnswers(503)
    expect(new Set(await Promise.all(times(50, () => call(connection))))).toEqual(new Set([200]))
    for (let asked = 0; asked < 20; asked += 1) expect(await call(connection)).toBe(200)
    expect(tokensAsked()).toBe(2)
    expect(connection.status().lastError).toMatchObject({ code: 'token-endpoint-unavailable' })
    await connection.close()
  })

  it('in the last seconds of the old token: it is used rather than nothing', async () => {
    const connection = connect()
    await call(connection)
    clock.advance(hour - 10_000)
    tokenEndpointAnswers(429, { 'retry-after': '600' })
    expect(await call(connection)).toBe(200)
    await connection.close()
  })

  it('at its end: four attempts, then a typed failure, and others fail with it', async () => {
    tokenEndpointAnswers(503)
    const connection = connect()
    const ended = await Promise.all(times(50, () => outcome(call(connection))))
    expect(new Set(ended)).toEqual(new Set(['token-endpoint-unavailable']))
    expect(tokensAsked()).toBe(4)
    await connection.close()
  })

  it('with nobody there at all: the same', async () => {
    const connection = connect()
    await sandbox.closeDoor()
    try {
      expect(await outcome(call(connection))).toBe('token-endpoint-unavailable')
      expect(clock.waits).toHaveLength(3)
    } finally {
      await sandbox.openDoor()
      await connection.close()
    }
  })

  it('back again: the next call is served', async () => {
    const connection = connect()
    tokenEndpointAnswers(500, {}, { nth: 1 })
    expect(await call(connection)).toBe(200)
    expect(tokensAsked()).toBe(2)
    await connection.close()
  })
})

describe('C-5 wrong credentials', () => {
  it.each(systems)('%s: one token request for each cool-down, which doubles', async (system) => {
    const connection = connect(system, wrongSecrets)
    const asked: number[] = []
    for (const passMs of [0, 29_000, 2_000, 59_000, 2_000, 100_000, 21_000]) {
      clock.advance(passMs)
      expect(new Set(await Promise.all(times(30, () => outcome(call(connection)))))).toEqual(new Set(['credential-rejected']))
      asked.push(tokensAsked(system))
    }
    expect(asked).toEqual([1, 1, 2, 2, 3, 3, 4])
    await connection.close()
  })
})

const wrongSecrets = {
  BCDA_CLIENT_SECRET: 'wrong',
  CHANGE_HEALTHCARE_CLIENT_SECRET: 'wrong',
  CDC_CLIENT_SECRET: 'wrong',
  OPTUM_SANDBOX_CLIENT_SECRET: 'wrong',
}

describe('C-6 clocks and lives', () => {
  it.each([hour, -hour])('a wall clock that is set by %s ms fails no call, and costs one token at most', async (byMs) => {
    const connection = connect()
    await call(connection)
    clock.setWall(byMs)
    for (let asked = 0; asked < 10; asked += 1) expect(await call(connection)).toBe(200)
    expect(tokensAsked()).toBe(2)
    await connection.close()
  })

  it('sleep of the machine counts as time that passed', async () => {
    const connection = connect()
    await call(connection)
    clock.sleep(2 * hour)
    expect(await call(connection)).toBe(200)
    expect(sandbox.controls.journal.entries().filter(({ status }) => status === 401)).toEqual([])
    await connection.close()
  })

  it('a token of five seconds is good for four and a half', async () => {
    sandbox.controls.behave({ changeTokenSeconds: 5 })
    const connection = connect()
    for (const [passMs, tokens] of [[0, 1], [2_000, 1], [2_600, 2], [2_000, 2]] as const) {
      clock.advance(passMs)
      expect([await call(connection), tokensAsked()]).toEqual([200, tokens])
    }
    await connection.close()
  })

  it.each<[what: string, edit: { set?: Record<string, unknown>; remove?: string[] }, goodForMs: number | string]>([
    ['missing', { remove: ['expires_in'] }, hour],
    ['null', { set: { expires_in: null } }, hour],
    ['a number as text', { set: { expires_in: '1200' } }, 20 * 60_000],
    ['huge', { set: { expires_in: 1e300 } }, 24 * hour],
    ['zero', { set: { expires_in: 0 } }, 'protocol-error'],
    ['negative', { set: { expires_in: -1 } }, 'protocol-error'],
    ['words', { set: { expires_in: 'an hour' } }, 'protocol-error'],
    ['half a number', { set: { expires_in: '12abc' } }, 'protocol-error'],
    ['a list', { set: { expires_in: [3_600] } }, 'protocol-error'],
  ])('a life that is %s', async (_, edit, goodForMs) => {
    sandbox.controls.faults.add({ match: { path: emulatorPaths['change-healthcare'].token }, action: { kind: 'edit-json', ...edit } })
    const connection = connect()
    const ended = await outcome(call(connection))
    if (typeof goodForMs === 'string') expect(ended).toBe(goodForMs)
    else expect(connection.status().tokenGoodUntilMs).toBe(Math.round(clock.wallMs() + goodForMs))
    await connection.close()
  })
})

describe('C-7 Retry-After', () => {
  const inSeconds = (seconds: number) => new Date(Math.ceil(Date.now() / 1_000) * 1_000 + seconds * 1_000).toUTCString()

  it.each<[header: string | (() => string) | null, leastMs: number, mostMs: number]>([
    ['7', 7_000, 7_000],
    ['0', 1_000, 1_000],
    [null, 1_000, 1_000],
    ['soon', 1_000, 1_000],
    ['-3', 1_000, 1_000],
    [() => inSeconds(12), 5_000, 14_000],
  ])('%s is waited for, and never less than a second', async (header, leastMs, mostMs) => {
    tokenEndpointAnswers(429, header === null ? {} : { 'retry-after': typeof header === 'string' ? header : header() }, { nth: 1 })
    const connection = connect()
    expect(await call(connection)).toBe(200)
    expect(clock.waits).toHaveLength(1)
    expect(clock.waits[0]).toBeGreaterThanOrEqual(leastMs)
    expect(clock.waits[0]).toBeLessThanOrEqual(mostMs)
    await connection.close()
  })

  it('beyond what the caller would wait: it fails at once with the time, and nobody asks before that', async () => {
    tokenEndpointAnswers(429, { 'retry-after': '90' }, { nth: 1 })
    const connection = connect()
    await expect(connection.request('/echo')).rejects.toMatchObject({ code: 'rate-limited', status: 429, retryAfterMs: 90_000 })
    clock.advance(40_000)
    await expect(connection.request('/echo')).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 50_000 })
    expect([tokensAsked(), clock.waits]).toEqual([1, []])
    const [patient, impatient] = await Promise.allSettled([connection.request('/echo', { patienceMs: 60_000 }), connection.request('/echo', { patienceMs: 100 })])
    expect([patient.status, impatient.status, tokensAsked(), clock.waits]).toEqual(['fulfilled', 'rejected', 2, [50_000]])
    if (patient.status === 'fulfilled') patient.value.body.resume()
    await connection.close()
  })

  it('our own budget: 20 token requests in five minutes, however many tokens are dropped', async () => {
    const connection = connect()
    const ended: unknown[] = []
    for (let asked = 0; asked < 25; asked += 1) {
      connection.invalidate()
      ended.push(await outcome(call(connection)))
    }
    expect(ended).toEqual([...times(20, () => 200), ...times(5, () => 'rate-limited')])
    expect(tokensAsked()).toBe(20)
    await connection.close()
  })
})

describe('C-8 leaving', () => {
  it('a caller who leaves does not spoil the token for the others', async () => {
    sandbox.controls.faults.add({ match: { path: emulatorPaths['change-healthcare'].token }, action: { kind: 'delay', ms: 100 } })
    const connection = connect()
    const leaving = new AbortController()
    const left = connection.request('/echo', { signal: leaving.signal }).catch((error: unknown) => error)
    const stays = times(5, () => call(connection))
    leaving.abort()
    expect(await left).toMatchObject({ code: 'aborted' })
    expect(await Promise.all(stays)).toEqual(times(5, () => 200))
    expect(tokensAsked()).toBe(1)
    await connection.close()
  })

  it('close() ends what is under way, and nothing is asked afterwards', async () => {
    sandbox.controls.faults.add({ match: { path: emulatorPaths['change-healthcare'].token }, action: { kind: 'hang', ms: 0 } })
    const connection = connect()
    const waiting = outcome(call(connection))
    while (tokensAsked() === 0) await new Promise(setImmediate)
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    await connection.close()
    expect(await waiting).toBe('refused')
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThan(before)
    expect(await outcome(call(connection))).toBe('refused')
  })
})

describe('C-8 a process', () => {
  it('that has closed its connections ends by itself, in the middle of a renewal', async () => {
    sandbox.controls.faults.add({ match: { path: emulatorPaths['change-healthcare'].token }, action: { kind: 'hang', ms: 0 } })
    const program = `
      const { createConnection } = await import('./lib/connections/create-connection.ts')
      const { readConnectionSettings } = await import('./lib/connections/settings.ts')
      const connection = createConnection(readConnectionSettings()['change-healthcare'])
      const asked = connection.request('/echo').catch((error) => console.log(error.code))
      setTimeout(() => connection.close(), 200)
      await asked`
    const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e', program], {
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...emulatorSettings(sandbox.url) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const said = text(child.stdout)
    expect([await once(child, 'exit'), await said]).toEqual([[0, null], 'refused\n'])
  })
})

describe('C-12 a secret that is replaced', () => {
  it('is used for the next token, without a restart', async () => {
    const [oldSecret, newSecret] = ['open-to-anyone-change-sandbox', 'another-one']
    let secret = oldSecret
    const connection = connectWith(() => secret)
    await call(connection)
    sandbox.organizations.changeHealthcare.memory.rotate(clientId, newSecret)
    secret = newSecret
    connection.invalidate()
    expect(await call(connection)).toBe(200)
    await connection.close()
  })

  it('ends the cool-down of the one before', async () => {
    let secret = 'wrong'
    const connection = connectWith(() => secret)
    expect(await outcome(call(connection))).toBe('credential-rejected')
    secret = 'open-to-anyone-change-sandbox'
    expect(await call(connection)).toBe(200)
    await connection.close()
  })

  it('while it is being used is read once more before it counts as wrong', async () => {
    const secrets = ['old-one', 'open-to-anyone-change-sandbox']
    const connection = connectWith(() => secrets.shift() ?? 'open-to-anyone-change-sandbox')
    expect(await call(connection)).toBe(200)
    expect(tokensAsked()).toBe(2)
    await connection.close()
  })

  const clientId = 'ChangeSandbox0000000000000000001'
  function connectWith(secret: () => string) {
    const profile = emulatorProfiles(sandbox.url)['change-healthcare']
    const read = () => ({ secret: new Secret(secret()), issuedAtMs: null })
    return createConnection({ ...profile, credentials: { clientId, issuedAtMs: null, read } }, { clock, random: () => 0.5 })
  }
})
