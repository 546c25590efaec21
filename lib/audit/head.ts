// Which line of the house was written last, signed: lists name those before them, and nothing else names the newest. It moves
// on in the same step in which a line is written, and only from the line it named; else it says since when it is in doubt.
import 'server-only'
import { z } from 'zod'
import { sameText } from '@/lib/secret'
import type { AuditKeys } from './audit-keys'
import { keepMs, type Ledger } from './ledger'
import { type Line, readLine, type Said, sign } from './line'

const shape = z.strictObject({
  list: z.string(),
  number: z.number(),
  atMs: z.number(),
  /** The signature of that line. */
  line: z.string(),
  /** When a line was written and the one named before was not there any more, or none was named; kept for a year. */
  doubtedAtMs: z.number().nullable(),
  key: z.string(),
  signature: z.string(),
})

export type Head = z.infer<typeof shape>

export function writeHead(line: Line, doubtedAtMs: number | null, keys: AuditKeys): string {
  const { list, number, atMs, key } = line
  const head = { list, number, atMs, line: line.signature, doubtedAtMs, key }
  return JSON.stringify({ ...head, signature: signHead(head, keys) })
}

/** @returns `key-missing` when none of these keys can tell, null when it is not as it was written */
export function readHead(text: string, keys: AuditKeys): Head | 'key-missing' | null {
  const parsed = shape.safeParse(parseJson(text))
  if (!parsed.success) return null
  if (!keys.has(parsed.data.key)) return 'key-missing'
  return sameText(signHead(parsed.data, keys), parsed.data.signature) ? parsed.data : null
}

/**
 * Since when the head is in doubt, to be said in the next one.
 * @param text the head as it is kept; without one there is no doubt only before the very first line
 */
export async function doubtSince(ledger: Ledger, text: string | null, said: Said, keys: AuditKeys): Promise<number | null> {
  if (text === null) return said.deed === 'began' && said.about === null ? null : said.atMs
  const head = readHead(text, keys)
  if (head === null || head === 'key-missing') return said.atMs
  const yearAgoMs = said.atMs - keepMs
  if (head.doubtedAtMs !== null && head.doubtedAtMs > yearAgoMs) return head.doubtedAtMs
  const last = await ledger.last(head.list)
  // Its list may be gone by then, as lists are.
  if (last === null && head.atMs <= yearAgoMs) return null
  return last && readLine(last.text, keys)?.signature === head.line ? null : said.atMs
}

function signHead({ list, number, atMs, line, doubtedAtMs, key }: Omit<Head, 'signature'>, keys: AuditKeys): string {
  return sign(keys, key, ['head', list, number, atMs, line, doubtedAtMs, key]) ?? ''
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
