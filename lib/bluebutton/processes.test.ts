// Two real processes behind one store, on each kind of it: one refresh however many ask (quality SES-10). SOAK_ROUNDS
// and SOAK_ABORTED set how often.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { settings } from '@/lib/env'
import { openStore } from '@/lib/vault/open-store'
import { processVault } from '@/lib/vault/process-vault'
import { makePlace, storeKinds, type StorePlace } from '@/lib/vault/testing'
import { createVault } from '@/lib/vault/vault'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'
import { connectPerson, setSettings, startProcess } from './testing'

const rounds = Number(process.env['SOAK_ROUNDS'] ?? 8)
const aborted = Number(process.env['SOAK_ABORTED'] ?? 1)
const place = Symbol.for('plainclaim.vault')
let medicare: RunningSandbox
let env: Record<string, string>
const children = new Set<ReturnType<typeof startProcess>>()

beforeAll(async () => {
  medicare = await startSandbox()
  env = setSettings(medicare)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

afterEach(async () => {
  await Promise.all([...children].map((child) => child.stop()))
  children.clear()
})

afterAll(() => medicare.stop())

const over = () => ({ accessEndsAtMs: Date.now() - 60_000 })
const refreshes = () => medicare.controls.journal.entries({ route: 'refresh' }).map(({ status }) => status)

describe.each(storeKinds)('with the store on %s', (kind) => {
  let stores: StorePlace
  let url: string

  beforeAll(async () => {
    stores = await makePlace(kind)
    url = stores.url('shared')
    Reflect.set(globalThis, place, createVault(settings(), () => openStore(url)))
  })

  afterAll(async () => {
    await processVault().close()
    Reflect.deleteProperty(globalThis, place)
    await stores.clear()
  })

  const start = () => {
    const child = startProcess({ ...env, VAULT_URL: url })
    children.add(child)
    return child
  }

  it(`fifty requests in two processes at expiry, ${rounds} rounds: one refresh in each, no refusal, all served (SES-10)`, async () => {
    const pair = [start(), start()]
    for (let round = 0; round < rounds; round += 1) {
      medicare.controls.journal.clear()
      const { ref } = await connectPerson(medicare, {}, over())
      const served = await Promise.all(pair.map((child) => child.serve(ref, 25)))
      expect([round, served, refreshes()]).toEqual([round, [25, 25], [200]])
    }
  }, 30_000 + rounds * 3_000)

  it(`all fifty browsers leave while Medicare is asked, ${aborted} rounds: the new pair is stored all the same, by one refresh (SES-10)`, async () => {
    const pair = [start(), start()]
    // The first request of a process loads its program; nobody is to leave before Medicare is asked.
    const { ref: first } = await connectPerson(medicare, {})
    await Promise.all(pair.map((child) => child.serve(first, 1)))
    medicare.controls.faults.add({ match: { route: 'refresh' }, action: { kind: 'delay', ms: 600, afterwards: true } })
    for (let round = 0; round < aborted; round += 1) {
      medicare.controls.journal.clear()
      const { ref } = await connectPerson(medicare, {}, over())
      const served = await Promise.all(pair.map((child) => child.serve(ref, 25, 300)))
      expect([round, served]).toEqual([round, [0, 0]])
      // On a busy machine Medicare may be asked only after the last of them has left; that is no other matter.
      await vi.waitFor(async () => expect((await processVault().open(ref))?.revision).toBe(2), { timeout: 20_000 })
      expect([round, refreshes()]).toEqual([round, [200]])
      await expect(pair[round % 2]?.serve(ref, 1)).resolves.toBe(1)
      expect(refreshes()).toEqual([200])
    }
    medicare.controls.faults.clear()
  }, 30_000 + aborted * 5_000)
})
