// What a store must do for the access log: keep lists that only grow, each with a seal on its last line. Every method is
// one atomic step among all processes.
import 'server-only'

/** Kept for a year and then removed, list by list (quality C1). A visit lasts hours, so no list is cut in the middle. */
export const keepMs = 365 * 24 * 60 * 60_000

/** A line as the store keeps it. */
export interface StoredLine {
  /** Its place in the list, from 1. */
  readonly number: number
  readonly text: string
}

export interface NewLine extends StoredLine {
  readonly list: string
  readonly atMs: number
  /** Says that this line is the last; takes the place of the seal before it. */
  readonly seal: string
  /** For a line of the house: the head as it was read, and the one that takes its place. */
  readonly head: { readonly from: string | null; readonly to: string } | null
}

export interface StoredList {
  readonly lines: readonly StoredLine[]
  readonly seal: string | null
}

export interface Ledger {
  /** Writes the line behind the one with the number before, and the head; false when another one is there already. */
  append(line: NewLine): Promise<boolean>
  /** The last line and the seal on it; null when the list is empty. */
  last(list: string): Promise<(StoredLine & { readonly seal: string | null }) | null>
  read(list: string): Promise<StoredList>
  /** What says which line of the house is the newest; null when there is none. */
  head(): Promise<string | null>
  /** The names of all lists, some at a time, each once; those begun meanwhile may be missing. */
  lists(): AsyncIterable<readonly string[]>
  /** The log's own keys, sealed, by name. */
  keys(): Promise<ReadonlyMap<string, string>>
  /** Keeps a key; false when there is one of this name. */
  addKey(name: string, sealed: string): Promise<boolean>
  /** Puts the same key under other seals; false when `from` is there no more. */
  resealKey(name: string, from: string, to: string): Promise<boolean>
  /** Removes the lists whose last line is older than `keepMs`, and answers how many lines. */
  sweep(nowMs: number): Promise<number>
  close(): Promise<void>
}
