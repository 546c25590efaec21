// What a store must do for the vault: keep sealed records for a while, and lend a lease to one holder at a time.
import 'server-only'

export interface StoredRecord {
  readonly sealed: string
  /** Grows with each write; a writer must name the one it read. */
  readonly revision: number
  /** The session behind this record ends here whatever happens, in ms since 1970. */
  readonly endsAtMs: number
  /** It ends here unless the person does something. */
  readonly idleEndsAtMs: number
}

export interface Store {
  get(id: string): Promise<StoredRecord | null>
  /** Writes a new record; false when the id exists. */
  add(id: string, record: StoredRecord): Promise<boolean>
  /** Replaces the sealed text when the stored revision is the given one, and counts it up; false otherwise. */
  replace(id: string, sealed: string, revision: number): Promise<boolean>
  touch(id: string, idleEndsAtMs: number): Promise<void>
  delete(id: string): Promise<void>
  /** True for exactly one caller until it is released or `ttlMs` has passed. */
  lease(name: string, holder: string, ttlMs: number, nowMs: number): Promise<boolean>
  release(name: string, holder: string): Promise<void>
  /** Removes records and leases that are over. */
  sweep(nowMs: number): Promise<number>
  close(): Promise<void>
}
