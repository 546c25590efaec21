// Checks the whole access log: every line of every list, that no list is gone that should still be there, and that the newest
// line of the house is the one that was noted as such.
import 'server-only'
import type { AuditKeys } from './audit-keys'
import { checkList, type ListProblem } from './check-list'
import { readHead } from './head'
import { houseListAt, isHouseList } from './house'
import { keepMs, type Ledger } from './ledger'
import type { Line } from './line'

export interface Finding {
  readonly list: string
  /** The number of the line, or null when it is about the whole list. */
  readonly line: number | null
  /** `gone`: the whole list; `began-again`: it was emptied in between; `unlisted`: older than the house's list that should name it.
   * `newest-lost`: the house went on although its newest line was not there any more, or nothing says which line is the newest. */
  readonly problem: ListProblem | 'gone' | 'began-again' | 'unlisted' | 'newest-lost'
}

export interface Verified {
  readonly lists: number
  readonly lines: number
  readonly findings: readonly Finding[]
  /** Lists of connections that the house does not name: a process was ended in the middle of beginning one. */
  readonly unnamed: number
  /** The line that was written last, as far as they can be read: what came after it and was put back, nobody can see. */
  readonly newest: { readonly list: string; readonly number: number; readonly atMs: number } | null
}

/** A list may be gone a little before its time: it is the last line that counts, and clocks differ. */
const slackMs = 48 * 60 * 60_000

/** Reads one list at a time. A log that is being written to may be checked; lists begun meanwhile are left to the next time. */
export async function verifyLog(ledger: Ledger, keys: AuditKeys, nowMs: number = Date.now()): Promise<Verified> {
  const findings: Finding[] = []
  /** When each list began, as far as its lines can be read. */
  const firsts = new Map<string, number | null>()
  const house: Line[] = []
  let count = 0
  let newest: Verified['newest'] = null
  // Before the lines: they are at least as new then.
  const head = await ledger.head()
  for await (const names of ledger.lists()) {
    for (const list of names) {
      const checked = checkList(list, await ledger.read(list), keys)
      findings.push(...checked.findings.map((finding) => ({ list, ...finding })))
      count += checked.lines.length
      if (isHouseList(list)) house.push(...checked.lines)
      for (const { number, atMs } of checked.lines.slice(-1)) if (newest === null || atMs >= newest.atMs) newest = { list, number, atMs }
      firsts.set(list, checked.lines[0]?.atMs ?? null)
    }
  }
  // The very first line was written meanwhile.
  const lost = head === null && (await ledger.head()) !== null ? [] : newestLost(head, house, keys, nowMs)
  const opened = house.filter(({ deed }) => deed === 'opened')
  const named = new Set(opened.map(({ about }) => about))
  return {
    lists: firsts.size,
    lines: count,
    findings: [...findings, ...lost, ...(await gone(ledger, house, firsts, nowMs)), ...beganAgain(opened), ...unlisted(house, firsts, named)],
    unnamed: [...firsts.keys()].filter((list) => !isHouseList(list) && !named.has(list)).length,
    newest,
  }
}

/** Whether the line that was noted as the newest of the house is there, and always was when the house went on. */
function newestLost(text: string | null, house: readonly Line[], keys: AuditKeys, nowMs: number): Finding[] {
  const found = (list: string, line: number | null, problem: Finding['problem']): Finding[] => [{ list, line, problem }]
  const newestList = house.map(({ list }) => list).toSorted().at(-1)
  const head = text === null ? null : readHead(text, keys)
  if (head === 'key-missing') return found(newestList ?? 'house', null, head)
  if (head === null) return text === null && !newestList ? [] : found(newestList ?? 'house', null, 'newest-lost')
  const { list, number, atMs, line, doubtedAtMs } = head
  const inDoubt = doubtedAtMs !== null && doubtedAtMs > nowMs - keepMs ? found(list, null, 'newest-lost') : []
  if (atMs <= nowMs - keepMs + slackMs) return inDoubt
  const its = house.filter((one) => one.list === list)
  if (its.length === 0) return [...inDoubt, ...found(list, null, 'gone')]
  if (its.every((one) => one.number < number)) return [...inDoubt, ...found(list, number, 'missing')]
  const there = its.find((one) => one.number === number)
  return there && there.signature !== line ? [...inDoubt, ...found(list, number, 'newest-lost')] : inDoubt
}

/**
 * What the house speaks of, and is not there although it is younger than a year. The house is read after the names of the
 * lists, so one that began in between is looked for once more.
 */
async function gone(ledger: Ledger, house: readonly Line[], firsts: ReadonlyMap<string, number | null>, nowMs: number): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { about, atMs } of house) {
    if (about === null || firsts.has(about) || atMs <= nowMs - keepMs + slackMs) continue
    if ((await ledger.last(about)) === null) findings.push({ list: about, line: null, problem: 'gone' })
  }
  return findings
}

function beganAgain(opened: readonly Line[]): Finding[] {
  const seen = new Set<string | null>()
  return opened.flatMap(({ about }) => {
    const again = seen.has(about)
    seen.add(about)
    return again && about !== null ? [{ list: about, line: null, problem: 'began-again' as const }] : []
  })
}

/** A list older than the house's list of its month: that one was taken away and began anew. */
function unlisted(house: readonly Line[], firsts: ReadonlyMap<string, number | null>, named: ReadonlySet<string | null>): Finding[] {
  const beganAt = new Map(house.flatMap(({ deed, list, atMs }) => (deed === 'began' ? [[list, atMs] as const] : [])))
  return [...firsts].flatMap(([list, atMs]) => {
    if (atMs === null || isHouseList(list) || named.has(list)) return []
    const begin = beganAt.get(houseListAt(atMs))
    return begin === undefined || atMs < begin ? [{ list, line: null, problem: 'unlisted' as const }] : []
  })
}
