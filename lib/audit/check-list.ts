// What is wrong with a list of the access log, and where: a line that was taken out, changed, moved, or cut off at the end.
// Pure: the lines come in, findings go out.
import 'server-only'
import type { AuditKeys } from './audit-keys'
import type { StoredList } from './ledger'
import { isLast, type Line, needsOtherKey, readLine } from './line'

export type ListProblem =
  /** No line of this number is there. */
  | 'missing'
  /** Not as it was written, or written by somebody without the key. */
  | 'changed'
  /** Signed with a key that none of the master keys opens. */
  | 'key-missing'
  /** As it was written, but it stands elsewhere. */
  | 'moved'
  /** It does not follow the line before: one of the two is of another telling. */
  | 'does-not-follow'
  /** The list went on behind this line. */
  | 'cut-off'

export interface ListFinding {
  readonly line: number
  readonly problem: ListProblem
}

export interface CheckedList {
  /** The lines as they were written, in the order of their numbers. */
  readonly lines: readonly Line[]
  readonly findings: readonly ListFinding[]
}

export function checkList(list: string, stored: StoredList, keys: AuditKeys): CheckedList {
  const valid = new Map<number, Line>()
  const findings: ListFinding[] = []
  const changed = new Set<number>()
  let highest = 0
  for (const { text } of stored.lines) {
    const line = readLine(text, keys)
    if (line && line.list === list && !valid.has(line.number)) {
      if (line.number < highest) findings.push({ line: line.number, problem: 'moved' })
      highest = Math.max(highest, line.number)
      valid.set(line.number, line)
    } else {
      // It stands for the line that would come next.
      highest += 1
      changed.add(highest)
      findings.push({ line: highest, problem: needsOtherKey(text, keys) ? 'key-missing' : 'changed' })
    }
  }
  for (let number = 1; number <= highest; number++) {
    if (!valid.has(number) && !changed.has(number)) findings.push({ line: number, problem: 'missing' })
    if (!follows(valid.get(number), valid.get(number - 1))) findings.push({ line: number, problem: 'does-not-follow' })
  }
  const last = valid.get(highest)
  if (last && !isLast(last, stored.seal, keys)) findings.push({ line: highest, problem: 'cut-off' })
  const lines = [...valid.values()].toSorted((one, other) => one.number - other.number)
  return { lines, findings: findings.toSorted((one, other) => one.line - other.line) }
}

/** Nothing can be said when one of the two is not there. */
function follows(line: Line | undefined, before: Line | undefined): boolean {
  if (!line) return true
  if (line.number === 1) return line.before === ''
  return !before || line.before === before.signature
}
