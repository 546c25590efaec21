// What BCDA says besides a file: read up to a bound, and never in its own words into a log (contract 1.3, 5.2 rule 10).
import 'server-only'
import type { Connection, Reply } from '@/lib/connections/connection'
import { isConnectionFailure, ProtocolError, Unreachable } from '@/lib/connections/errors'
import { readHead } from '@/lib/connections/read-body'
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

export interface ShortAsk {
  readonly method?: 'GET' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** False for what must not be asked twice. */
  readonly repeatable?: boolean
}

/** Asks and reads the whole answer. @throws a failure of the connection, also when the answer breaks off or is too long */
export async function askShort(connection: Connection, url: string, ask: ShortAsk): Promise<Answer> {
  const deadline = beginDeadline(deadlineMs, ask.signal)
  try {
    const { status, headers, body } = await connection.request(url, { ...ask, signal: deadline.signal })
    const give = () => body.destroy(new Error('no whole answer in time'))
    deadline.signal.addEventListener('abort', give, { once: true })
    const { bytes, rest } = await readHead(body, mostBytes)
    if (rest) body.destroy()
    if (rest) throw new ProtocolError(connection.system, { status, reason: 'too-long' })
    return { status, headers, text: bytes.toString('utf8') }
  } catch (error) {
    throw isConnectionFailure(error) ? error : new Unreachable(connection.system)
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

/** Whether asking again is pointless as long as the settings are as they are. */
export function isFinal(error: unknown): boolean {
  return isConnectionFailure(error) && ['credentials-missing', 'credential-rejected', 'authorization-rejected', 'refused'].includes(error.code)
}
