// A person's lines over all their connections, in the order of time. Each list is checked on its own; a connection that the
// person's list names and that is not there makes the whole incomplete.
import 'server-only'
import { type AccessLine, type AccessLines, readAccessLine } from '@/lib/claims/access-line'
import type { AuditKeys } from './audit-keys'
import { checkList } from './check-list'
import { keepMs, type Ledger } from './ledger'
import type { Line } from './line'
import { type Subject, subjectLists, visitDeed } from './subject'

/** A year of several visits a day; older ones than these are left out. */
const mostVisits = 2_000

export interface Wanted {
  /** The list of the connection that asks. */
  readonly own: string
  /** Null when nobody knows whose it is: then there is only this connection's own. */
  readonly subject: Subject | null
  readonly nowMs: number
}

export async function readVisits(ledger: Ledger, keys: AuditKeys, { own, subject, nowMs }: Wanted): Promise<AccessLines> {
  const named = subject ? await Promise.all(subjectLists(subject, nowMs, keys).map((list) => readChecked(ledger, keys, list))) : []
  const visits = named.flatMap(({ lines }) => lines.filter(({ deed }) => deed === visitDeed)).toSorted(byTime)
  const expected = new Map(visits.slice(-mostVisits).flatMap(({ about, atMs }) => (about === null ? [] : [[about, atMs] as const])))
  const others = [...expected.keys()].filter((list) => list !== own)
  const read = await Promise.all([own, ...others].map(async (list) => ({ list, ...(await readChecked(ledger, keys, list)) })))
  const gone = read.some(({ list, lines }) => lines.length === 0 && (expected.get(list) ?? 0) > nowMs - keepMs)
  const lines = read.flatMap(({ lines: some }) => inOrder(some)).toSorted(byTime).flatMap((line) => readAccessLine(line) ?? [])
  return { lines: lines.map(numbered), whole: !gone && [...named, ...read].every(({ whole }) => whole) }
}

async function readChecked(ledger: Ledger, keys: AuditKeys, list: string): Promise<{ readonly lines: readonly Line[]; readonly whole: boolean }> {
  const { lines, findings } = checkList(list, await ledger.read(list), keys)
  return { lines, whole: findings.length === 0 }
}

/** Lines of one list keep their order whatever the clock did: one that seems older than the line before is as old as that. */
function inOrder(lines: readonly Line[]): readonly Line[] {
  let latestMs = 0
  return lines.map((line) => ({ ...line, atMs: (latestMs = Math.max(latestMs, line.atMs)) }))
}

function byTime(one: Line, other: Line): number {
  return one.atMs - other.atMs
}

/** Their place among all of the person's lines: that is what is shown. */
function numbered(line: AccessLine, index: number): AccessLine {
  return { ...line, number: index + 1 }
}
