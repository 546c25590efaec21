// A person's grant, sealed at rest: keep, open, replace, forget. A missing, ended or damaged record all answer null.
import 'server-only'
import { randomBytes } from 'node:crypto'
import type { Settings } from '@/lib/env'
import { Unavailable } from '@/lib/errors'
import { Secret } from '@/lib/secret'
import { type Binding, hashId, seal, unseal } from './cipher'
import { type Grant, readGrant, writeGrant } from './grant'
import type { Store, StoredRecord } from './store'

/** What the cookie carries: which record, and the half of its key that the store never has. */
export interface GrantRef {
  readonly id: string
  readonly half: Secret
}

export interface OpenGrant {
  readonly grant: Grant
  readonly revision: number
  readonly endsAtMs: number
  readonly idleEndsAtMs: number
}

export interface Vault {
  /** Seals a new grant under a new id. */
  keep(grant: Grant, endsAtMs: number, idleEndsAtMs: number): Promise<GrantRef>
  /** The grant, unless it is missing, over, or does not unseal (then it is forgotten). */
  open(ref: GrantRef): Promise<OpenGrant | null>
  /** Stores a newer grant; false when somebody stored one first. */
  replace(ref: GrantRef, grant: Grant, revision: number): Promise<boolean>
  touch(ref: GrantRef, idleEndsAtMs: number): Promise<void>
  forget(ref: GrantRef): Promise<void>
  /** True for one caller until released or `ttlMs` later: one refresh, one use of a sign-in attempt. */
  lease(name: string, holder: string, ttlMs: number): Promise<boolean>
  release(name: string, holder: string): Promise<void>
  sweep(): Promise<number>
  close(): Promise<void>
}

/**
 * @param openStore called at the first use, and again after a failure
 * @throws Unavailable from every method when the store fails: never an empty answer, never an open door (AVL-08)
 */
export function createVault(settings: Settings, openStore: () => Promise<Store>, now: () => number = Date.now): Vault {
  const [sealingKey] = settings.vault.keys
  const use = storeUser(openStore)
  const bind = (ref: GrantRef): Binding => ({ storedId: hashId(ref.id), purpose: 'grant', environment: settings.blueButton.url })
  const sealed = (ref: GrantRef, grant: Grant) => seal(writeGrant(grant), sealingKey, ref.half, bind(ref))

  return {
    async keep(grant, endsAtMs, idleEndsAtMs) {
      const ref = { id: randomBytes(32).toString('base64url'), half: new Secret(randomBytes(32).toString('base64url')) }
      const record = { sealed: sealed(ref, grant), revision: 1, endsAtMs, idleEndsAtMs }
      if (!(await use((store) => store.add(hashId(ref.id), record)))) throw new Unavailable('vault id taken')
      return ref
    },
    async open(ref) {
      const record = await use((store) => store.get(hashId(ref.id)))
      if (!record) return null
      const grant = isOver(record, now()) ? null : readSealed(record, ref)
      if (!grant) await use((store) => store.delete(hashId(ref.id)))
      return grant && { grant, revision: record.revision, endsAtMs: record.endsAtMs, idleEndsAtMs: record.idleEndsAtMs }
    },
    replace: (ref, grant, revision) => use((store) => store.replace(hashId(ref.id), sealed(ref, grant), revision)),
    touch: (ref, idleEndsAtMs) => use((store) => store.touch(hashId(ref.id), idleEndsAtMs)),
    forget: (ref) => use((store) => store.delete(hashId(ref.id))),
    lease: (name, holder, ttlMs) => use((store) => store.lease(name, holder, ttlMs, now())),
    release: (name, holder) => use((store) => store.release(name, holder)),
    sweep: () => use((store) => store.sweep(now())),
    close: () => use((store) => store.close()),
  }

  function readSealed(record: StoredRecord, ref: GrantRef): Grant | null {
    const text = unseal(record.sealed, settings.vault.keys, ref.half, bind(ref))
    return text === null ? null : readGrant(text)
  }
}

function isOver(record: StoredRecord, nowMs: number): boolean {
  return nowMs >= record.endsAtMs || nowMs >= record.idleEndsAtMs
}

/** Opens the store once; a store that failed to open is tried again by the next caller. */
function storeUser(openStore: () => Promise<Store>): <T>(work: (store: Store) => Promise<T>) => Promise<T> {
  let opening: Promise<Store> | null = null
  return async (work) => {
    try {
      opening ??= openStore().catch((error: unknown) => {
        opening = null
        throw error
      })
      return await work(await opening)
    } catch (error) {
      throw error instanceof Unavailable ? error : new Unavailable('vault store')
    }
  }
}
