// One line of the access log, and how it is signed: with its place, its list, and the signature of the line before, so that
// none can be changed, moved or taken out without the key.
import 'server-only'
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { sameText } from '@/lib/secret'
import type { AuditKeys } from './audit-keys'

const format = 'a1'

/** What a line says. */
export interface Said {
  readonly atMs: number
  readonly deed: string
  /** Of a closed list. */
  readonly words: readonly string[]
  /** Another list that this line speaks of, or null. */
  readonly about: string | null
}

export interface Line extends Said {
  readonly list: string
  readonly number: number
  /** The name of the key it is signed with. */
  readonly key: string
  /** The signature of the line before; empty for the first. */
  readonly before: string
  /** HMAC-SHA-256 of all the above, base64url. */
  readonly signature: string
}

const shape = z.strictObject({
  list: z.string(),
  number: z.number(),
  atMs: z.number(),
  deed: z.string(),
  words: z.array(z.string()),
  about: z.string().nullable(),
  key: z.string(),
  before: z.string(),
  signature: z.string(),
})

/** @returns null when the keys hold none of this name. */
export function signLine(line: Omit<Line, 'signature'>, keys: AuditKeys): Line | null {
  const signature = sign(keys, line.key, ['line', line.list, line.number, line.atMs, line.deed, line.words, line.about, line.key, line.before])
  return signature === null ? null : { ...line, signature }
}

/** The seal that says: this line is the last of its list. */
export function sealLast({ list, number, key, signature }: Line, keys: AuditKeys): string {
  return sign(keys, key, ['last', list, number, signature]) ?? ''
}

export function writeLine(line: Line): string {
  const { list, number, atMs, deed, words, about, key, before, signature } = line
  return JSON.stringify({ list, number, atMs, deed, words, about, key, before, signature })
}

/** @returns null unless it is, byte for byte, a line that was signed with one of these keys. */
export function readLine(text: string, keys: AuditKeys): Line | null {
  const parsed = shape.safeParse(parseJson(text))
  if (!parsed.success || writeLine(parsed.data) !== text) return null
  const signed = signLine(parsed.data, keys)
  return signed && sameText(signed.signature, parsed.data.signature) ? parsed.data : null
}

/** Whether the text names a key that is not among these: then nothing can be said about it. */
export function needsOtherKey(text: string, keys: AuditKeys): boolean {
  const parsed = shape.safeParse(parseJson(text))
  return parsed.success && !keys.has(parsed.data.key)
}

export function isLast(line: Line, seal: string | null, keys: AuditKeys): boolean {
  return seal !== null && seal !== '' && sameText(sealLast(line, keys), seal)
}

/** HMAC-SHA-256 with the key of this name, base64url; null when there is none. The first part says what is signed. */
export function sign(keys: AuditKeys, name: string, parts: readonly unknown[]): string | null {
  const key = keys.get(name)
  return key ? createHmac('sha256', Buffer.from(key.reveal(), 'base64url')).update(JSON.stringify([format, ...parts])).digest('base64url') : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
