// Whether one line of a file is one JSON resource of the type it should be. It accepts exactly what `JSON.parse` accepts
// (but for the depth), and looks at the bytes only: building the object would cost three times the time and leave its
// memory behind, and nobody needs it here.
import 'server-only'
import { isUtf8 } from 'node:buffer'

export type LineFault = 'not-json' | 'not-utf8' | 'too-deep' | 'wrong-type'

/** Quality INP-04: nothing we read is nested deeper. */
const deepest = 64
const inObject = 1
const inArray = 0

const quote = 0x22
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const comma = 0x2c
const colon = 0x3a

const escapable = tableOf('"\\/bfnrt')
const hexadecimal = tableOf('0123456789abcdefABCDEF')
const digit = tableOf('0123456789')
const typeName = Buffer.from('resourceType')
const wordTrue = Buffer.from('true')
const wordFalse = Buffer.from('false')
const wordNull = Buffer.from('null')

/** Where a path of brackets is remembered; one is enough, as a check never waits in its middle. */
const open = new Uint8Array(deepest + 1)

/**
 * Checks the bytes from `from` up to, but without, `to`. The byte at `to` must be a line feed or past the end.
 * @returns null when it is an object whose last `resourceType` is `type`
 */
export function findLineFault(bytes: Buffer, from: number, to: number, type: Buffer): LineFault | null {
  if (!isUtf8(bytes.subarray(from, to))) return 'not-utf8'
  let at = skipSpace(bytes, from)
  if (bytes[at] !== openBrace) return 'not-json'
  let depth = 0
  let fits = false
  let isType = false
  for (;;) {
    const byte = bytes[at]
    if (isType) fits = isText(bytes, at, type)
    isType = false
    if (byte === openBrace || byte === openBracket) {
      const isObject = byte === openBrace
      at = skipSpace(bytes, at + 1)
      if (bytes[at] !== (isObject ? closeBrace : closeBracket)) {
        depth += 1
        if (depth > deepest) return 'too-deep'
        open[depth] = isObject ? inObject : inArray
        if (!isObject) continue
        isType = depth === 1 && isText(bytes, at, typeName)
        at = skipKey(bytes, at)
        if (at < 0) return 'not-json'
        continue
      }
      at += 1
    } else if (byte === quote) {
      at = skipString(bytes, at + 1)
    } else {
      at = skipPlainValue(bytes, at)
    }
    if (at < 0) return 'not-json'
    // What may follow a value: the ends of what it lies in, then a comma, or nothing more.
    for (;;) {
      at = skipSpace(bytes, at)
      if (depth === 0) return at === to ? (fits ? null : 'wrong-type') : 'not-json'
      const isObject = open[depth] === inObject
      if (bytes[at] === comma) {
        at = skipSpace(bytes, at + 1)
        if (!isObject) break
        isType = depth === 1 && isText(bytes, at, typeName)
        at = skipKey(bytes, at)
        if (at < 0) return 'not-json'
        break
      }
      if (bytes[at] !== (isObject ? closeBrace : closeBracket)) return 'not-json'
      depth -= 1
      at += 1
    }
  }
}

/** From the quote of a key to the value behind its colon; -1 when this is no key. */
function skipKey(bytes: Buffer, at: number): number {
  if (bytes[at] !== quote) return -1
  const behind = skipString(bytes, at + 1)
  if (behind < 0) return -1
  const next = skipSpace(bytes, behind)
  return bytes[next] === colon ? skipSpace(bytes, next + 1) : -1
}

/**
 * From behind the first quote to behind the last; -1 when the string is broken. Nine tenths of a line are spent here, and
 * numbers written in place make it twice as fast as a table or names, which a bundler turns into variables. Bytes above 127
 * stand for themselves: that they are UTF-8 is looked at apart.
 */
function skipString(bytes: Buffer, from: number): number {
  let at = from
  for (;;) {
    let byte = bytes[at] ?? 0
    while (byte !== 0x22 && byte !== 0x5c && byte >= 0x20) {
      at += 1
      byte = bytes[at] ?? 0
    }
    if (byte === 0x22) return at + 1
    if (byte !== 0x5c) return -1
    at = skipEscape(bytes, at + 1)
    if (at < 0) return -1
  }
}

function skipEscape(bytes: Buffer, at: number): number {
  if (escapable[bytes[at] ?? 0] === 1) return at + 1
  if (bytes[at] !== 0x75) return -1
  for (let step = 1; step <= 4; step += 1) if (hexadecimal[bytes[at + step] ?? 0] !== 1) return -1
  return at + 5
}

function skipPlainValue(bytes: Buffer, at: number): number {
  const byte = bytes[at]
  if (byte === 0x74) return skipWord(bytes, at, wordTrue)
  if (byte === 0x66) return skipWord(bytes, at, wordFalse)
  if (byte === 0x6e) return skipWord(bytes, at, wordNull)
  return skipNumber(bytes, at)
}

function skipWord(bytes: Buffer, at: number, word: Buffer): number {
  return startsWith(bytes, at, word) ? at + word.length : -1
}

function skipNumber(bytes: Buffer, from: number): number {
  let at = bytes[from] === 0x2d ? from + 1 : from
  at = bytes[at] === 0x30 ? at + 1 : skipDigits(bytes, at)
  if (at >= 0 && bytes[at] === 0x2e) at = skipDigits(bytes, at + 1)
  if (at >= 0 && (bytes[at] === 0x65 || bytes[at] === 0x45)) {
    const sign = bytes[at + 1]
    at = skipDigits(bytes, sign === 0x2b || sign === 0x2d ? at + 2 : at + 1)
  }
  return at
}

/** At least one. */
function skipDigits(bytes: Buffer, from: number): number {
  let at = from
  while (digit[bytes[at] ?? 0] === 1) at += 1
  return at === from ? -1 : at
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d) at += 1
  return at
}

/** Whether a string that begins at this quote is `text`, written plainly. */
function isText(bytes: Buffer, at: number, text: Buffer): boolean {
  return bytes[at] === quote && bytes[at + 1 + text.length] === quote && startsWith(bytes, at + 1, text)
}

function startsWith(bytes: Buffer, at: number, text: Buffer): boolean {
  for (let index = 0; index < text.length; index += 1) if (bytes[at + index] !== text[index]) return false
  return true
}

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of Buffer.from(characters)) table[byte] = 1
  return table
}
