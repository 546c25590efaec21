// What BCDA says besides a file: read up to a bound, and never in its own words into a log (contract 1.3, 5.2 rule 10).
import 'server-only'
import { readHead } from '@/lib/connections/read-body'
import type { Connection, Reply } from '@/lib/connections/connection'
import { beginDeadline } from '@/lib/http/deadline'

export interface Answer {
  readonly status: number
  readonly headers: Reply['headers']
  readonly text: string
}

/** A list of jobs may be long; everything else is a page at most, but for a manifest of 600 files. */
const mostBytes = 8 * 1024 * 1024
/** Quality AVL-01: bulk status. */
const deadlineMs = 30_000

/** Asks and reads the whole answer. @throws what the connection throws; the signal's reason; Error when it is too long */
export async function askShort(connection: Connection, url: string, ask: { readonly method?: 'GET' | 'DELETE'; readonly headers?: Readonly<Record<string, string>>; readonly signal: AbortSignal }): Promise<Answer> {
  const deadline = beginDeadline(deadlineMs, ask.signal)
  try {
    const { status, headers, body } = await connection.request(url, { ...ask, signal: deadline.signal })
    const give = () => body.destroy(new Error('no whole answer in time'))
    deadline.signal.addEventListener('abort', give, { once: true })
    const { bytes, rest } = await readHead(body, mostBytes)
    if (rest) body.destroy()
    if (rest) throw new Error('the answer is too long')
    return { status, headers, text: bytes.toString('utf8') }
  } finally {
    deadline.clear()
  }
}

/**
 * The words of an OperationOutcome for an operator to read, or null. The body may be two documents back to back (1.6), so
 * the words are found, not parsed. Whatever could be the number of a person or an organization is left out.
 */
export function readDiagnostics(text: string): string | null {
  const found = /"diagnostics"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? /"details"\s*:\s*\{\s*"text"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1]
  if (!found) return null
  return found
    .replace(/\\./g, ' ')
    .replace(/\b(?=[\w-]*\d)[\w-]{5,}\b/g, '…')
    .replace(/[^\x20-\x7e…]/g, ' ')
    .slice(0, 200)
}

/** Whether a body tells what happened in FHIR's form at all. */
export function isOutcome(text: string): boolean {
  return /"resourceType"\s*:\s*"OperationOutcome"/.test(text)
}
