// Two real processes behind one store, on each kind of it: one refresh however many ask (quality SES-10). SOAK_ROUNDS
// sets how often.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { settings } from '@/lib/env'
import { openStore } from '@/lib/vault/open-store'
import { processVault } from '@/lib/vault/process-vault'
import { makePlace, storeKinds, type StorePlace } from '@/lib/vault/testing'
import { createVault } from '@/lib/vault/vault'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'
import { connectPerson, setSettings, startProcess } from './testing'

const rounds = Number(process.env['SOAK_ROUNDS'] ?? 20)
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
})
