// Which connections are one person's: for each month a list of the person's own, which names the lists of the connections
// they began in it. Its name is a hash that takes a key of the log, so that nobody who holds the file can tell whose it is.
import 'server-only'
import { createHmac } from 'node:crypto'
import type { Secret } from '@/lib/secret'
import type { AuditKeys } from './audit-keys'
import { keepMs } from './ledger'

/** A person as one Medicare server knows them. Never written down. */
export interface Subject {
  /** The address of that server. */
  readonly environment: string
  readonly patient: string
}

/** The one deed of such a list; `about` is the connection's own list. */
export const visitDeed = 'visit'

const monthsBack = Math.ceil(keepMs / (28 * 24 * 60 * 60_000))

/** The person's list of the month of this instant, in UTC. */
export function subjectListAt(subject: Subject, atMs: number, key: Secret): string {
  return nameOf(subject, new Date(atMs).toISOString().slice(0, 'YYYY-MM'.length), key)
}

/** All that may be kept, whichever key was first when they were begun. */
export function subjectLists(subject: Subject, nowMs: number, keys: AuditKeys): readonly string[] {
  const now = new Date(nowMs)
  const months = Array.from({ length: monthsBack + 1 }, (_, index) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - index, 1))
  return months.flatMap((atMs) => [...keys.values()].map((key) => subjectListAt(subject, atMs, key)))
}

/** What tells two people apart inside this process. */
export function subjectText({ environment, patient }: Subject): string {
  return JSON.stringify([environment, patient])
}

function nameOf(subject: Subject, month: string, key: Secret): string {
  return createHmac('sha256', Buffer.from(key.reveal(), 'base64url')).update(`person ${month} ${subjectText(subject)}`).digest('base64url')
}
