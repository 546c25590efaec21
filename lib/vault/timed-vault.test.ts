// What the figures know of the vault: every operation of it under a word of its own, done or failed, and nothing else.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { Unavailable } from '@/lib/errors'
import { expose, forgetCounts } from '@/lib/metrics/meters'
import { readOpenMetrics } from '@/lib/metrics/testing'
import { Secret } from '@/lib/secret'
import type { Grant } from './grant'
import { openStore } from './open-store'
import { makePlace, randomText, settingsWith, type StorePlace } from './testing'
import { timedVault } from './timed-vault'
import { createVault, type GrantRef, type Vault } from './vault'

const hour = 60 * 60_000
const settings = settingsWith(`one:${randomText()}`)
const grant: Grant = {
  accessToken: new Secret(randomText()),
  refreshToken: null,
  accessEndsAtMs: Date.now() + hour,
  scopes: new Set(['profile']),
  patient: '-1',
  grantEndsAt: null,
  version: 2,
  connectedAtMs: Date.now(),
}

let place: StorePlace
beforeAll(async () => {
  place = await makePlace('libsql')
})
beforeEach(() => forgetCounts())
afterAll(() => place.clear())

/** Each operation of the vault but closing, once. */
function everyOperation(vault: Vault, ref: GrantRef): Readonly<Record<Exclude<keyof Vault, 'close'>, () => Promise<unknown>>> {
  return {
    keep: () => vault.keep(grant, Date.now() + hour, Date.now() + hour),
    open: () => vault.open(ref),
    replace: () => vault.replace(ref, grant, 1),
    intend: () => vault.intend(ref, 2, 1),
    settle: () => vault.settle(ref, 1),
    touch: () => vault.touch(ref, Date.now() + hour),
    forget: () => vault.forget(ref),
    countSessions: () => vault.countSessions(grant),
    hasNewer: () => vault.hasNewer(ref, grant),
    endSessions: () => vault.endSessions(grant),
    lease: () => vault.lease('x', 'me', hour),
    renew: () => vault.renew('x', 'me', hour),
    release: () => vault.release('x', 'me'),
    sweep: () => vault.sweep(),
  }
}

/** How often each operation was counted, by word and outcome. */
async function counted(): Promise<ReadonlyMap<string, number>> {
  const { samples } = readOpenMetrics((await expose()).text)
  const found = [...samples].map(([sample, count]) => [/^plainclaim_vault_seconds_count\{operation="(.+)",outcome="(.+)"\}$/.exec(sample)?.slice(1).join(' ') ?? '', count] as const)
  return new Map(found.filter(([word]) => word !== ''))
}

/** Every operation once with this outcome: `countSessions` under `count-sessions`. */
function onceEach(operations: object, outcome: string): ReadonlyMap<string, number> {
  return new Map(Object.keys(operations).map((name) => [`${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${outcome}`, 1]))
}

it('each operation is counted once under its own word, and answers what the vault answers', async () => {
  const plain = createVault(settings, () => openStore(place.url('timed')))
  const vault = timedVault(plain)
  const ref = await plain.keep(grant, Date.now() + hour, Date.now() + hour)
  await expect(vault.countSessions(grant)).resolves.toBe(1)
  forgetCounts()
  const operations = everyOperation(vault, ref)
  for (const run of Object.values(operations)) await run()
  expect(await counted()).toEqual(onceEach(operations, 'done'))
  await vault.close()
})

it('one that fails is counted as failed, and fails as before', async () => {
  const vault = timedVault(createVault(settings, () => Promise.reject(new Error('disk full'))))
  const ref = { id: randomText(), half: new Secret(randomText()) }
  const operations = everyOperation(vault, ref)
  for (const run of Object.values(operations)) await expect(run()).rejects.toBeInstanceOf(Unavailable)
  expect(await counted()).toEqual(onceEach(operations, 'failed'))
})
