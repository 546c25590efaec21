// Does one wish on the vault and says what was found, in plain lines or as JSON. It promises to name no record.
import type { readVaultSettings } from '@/lib/env'
import { type Rotation, readStatus, rotate, type VaultStatus } from '@/lib/vault/key-ring'
import type { Store } from '@/lib/vault/store'
import type { Wish } from './arguments'

type VaultSettings = ReturnType<typeof readVaultSettings>

export interface Told {
  readonly lines: readonly string[]
  readonly code: number
}

/** Some records still need another key than the first one. */
const notDone = 3

/** @throws Error with a plain sentence when the store does not answer; its own words may hold an address or a password */
export async function runWish(wish: Wish, settings: VaultSettings, openStore: (url: string) => Promise<Store>, nowMs = Date.now()): Promise<Told> {
  try {
    const store = await openStore(settings.url)
    try {
      return await work(wish, settings, store, nowMs)
    } finally {
      await store.close()
    }
  } catch {
    throw new Error('The store that VAULT_URL names does not answer, or cannot be written.')
  }
}

async function work({ command, json }: Wish, { keys }: VaultSettings, store: Store, nowMs: number): Promise<Told> {
  if (command === 'sweep') {
    const removed = await store.sweep(nowMs)
    return { lines: [json ? JSON.stringify({ removed }) : `Removed ${count(removed)} that were over.`], code: 0 }
  }
  if (command === 'rotate') {
    const done = await rotate(store, keys)
    return { lines: json ? [JSON.stringify({ ...done, key: keys[0].id })] : tellRotation(done, keys[0].id), code: done.left > 0 ? notDone : 0 }
  }
  const status = await readStatus(store, keys, nowMs)
  const code = status.needOlderKey + status.needUnknownKey > 0 ? notDone : 0
  return { lines: json ? [JSON.stringify({ ...status, key: keys[0].id })] : tellStatus(status, keys[0].id), code }
}

function tellRotation({ moved, current, left }: Rotation, keyId: string): readonly string[] {
  const rest = left > 0 ? [`${count(left)} stay as they were: no key of VAULT_KEYS unwraps them.`] : ['No record needs an older key.']
  return [`Put ${count(moved)} under the key ${keyId}; ${current} were under it already.`, ...rest]
}

function tellStatus(status: VaultStatus, keyId: string): readonly string[] {
  const keys = Object.entries(status.byKey).map(([id, number]) => `  ${count(number)} under the key ${id}${id === keyId ? ', which seals' : ''}`)
  return [
    `${count(status.records)}, ${status.over} of them over, ${status.refreshing} in the middle of a refresh.`,
    ...keys,
    status.needOlderKey > 0 ? `${count(status.needOlderKey)} still need an older key: run rotate before you take it away.` : 'No record needs an older key.',
    ...(status.needUnknownKey > 0 ? [`${count(status.needUnknownKey)} need a key that is not in VAULT_KEYS, or are damaged.`] : []),
  ]
}

function count(number: number): string {
  return number === 1 ? '1 record' : `${number} records`
}
