// The record of what was done with a person's permission: which deeds there are, and the few words that may be said of
// each. The lists are closed, so nothing else can ever stand in a line: no name, no number, no claim (quality PRV-06).

/** Each deed, with the words that may follow it. */
export const deeds = {
  /** A person came back from Medicare with a permission. */
  connected: ['version-2', 'version-3'],
  /** What that permission opens; one word for each. */
  consented: ['claims', 'coverage', 'profile'],
  /** The key from Medicare was to be replaced by a new one, and how that went. */
  refreshed: ['renewed', 'access-expired', 'access-ended', 'look-first', 'our-settings', 'not-refreshable', 'another-person', 'retry-later'],
  /** Something came from Medicare. */
  loaded: ['claims-first', 'claims-all', 'claims-rest', 'claim', 'claim-record', 'coverage', 'coverage-beside-claims', 'profile'],
  /** A file was handed to the browser. */
  downloaded: ['access-lines', 'claims'],
  'signed-out': [],
  /** The person ended all their sessions here. */
  'signed-out-everywhere': [],
  /** The person had more sessions than we keep, so the oldest ended. */
  'oldest-ended': [],
  /** The person connected anew, which ends what was before. */
  replaced: [],
  disconnected: ['proven', 'waiting', 'unproven'],
  /** Ending access was tried again later: it is over, cannot be reached with these keys, or was given up after a day. */
  'revoked-later': ['ended', 'lost', 'given-up'],
} as const

export type Deed = keyof typeof deeds
export type DeedWord<D extends Deed> = (typeof deeds)[D][number]

export interface AccessLine {
  /** Its place in the list, from 1. */
  readonly number: number
  readonly atMs: number
  readonly deed: Deed
  readonly words: readonly string[]
}

export interface AccessLines {
  /** As written: oldest first. */
  readonly lines: readonly AccessLine[]
  /** False when a line is missing, or is not as it was written. */
  readonly whole: boolean
}

/** The line when its deed and words are of the closed lists, else null. */
export function readAccessLine(line: { readonly number: number; readonly atMs: number; readonly deed: string; readonly words: readonly string[] }): AccessLine | null {
  const { deed, words } = line
  if (!isDeed(deed)) return null
  const allowed: readonly string[] = deeds[deed]
  return words.every((word) => allowed.includes(word)) ? { number: line.number, atMs: line.atMs, deed, words } : null
}

function isDeed(text: string): text is Deed {
  return Object.hasOwn(deeds, text)
}
