// Master keys are replaced while the product runs: nothing is opened for it, nothing is lost, and it may be ended and run
// again at any point (quality SES-09). The command itself is held in scripts/vault.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readVaultSettings } from '@/lib/env'
import { Secret } from '@/lib/secret'
import { type Binding, hashId, keyIdOf, seal, unseal } from './cipher'
import { readStatus, rotate } from './key-ring'
import { openStore } from './open-store'
import type { Store } from './store'
import { makePlace, storeKinds, type StorePlace } from './testing'

const randomText = () => randomBytes(32).toString('base64url')
const texts = { old: `old:${randomText()}`, new: `new:${randomText()}`, lost: `lost:${randomText()}` }
const ring = (...names: readonly (keyof typeof texts)[]) => readVaultSettings({ VAULT_KEYS: names.map((name) => texts[name]).join(',') }).keys
const hour = 60 * 60_000

describe.each(storeKinds)('%s', (kind) => {
  let place: StorePlace
  const stores: Store[] = []
  beforeAll(async () => {
    place = await makePlace(kind)
  })
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()))
    await place.clear()
  })

  const half = new Secret(randomText())
  const bind = (storedId: string): Binding => ({ storedId, purpose: 'grant', environment: 'https://sandbox.bluebutton.cms.gov' })

  /** A store with so many records under each of these keys. */
  async function filled(name: string, counts: Partial<Record<keyof typeof texts, number>>): Promise<{ store: Store; ids: readonly string[] }> {
    const store = await openStore(place.url(name))
    stores.push(store)
    const wanted = Object.entries(counts).flatMap(([key, number]) => Array.from({ length: number }, () => key))
    const ids = await Promise.all(wanted.map((key) => addOne(store, key)))
    return { store, ids }
  }

  async function addOne(store: Store, keyId: string): Promise<string> {
    const id = hashId(randomText())
    const [key] = ring('old', 'new', 'lost').filter((candidate) => candidate.id === keyId)
    if (!key) throw new Error('no such key')
    await store.add(id, { sealed: seal(`text of ${id}`, key, half, bind(id)), endsAtMs: Date.now() + hour, idleEndsAtMs: Date.now() + hour })
    return id
  }

  async function openWith(store: Store, id: string, keys: ReturnType<typeof ring>): Promise<string | null> {
    const record = await store.get(id)
    return record && unseal(record.sealed, keys, half, bind(id))
  }

  it('every record of an older key is put under the first, and then the older may go', async () => {
    const { store, ids } = await filled('all', { old: 510, new: 30 })
    await expect(rotate(store, ring('new', 'old'))).resolves.toEqual({ moved: 510, current: 30, left: 0 })
    for (const id of ids) expect(await openWith(store, id, ring('new'))).toBe(`text of ${id}`)
    await expect(rotate(store, ring('new'))).resolves.toEqual({ moved: 0, current: 540, left: 0 })
  })

  it('nothing else of a record changes: who has read it may still replace it', async () => {
    const { store, ids } = await filled('else', { old: 1 })
    const [id = ''] = ids
    await store.intend(id, 1, { fence: 3, atMs: 5 })
    const before = await store.get(id)
    await rotate(store, ring('new', 'old'))
    expect(await store.get(id)).toEqual({ ...before, sealed: (await store.get(id))?.sealed })
    await expect(store.replace(id, 'newer', 1, 3)).resolves.toBe(true)
  })

  it('records of a key that we do not have, and damaged ones, are left as they are', async () => {
    const { store, ids } = await filled('left', { old: 5, lost: 2 })
    await store.add('damaged', { sealed: 'v2.old.rubbish.rubbish', endsAtMs: Date.now() + hour, idleEndsAtMs: Date.now() + hour })
    await expect(rotate(store, ring('new', 'old'))).resolves.toEqual({ moved: 5, current: 0, left: 3 })
    const opened = await Promise.all(ids.map((id) => openWith(store, id, ring('new', 'old'))))
    expect(opened.filter((text) => text === null)).toHaveLength(2)
    await expect(rotate(store, ring('new', 'lost'))).resolves.toEqual({ moved: 2, current: 5, left: 1 })
  })

  it('a pair that is stored at the same moment is not overwritten by the old one, and is moved too', async () => {
    const { store, ids } = await filled('race', { old: 1 })
    const [id = ''] = ids
    const [, old] = ring('new', 'old')
    if (!old) throw new Error('two keys')
    const newer = seal('the newer pair', old, half, bind(id))
    let first = true
    const racing: Store = {
      ...store,
      async rewrap(...args) {
        if (first) await store.replace(id, newer, 1, 0)
        first = false
        return store.rewrap(...args)
      },
    }
    await expect(rotate(racing, ring('new', 'old'))).resolves.toEqual({ moved: 1, current: 0, left: 0 })
    expect(await openWith(store, id, ring('new'))).toBe('the newer pair')
    await expect(store.get(id)).resolves.toMatchObject({ revision: 2 })
  })

  it('a record that is forgotten at the same moment is not brought back', async () => {
    const { store, ids } = await filled('forgotten', { old: 1 })
    const [id = ''] = ids
    const racing: Store = { ...store, rewrap: async (...args) => (await store.delete(id), store.rewrap(...args)) }
    await expect(rotate(racing, ring('new', 'old'))).resolves.toEqual({ moved: 0, current: 0, left: 0 })
    await expect(store.get(id)).resolves.toBeNull()
  })

  it('two at once move everything once', async () => {
    const { store, ids } = await filled('two', { old: 100 })
    const [one, other] = await Promise.all([rotate(store, ring('new', 'old')), rotate(store, ring('new', 'old'))])
    expect(one.moved + other.moved).toBe(100)
    for (const id of ids) expect(keyIdOf((await store.get(id))?.sealed ?? '')).toBe('new')
  })

  it('the status counts what each key is needed for, what is over, and which refreshes have not come back', async () => {
    const { store, ids } = await filled('status', { old: 4, new: 3, lost: 2 })
    await store.intend(ids[0] ?? '', 1, { fence: 1, atMs: 1 })
    await store.touch(ids[1] ?? '', Date.now() + 1_000)
    await expect(readStatus(store, ring('new', 'old'), Date.now() + 2_000)).resolves.toEqual({
      records: 9,
      over: 1,
      refreshing: 1,
      byKey: { lost: 2, new: 3, old: 4 },
      needOlderKey: 4,
      needUnknownKey: 2,
    })
  })
})
