// What a store must do for the vault: keep sealed records for a while, and lend a lease to one holder at a time. Every
// method is one atomic step among all processes, and fails rather than answer something it does not know (AVL-08).
import 'server-only'

/** A refresh that was begun: by whom (the number of the lease) and when. */
export interface Intent {
  readonly fence: number
  readonly atMs: number
}

export interface NewRecord {
  readonly sealed: string
  /** The session behind this record ends here whatever happens, in ms since 1970. */
  readonly endsAtMs: number
  /** It ends here unless the person does something. */
  readonly idleEndsAtMs: number
}

/** A record of a person's, by the name the store has for it. */
export interface OwnRecord {
  readonly id: string
  readonly endsAtMs: number
  readonly idleEndsAtMs: number
}

export interface StoredRecord extends NewRecord {
  /** 1 at first, grows with each new text; a writer must name the one it read. */
  readonly revision: number
  /** Under which lease this text was written; 0 when under none. */
  readonly fence: number
  /** Begun on this revision, and nobody has said how it went. */
  readonly intent: Intent | null
}

export interface Store {
  get(id: string): Promise<StoredRecord | null>
  /**
   * Writes a new record; false when the id exists.
   * @param person a keyed hash of whose it is (`person.ts`), so that all of one person's can be ended; null when nobody knows
   */
  add(id: string, record: NewRecord, person?: string | null): Promise<boolean>
  /** The records that were added for a person and are still there, in the order of adding: machines whose clocks differ agree on it. */
  ofPerson(person: string): Promise<readonly OwnRecord[]>
  /**
   * Replaces the text, counts the revision up and takes away the intent. Asked twice with the same text, it is true twice.
   * @param fence the lease it is written under, 0 for none
   * @returns false when another revision is there, or one of a later lease
   */
  replace(id: string, sealed: string, revision: number, fence: number): Promise<boolean>
  /** Replaces exactly this text by another wrapping of the same; nothing else changes. False when it is there no more. */
  rewrap(id: string, from: string, to: string): Promise<boolean>
  /**
   * Notes that a refresh of this revision begins.
   * @returns null when it must not: another revision is there, or a lease as late or later was here; else the intent found
   */
  intend(id: string, revision: number, intent: Intent): Promise<{ readonly earlier: Intent | null } | null>
  /** Takes away the intent of this lease: nothing was changed by that refresh. */
  settle(id: string, fence: number): Promise<void>
  touch(id: string, idleEndsAtMs: number): Promise<void>
  delete(id: string): Promise<void>
  /** Every record, some at a time, each once; those written meanwhile may be missing. */
  list(): AsyncIterable<readonly (readonly [id: string, record: StoredRecord])[]>
  /**
   * For exactly one caller until it is released or `ttlMs` has passed.
   * @returns a number larger than any before (the fence), or null when somebody holds it
   */
  lease(name: string, holder: string, ttlMs: number, nowMs: number): Promise<number | null>
  /** Another `ttlMs` from now for whoever still holds it; false for anybody else. */
  renew(name: string, holder: string, ttlMs: number, nowMs: number): Promise<boolean>
  release(name: string, holder: string): Promise<void>
  /** Removes records and leases that are over, and answers how many records. */
  sweep(nowMs: number): Promise<number>
  close(): Promise<void>
}
