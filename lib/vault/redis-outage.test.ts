// A Redis that is away, silent, slow, full or read-only: told as unavailable in time, and nothing is lost by it (AVL-08).
// Each is done to a real server.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Unavailable } from '@/lib/errors'
import { Secret } from '@/lib/secret'
import type { Grant } from './grant'
import { openRedisStore } from './redis-store'
import { hasRedis, randomText, type RedisServer, settingsWith, startRedis } from './testing'
import { createVault, type GrantRef, type Vault } from './vault'

const hour = 60 * 60_000
const patienceMs = 300
/** Reaching the server and being answered may each take the patience; the rest is for a busy machine. */
const inTimeMs = 2 * patienceMs + 1_500
/** A pause cannot be ended from outside, so it ends by itself. */
const pauseMs = 1_500
const settings = settingsWith(`k1:${randomText()}`)

function newGrant(): Grant {
  return {
    accessToken: new Secret(randomText()),
    refreshToken: new Secret(randomText()),
    accessEndsAtMs: Date.now() + hour,
    scopes: new Set(['profile']),
    patient: '-10000010254618',
    grantEndsAt: null,
    version: 2,
    connectedAtMs: Date.now(),
  }
}

/** The failure of a call, which must be Unavailable, say nothing of the store, and come in time. */
async function refusedInTime(call: () => Promise<unknown>): Promise<void> {
  const startedAtMs = performance.now()
  const error: unknown = await call().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Unavailable)
  expect(String(error)).toBe('Unavailable: unavailable: vault store')
  expect(error).not.toHaveProperty('cause')
  expect(performance.now() - startedAtMs).toBeLessThan(inTimeMs)
}

/** Asks until it works, as people do; how long that took. */
async function untilWell(vault: Vault): Promise<number> {
  const startedAtMs = performance.now()
  for (;;) {
    const fence = await vault.lease(randomText(), 'me', 1_000).catch(() => null)
    if (fence !== null) return performance.now() - startedAtMs
    // A refusal may come without anything else having run.
    await new Promise(setImmediate)
  }
}

describe.skipIf(!hasRedis)('a Redis in trouble', () => {
  let server: RedisServer
  let vault: Vault
  let ref: GrantRef
  let grant: Grant
  const open = (url: string) => createVault(settings, () => openRedisStore(url, patienceMs))
  const tokenOf = async () => (await vault.open(ref))?.grant.accessToken.reveal()

  beforeAll(async () => {
    server = await startRedis()
    vault = open(server.url)
  })

  afterAll(async () => {
    await vault.close()
    await server.stop()
  })

  beforeEach(async () => {
    grant = newGrant()
    ref = await vault.keep(grant, Date.now() + hour, Date.now() + hour)
  })

  const writes = (): readonly (() => Promise<unknown>)[] => [
    () => vault.keep(newGrant(), Date.now() + hour, Date.now() + hour),
    () => vault.replace(ref, newGrant(), 1),
    () => vault.intend(ref, 1, 1_000_000),
    () => vault.lease(randomText(), 'me', 1_000),
  ]
  const everything = (): readonly (() => Promise<unknown>)[] => [...writes(), () => vault.open(ref), () => vault.touch(ref, Date.now() + hour), () => vault.sweep()]

  it('silent: each call is refused in time, fifty at once as well, and all works again when it speaks', async () => {
    await server.client.client('PAUSE', pauseMs, 'ALL')
    await Promise.all([...everything(), ...Array.from({ length: 50 }, () => () => vault.open(ref))].map(refusedInTime))
    expect(await untilWell(vault)).toBeLessThan(5_000)
    expect(await vault.open(ref)).not.toBeNull()
  })

  it('silent while a new pair is stored: it is stored when it speaks, once', async () => {
    await server.client.client('PAUSE', pauseMs, 'ALL')
    const pair = newGrant()
    const storing = vault.replace(ref, pair, 1, { fence: 1, forMs: 20_000 })
    await refusedInTime(() => vault.open(ref))
    await expect(storing).resolves.toBe(true)
    await expect(vault.open(ref)).resolves.toMatchObject({ revision: 2 })
    expect(await tokenOf()).toBe(pair.accessToken.reveal())
  })

  it('silent while a lease is taken: nobody holds it afterwards', async () => {
    await server.client.client('PAUSE', pauseMs, 'ALL')
    await refusedInTime(() => vault.lease('refresh', 'me', 90_000))
    await untilWell(vault)
    await expect(vault.lease('refresh', 'somebody else', 1)).resolves.not.toBeNull()
  })

  it('stuck in a slow command: refused in time, and nothing is lost', async () => {
    const sleeping = server.client.call('DEBUG', 'SLEEP', '1.2')
    await Promise.all([() => vault.open(ref), () => vault.lease(randomText(), 'me', 1_000)].map(refusedInTime))
    await sleeping
    await untilWell(vault)
    expect(await tokenOf()).toBe(grant.accessToken.reveal())
  })

  it('frozen as a whole: refused in time, and well again without a restart of ours', async () => {
    server.child.kill('SIGSTOP')
    await Promise.all(everything().map(refusedInTime))
    server.child.kill('SIGCONT')
    expect(await untilWell(vault)).toBeLessThan(5_000)
    expect(await vault.open(ref)).not.toBeNull()
  })

  it('full: writing is refused, reading is not, and no record is pushed out', async () => {
    await server.client.config('SET', 'maxmemory-policy', 'noeviction')
    await server.client.config('SET', 'maxmemory', '1')
    await Promise.all(writes().map(refusedInTime))
    expect(await tokenOf()).toBe(grant.accessToken.reveal())
    await expect(vault.forget(ref)).resolves.toBeUndefined()
    await server.client.config('SET', 'maxmemory', '0')
    await expect(vault.lease(randomText(), 'me', 1)).resolves.not.toBeNull()
  })

  it('full in the middle of a refresh: no record is half written', async () => {
    await vault.intend(ref, 1, 5)
    await server.client.config('SET', 'maxmemory', '1')
    await refusedInTime(() => vault.replace(ref, newGrant(), 1, { fence: 5 }))
    await server.client.config('SET', 'maxmemory', '0')
    await expect(vault.open(ref)).resolves.toMatchObject({ revision: 1 })
    await expect(vault.intend(ref, 1, 6)).resolves.toMatchObject({ earlier: { fence: 5 } })
  })

  it('read-only, as a replica is: writing is refused, and works again when it is the first again', async () => {
    await server.client.replicaof('127.0.0.1', 1)
    for (const write of writes()) await refusedInTime(write)
    await server.client.replicaof('NO', 'ONE')
    expect(await untilWell(vault)).toBeLessThan(5_000)
    expect(await tokenOf()).toBe(grant.accessToken.reveal())
  })

  it('a lost line in the middle: the next call has a new one', async () => {
    for (let round = 0; round < 5; round += 1) {
      await server.client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
      await untilWell(vault)
      expect(await tokenOf()).toBe(grant.accessToken.reveal())
    }
  })

  it('that wants another password: refused in time, and the password is not told', async () => {
    await server.client.config('SET', 'requirepass', 'another')
    const stranger = open(server.url.replace('redis://', 'redis://:hunter2@'))
    await refusedInTime(() => stranger.open(ref))
    await server.client.config('SET', 'requirepass', '')
    await stranger.close()
  })

  it('that is ended without a word and started again keeps every record it was told to keep', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plainclaim-aof-'))
    const kept = ['--appendonly', 'yes', '--appendfsync', 'always', '--dir', folder]
    const first = await startRedis(kept)
    const durable = open(first.url)
    const refs = await Promise.all(Array.from({ length: 50 }, () => durable.keep(newGrant(), Date.now() + hour, Date.now() + hour)))
    await first.stop()
    await refusedInTime(() => durable.open(refs[0] ?? ref))
    const second = await startRedis(kept, first.port)
    expect(await untilWell(durable)).toBeLessThan(5_000)
    for (const one of refs) expect(await durable.open(one)).not.toBeNull()
    await durable.close()
    await second.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('that is not there when we start: refused in time, and found when it comes', async () => {
    const gone = await startRedis()
    await gone.stop()
    const early = open(gone.url)
    await refusedInTime(() => early.open(ref))
    const late = await startRedis([], gone.port)
    expect(await untilWell(early)).toBeLessThan(5_000)
    await early.close()
    await late.stop()
  })
})
