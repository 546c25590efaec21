// Replaces master keys while the product runs (quality SES-09): what an older key wraps is wrapped by the first key of
// the list. No record is opened for it, which would take the person's cookie, and none is ever missing meanwhile.
import 'server-only'
import type { VaultKey } from '@/lib/env'
import { keyIdOf, rewrap, unwraps } from './cipher'
import type { Store, StoredRecord } from './store'

type Keys = readonly [VaultKey, ...VaultKey[]]

export interface Rotation {
  /** Put under the first key now. */
  readonly moved: number
  /** Under the first key already. */
  readonly current: number
  /** Under none of the given keys, or damaged: left as they were. */
  readonly left: number
}

export interface VaultStatus {
  readonly records: number
  /** Records that end by themselves and only wait to be swept away. */
  readonly over: number
  /** Refreshes that were begun and have not come back (they may be under way). */
  readonly refreshing: number
  /** How many records each key wraps, by the name of the key. */
  readonly byKey: Readonly<Record<string, number>>
  /** Records that another key than the first one is needed for. */
  readonly needOlderKey: number
  /** Records that none of the given keys unwraps. */
  readonly needUnknownKey: number
}

/** Safe to end at any point and to run again, and beside any number of readers and writers. */
export async function rotate(store: Store, keys: Keys): Promise<Rotation> {
  const count = { moved: 0, current: 0, left: 0 }
  for await (const found of store.list()) {
    const outcomes = await Promise.all(found.map(([id, record]) => moveRecord(store, keys, id, record)))
    for (const outcome of outcomes) if (outcome !== 'gone') count[outcome] += 1
  }
  return count
}

/** A record that is written at the same moment is looked at again: the writer may still have an older list of keys. */
async function moveRecord(store: Store, keys: Keys, id: string, record: StoredRecord): Promise<keyof Rotation | 'gone'> {
  const row = { storedId: id, purpose: 'grant' } as const
  for (let current: StoredRecord | null = record; current; current = await store.get(id)) {
    if (keyIdOf(current.sealed) === keys[0].id) return unwraps(current.sealed, keys, row) ? 'current' : 'left'
    const moved = rewrap(current.sealed, keys, keys[0], row)
    if (moved === null) return 'left'
    if (await store.rewrap(id, current.sealed, moved)) return 'moved'
  }
  return 'gone'
}

export async function readStatus(store: Store, keys: Keys, nowMs: number): Promise<VaultStatus> {
  const count = { records: 0, over: 0, refreshing: 0, needOlderKey: 0, needUnknownKey: 0 }
  const byKey = new Map<string, number>()
  for await (const found of store.list()) {
    for (const [id, record] of found) {
      const keyId = keyIdOf(record.sealed) ?? '(none)'
      const known = unwraps(record.sealed, keys, { storedId: id, purpose: 'grant' })
      count.records += 1
      count.over += Number(nowMs >= Math.min(record.endsAtMs, record.idleEndsAtMs))
      count.refreshing += Number(record.intent !== null)
      count.needOlderKey += Number(known && keyId !== keys[0].id)
      count.needUnknownKey += Number(!known)
      byKey.set(keyId, (byKey.get(keyId) ?? 0) + 1)
    }
  }
  return { ...count, byKey: Object.fromEntries([...byKey].toSorted(([one], [other]) => one.localeCompare(other))) }
}
