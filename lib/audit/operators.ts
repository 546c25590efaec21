// The operators' lists, one for each month: who came in, what they did with connections and exports, and every time they saw
// somebody's claims (quality SES-12, PRV-06). Operators, exports and claims stand in them by reference, never by name.
import 'server-only'
import { keepMs } from './ledger'

/** Each deed, with the words that may follow it. */
const operatorDeeds = {
  'signed-in': ['link', 'provider'],
  /** Somebody tried to come in. */
  'sign-in-refused': ['wrong-link', 'not-listed', 'second-factor-missing', 'not-verified', 'cancelled', 'provider-unavailable'],
  'signed-out': [],
  'link-shown': [],
  'connection-tested': ['bcda', 'change-healthcare', 'cdc', 'optum', 'sandbox', 'production', 'worked', 'failed'],
  'export-started': [],
  'export-stopped': [],
  'export-resumed': [],
  /** Ended at the source too. */
  'export-cancelled': [],
  'export-verified': ['whole', 'damaged'],
  'export-deleted': [],
  /** Sums of an export, or the list of its claims. */
  'summary-read': [],
  'claims-listed': [],
  'claim-read': [],
} as const

export type OperatorDeed = keyof typeof operatorDeeds
export type OperatorWord<D extends OperatorDeed> = (typeof operatorDeeds)[D][number]

/** Whom and what a line is about; each is a reference that says nothing to a stranger. */
export interface OperatorRefs {
  readonly by: string | null
  readonly export?: string
  readonly claim?: string
}

export interface OperatorLine {
  readonly list: string
  readonly number: number
  readonly atMs: number
  readonly deed: OperatorDeed
  readonly words: readonly string[]
  readonly refs: OperatorRefs
}

export interface OperatorLines {
  /** Newest first. */
  readonly lines: readonly OperatorLine[]
  /** False when a line is missing, or is not as it was written. */
  readonly whole: boolean
}

const kinds = ['by', 'export', 'claim'] as const
const reference = /^(by|export|claim):([A-Za-z0-9_-]{1,64})$/

/** The list of the month of this instant, in UTC. */
export function operatorListAt(atMs: number): string {
  return `operators-${new Date(atMs).toISOString().slice(0, 'YYYY-MM'.length)}`
}

/** This month's list and those before it, newest first, as far back as any is kept. */
export function operatorListsUntil(atMs: number): readonly string[] {
  const month = new Date(atMs)
  const count = Math.ceil(keepMs / (28 * 24 * 60 * 60_000)) + 1
  return Array.from({ length: count }, (_, index) => operatorListAt(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() - index, 1)))
}

/** The words of a line, with what it refers to behind them. What is no reference is left out rather than written down. */
export function toOperatorWords(words: readonly string[], refs: OperatorRefs): readonly string[] {
  const told = kinds.flatMap((kind) => (refs[kind] ? [`${kind}:${refs[kind]}`] : []))
  return [...words, ...told.filter((text) => reference.test(text))]
}

/** The line when its deed and words are of the closed lists, else null. */
export function readOperatorLine(line: { readonly list: string; readonly number: number; readonly atMs: number; readonly deed: string; readonly words: readonly string[] }): OperatorLine | null {
  const { list, number, atMs, deed } = line
  if (!isOperatorDeed(deed)) return null
  const allowed: readonly string[] = operatorDeeds[deed]
  const found = line.words.map((word) => reference.exec(word))
  const words = line.words.filter((_, index) => !found[index])
  if (!words.every((word) => allowed.includes(word))) return null
  const refs = Object.fromEntries(found.flatMap((match) => (match?.[1] && match[2] ? [[match[1], match[2]]] : [])))
  return { list, number, atMs, deed, words, refs: { by: null, ...refs } }
}

function isOperatorDeed(text: string): text is OperatorDeed {
  return Object.hasOwn(operatorDeeds, text)
}
