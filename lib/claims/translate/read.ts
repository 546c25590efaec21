// Careful readers for records that bend their own rules: each takes whatever stands there and answers a value of the
// type we want, or `null`. Nothing here throws, shifts a date, or lets a number that is not one through.

/** An object of the record. Its fields may hold anything. */
export type Node = Readonly<Record<string, unknown>>

/** How many parts of a record were there but could not be read: said to the person, never dropped in silence. */
export interface Tally {
  unread: number
}

const nothing: Node = Object.freeze({})
const none: readonly unknown[] = Object.freeze([])

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object that stands there, or an empty one. */
export function node(value: unknown): Node {
  return isNode(value) ? value : nothing
}

/** The list that stands there, or an empty one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : none
}

/** The objects of a list. Entries that are something else, and a list that is no list, are counted. */
export function nodes(value: unknown, tally: Tally): readonly Node[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return countUnread(tally, [])
  if (value.every(isNode)) return value
  const found = value.filter(isNode)
  tally.unread += value.length - found.length
  return found
}

/** The first object of a list that answers yes. */
export function findNode(value: unknown, is: (entry: Node) => boolean): Node | undefined {
  for (const entry of list(value)) if (isNode(entry) && is(entry)) return entry
  return undefined
}

/** Counts one part that is there and cannot be read. */
export function countUnread<T>(tally: Tally, answer: T): T {
  tally.unread += 1
  return answer
}

/**
 * Trimmed text without control characters and without those that are not seen but turn the line around or hide in it
 * (quality INP-01), or `null` when there is none. At most 500 characters.
 */
export function text(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const trimmed = value.trim()
  const clean = hasControl(trimmed) ? trimmed.replace(unseen, '').replace(controls, ' ').replace(/ {2,}/g, ' ').trim() : trimmed
  return clean === '' ? null : clean.length > 500 ? clean.slice(0, 500) : clean
}

/** A loop: on short texts it is several times faster than the pattern. */
function hasControl(value: string): boolean {
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index)
    if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f) || unit === 0xad || unit === 0x61c) return true
    if (unit >= 0x200b && (unit <= 0x206f || unit === 0xfeff) && unseenOne.test(value.charAt(index))) return true
  }
  return false
}

const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
const unseen = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/g
const unseenOne = /[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/

/** A finite number, or `null`. Negative zero becomes zero, so that the answer survives JSON. */
export function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value + 0 : null
}

/** A whole number of at least zero, or `null`. */
export function count(value: unknown): number | null {
  const found = number(value)
  return found !== null && Number.isSafeInteger(found) && found >= 0 ? found : null
}

/** A hundred billion dollars: no claim is larger, and 10,000 of them still add up exactly. */
const largestCents = 1e13

/**
 * Integer cents of a money object, or `null`. Fractions of a cent occur (232850.671875): they are rounded once, half
 * up, alike for charges and credits, so that a credit cancels its charge. Anything not in dollars is not read.
 */
export function cents(money: unknown): number | null {
  if (!isNode(money)) return null
  const value = number(money['value'])
  if (value === null || Math.abs(value) * 100 > largestCents) return null
  if (money['currency'] !== undefined && money['currency'] !== 'USD') return null
  return toCents(value)
}

function toCents(dollars: number): number {
  if (Number.isInteger(dollars)) return dollars * 100
  const size = Math.abs(dollars)
  const near = Math.round(size * 100)
  // Whole cents, but for the noise of binary fractions; a true half cent is far from any.
  const rounded = Math.abs(size * 100 - near) < 0.001 ? near : roundHalfUp(size)
  return dollars < 0 && rounded > 0 ? -rounded : rounded
}

/** Shifting the decimal point in the written number keeps 1.005 a true half; multiplying would lose it. */
function roundHalfUp(size: number): number {
  return size < 1e-6 ? 0 : Math.round(Number(`${size}e2`))
}

/** As `cents`, but an amount that is there and cannot be read is counted. */
export function countedCents(money: unknown, tally: Tally): number | null {
  const found = cents(money)
  return found === null && money !== undefined && money !== null ? countUnread(tally, null) : found
}

export interface Coding {
  readonly system: string
  readonly code: string
  /** As it stands; `text` reads it where it is shown. */
  readonly display: unknown
}

/** The codings of a concept, as they stand. */
export function codings(concept: unknown): readonly unknown[] {
  return isNode(concept) ? list(concept['coding']) : none
}

/** One coding, or `null` when it has no code or says that its code is absent. */
export function coding(value: unknown): Coding | null {
  if (!isNode(value)) return null
  const code = text(value['code'])
  if (code === null || code === 'NULL') return null
  const system = typeof value['system'] === 'string' ? value['system'].trim() : ''
  if (system.endsWith('/data-absent-reason')) return null
  return { system, code, display: value['display'] }
}

/** The first coding of a concept that has a code, of a system with that ending when one is given. */
export function firstCoding(concept: unknown, systemEnding = ''): Coding | null {
  for (const entry of codings(concept)) {
    if (systemEnding !== '' && !isOfSystem(entry, systemEnding)) continue
    const found = coding(entry)
    if (found !== null) return found
  }
  return null
}

/** True when a coding or an identifier is of a system with that ending. */
export function isOfSystem(entry: unknown, ending: string): boolean {
  if (!isNode(entry)) return false
  const system = entry['system']
  return typeof system === 'string' && system.trim().endsWith(ending)
}

/** True when one of the concept's codings has this code. */
export function hasCode(concept: unknown, code: string): boolean {
  for (const entry of codings(concept)) if (isNode(entry) && entry['code'] === code) return true
  return false
}

/** The first extension with this address, or `null`. */
export function extension(owner: unknown, url: string): Node | null {
  if (!isNode(owner)) return null
  for (const entry of list(owner['extension'])) if (isNode(entry) && entry['url'] === url) return entry
  return null
}

/** The coding in the first extension with this address that has a code: some repeat the address without one. */
export function extensionCoding(owner: unknown, url: string): Coding | null {
  if (!isNode(owner)) return null
  for (const entry of list(owner['extension'])) {
    if (!isNode(entry) || entry['url'] !== url) continue
    const found = coding(entry['valueCoding'])
    if (found !== null) return found
  }
  return null
}

/** The text of an extension, whether it is written as a string, an identifier or a coding. */
export function extensionText(owner: unknown, url: string): string | null {
  const found = extension(owner, url)
  if (found === null) return null
  const written = text(found['valueString']) ?? text(node(found['valueIdentifier'])['value'])
  return written ?? coding(found['valueCoding'])?.code ?? null
}

/** True for what Medicare writes over a number it withholds: nothing but nines, or nothing but zeros. */
export function isMasked(value: string): boolean {
  return /^(9{6,}|0+)$/.test(value)
}

/** The value of an identifier, or `null` when it is empty or masked. */
export function identifierValue(identifier: unknown): string | null {
  const value = text(node(identifier)['value'])
  return value === null || isMasked(value) ? null : value
}
