// A person's grant, sealed at rest: keep, open, replace, forget. A missing, ended or damaged record all answer null.
import 'server-only'
import { randomBytes } from 'node:crypto'
import type { Settings } from '@/lib/env'
import { Unavailable } from '@/lib/errors'
import { noteSessionEnded } from '@/lib/metrics/meters'
import { Secret } from '@/lib/secret'
import { type Binding, hashId, seal, unseal, unwraps } from './cipher'
import { type Grant, readGrant, writeGrant } from './grant'
import { personName } from './person'
import type { Intent, OwnRecord, Store, StoredRecord } from './store'
import { storeUser, untilTaken } from './store-user'

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

/** How a newer grant is stored. */
export interface Writing {
  /** The number of the lease it was got under; without one any lease may have been in between. */
  readonly fence?: number
  /** How long to go on trying while the store is away: for a pair that lives nowhere else. */
  readonly forMs?: number
}

export interface Vault {
  /** Seals a new grant under a new id. */
  keep(grant: Grant, endsAtMs: number, idleEndsAtMs: number): Promise<GrantRef>
  /** The grant, unless it is missing, over, or does not unseal. Over and damaged ones are forgotten. */
  open(ref: GrantRef): Promise<OpenGrant | null>
  /** Stores a newer grant; false when somebody stored one first. */
  replace(ref: GrantRef, grant: Grant, revision: number, how?: Writing): Promise<boolean>
  /**
   * Says that a refresh of this revision begins; to be called under a lease, before Medicare is asked (SES-11).
   * @returns null when it must not begin: the record is gone, newer, or in the hands of a later lease. `earlier` is the
   *   refresh that was begun before and never came back: Medicare may have given out a new pair then (contract 3.4)
   */
  intend(ref: GrantRef, revision: number, fence: number): Promise<{ readonly earlier: Intent | null } | null>
  /** Says that the refresh of this lease changed nothing at Medicare. */
  settle(ref: GrantRef, fence: number): Promise<void>
  touch(ref: GrantRef, idleEndsAtMs: number): Promise<void>
  forget(ref: GrantRef): Promise<void>
  /** How many sessions this grant's person has open here; null when Medicare did not say who it is. */
  countSessions(grant: Grant): Promise<number | null>
  /** Whether the person of this session has begun another one since, which is still open here. */
  hasNewer(ref: GrantRef, grant: Grant): Promise<boolean>
  /**
   * Ends the sessions of this grant's person, the oldest first, until `keep` are left. Their records are forgotten unopened.
   * @returns how many it ended
   */
  endSessions(grant: Grant, keep?: number): Promise<number>
  /**
   * For one caller until released or `ttlMs` later: one refresh, one use of a sign-in attempt.
   * @returns a number that grows with each lease (its fence), or null when somebody else has it
   */
  lease(name: string, holder: string, ttlMs: number): Promise<number | null>
  /** Another `ttlMs` from now; false when the lease is lost. */
  renew(name: string, holder: string, ttlMs: number): Promise<boolean>
  release(name: string, holder: string): Promise<void>
  sweep(): Promise<number>
  close(): Promise<void>
}

/**
 * @param openStore called at the first use, and again after a failure
 * @throws Unavailable from every method when the store fails or is silent: never an empty answer, never an open door (AVL-08)
 */
export function createVault(settings: Settings, openStore: () => Promise<Store>, now: () => number = Date.now, deadlineMs = 10_000): Vault {
  const [sealingKey] = settings.vault.keys
  const use = storeUser(openStore, deadlineMs)
  const bind = (ref: GrantRef): Binding => ({ storedId: hashId(ref.id), purpose: 'grant', environment: settings.blueButton.url })
  const sealed = (ref: GrantRef, grant: Grant) => seal(writeGrant(grant), sealingKey, ref.half, bind(ref))

  return {
    async keep(grant, endsAtMs, idleEndsAtMs) {
      const ref = { id: randomBytes(32).toString('base64url'), half: new Secret(randomBytes(32).toString('base64url')) }
      const record = { sealed: sealed(ref, grant), endsAtMs, idleEndsAtMs }
      const [person = null] = namesOf(grant)
      if (!(await use((store) => store.add(hashId(ref.id), record, person)))) throw new Unavailable('vault id taken')
      return ref
    },
    async open(ref) {
      const record = await use((store) => store.get(hashId(ref.id)))
      if (!record) return null
      const over = isOver(record, now())
      if (over) noteSessionEnded('over')
      const grant = over ? null : readSealed(record, ref)
      if (!grant && (over || unwraps(record.sealed, settings.vault.keys, bind(ref)))) await use((store) => store.delete(hashId(ref.id)))
      return grant && { grant, revision: record.revision, endsAtMs: record.endsAtMs, idleEndsAtMs: record.idleEndsAtMs }
    },
    async replace(ref, grant, revision, { fence = 0, forMs = 0 } = {}) {
      const text = sealed(ref, grant)
      return untilTaken(forMs, () => use((store) => store.replace(hashId(ref.id), text, revision, fence)))
    },
    intend: (ref, revision, fence) => use((store) => store.intend(hashId(ref.id), revision, { fence, atMs: now() })),
    settle: (ref, fence) => use((store) => store.settle(hashId(ref.id), fence)),
    touch: (ref, idleEndsAtMs) => use((store) => store.touch(hashId(ref.id), idleEndsAtMs)),
    forget: (ref) => use((store) => store.delete(hashId(ref.id))),
    countSessions: async (grant) => (grant.patient === null ? null : (await liveSessions(grant)).length),
    async hasNewer(ref, grant) {
      const live = await liveSessions(grant)
      const place = live.findIndex(({ id }) => id === hashId(ref.id))
      return place >= 0 && place < live.length - 1
    },
    async endSessions(grant, keep = 0) {
      const live = await liveSessions(grant)
      const ending = live.slice(0, Math.max(0, live.length - keep))
      for (const { id } of ending) await use((store) => store.delete(id))
      return ending.length
    },
    lease: (name, holder, ttlMs) => use((store) => store.lease(hashId(name), holder, ttlMs, now())),
    renew: (name, holder, ttlMs) => use((store) => store.renew(hashId(name), holder, ttlMs, now())),
    release: (name, holder) => use((store) => store.release(hashId(name), holder)),
    sweep: () => use((store) => store.sweep(now())),
    close: () => use((store) => store.close()),
  }

  /** Under each key of the list: a session that began before the keys turned over is named by an older one. */
  function namesOf({ patient }: Grant): readonly string[] {
    return patient === null ? [] : settings.vault.keys.map((key) => personName(key, settings.blueButton.url, patient))
  }

  /** The oldest first: by the order of adding, and never by a clock, which may have been set back in between (AVL-09). */
  async function liveSessions(grant: Grant): Promise<readonly OwnRecord[]> {
    const found = await Promise.all(namesOf(grant).toReversed().map((person) => use((store) => store.ofPerson(person))))
    return found.flat().filter((record) => !isOver(record, now()))
  }

  function readSealed(record: StoredRecord, ref: GrantRef): Grant | null {
    const text = unseal(record.sealed, settings.vault.keys, ref.half, bind(ref))
    return text === null ? null : readGrant(text)
  }
}

function isOver(record: OwnRecord | StoredRecord, nowMs: number): boolean {
  return nowMs >= record.endsAtMs || nowMs >= record.idleEndsAtMs
}
