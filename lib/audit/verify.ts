// Checks the whole access log: every line of every list, and that no list is gone that should still be there.
import 'server-only'
import type { AuditKeys } from './audit-keys'
import { checkList, type ListProblem } from './check-list'
import { houseListAt, isHouseList } from './house'
import { keepMs, type Ledger } from './ledger'
import type { Line } from './line'

export interface Finding {
  readonly list: string
  /** The number of the line, or null when it is about the whole list. */
  readonly line: number | null
  /** `gone`: the whole list; `began-again`: it was emptied in between; `unlisted`: older than the house's list that should name it. */
  readonly problem: ListProblem | 'gone' | 'began-again' | 'unlisted'
}

export interface Verified {
  readonly lists: number
  readonly lines: number
  readonly findings: readonly Finding[]
  /** Lists of connections that the house does not name: a process was ended in the middle of beginning one. */
  readonly unnamed: number
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
  for await (const names of ledger.lists()) {
    for (const list of names) {
      const checked = checkList(list, await ledger.read(list), keys)
      findings.push(...checked.findings.map((finding) => ({ list, ...finding })))
      count += checked.lines.length
      if (isHouseList(list)) house.push(...checked.lines)
      firsts.set(list, checked.lines[0]?.atMs ?? null)
    }
  }
  const opened = house.filter(({ deed }) => deed === 'opened')
  const named = new Set(opened.map(({ about }) => about))
  return {
    lists: firsts.size,
    lines: count,
    findings: [...findings, ...(await gone(ledger, house, firsts, nowMs)), ...beganAgain(opened), ...unlisted(house, firsts, named)],
    unnamed: [...firsts.keys()].filter((list) => !isHouseList(list) && !named.has(list)).length,
  }
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
