// The access log: one signed line for each thing done with a person's permission, in a list of that connection alone.
// Nobody waits for a line to be written, and one that could not be written is counted and told, never thrown (PRV-06).
import 'server-only'
import { createHash } from 'node:crypto'
import type { AccessLines, Deed, DeedWord } from '@/lib/claims/access-line'
import type { Settings } from '@/lib/env'
import { Unavailable } from '@/lib/errors'
import { log } from '@/lib/log'
import { checkList } from './check-list'
import { earlierHouseLists, type HouseDeed, type houseDeeds, houseListAt } from './house'
import type { Ledger } from './ledger'
import type { Said } from './line'
import { type OperatorDeed, type OperatorLines, type OperatorRefs, operatorListAt, operatorListsUntil, type OperatorWord, readOperatorLine, toOperatorWords } from './operators'
import { readVisits } from './read-visits'
import { type Subject, subjectListAt, subjectText, visitDeed } from './subject'
import { createWriter, type Writer } from './writer'

export interface AuditLog {
  /** Writes one line about a connection. Never rejects; settles when the line is written or lost. */
  note<D extends Deed>(grantId: string, deed: D, ...words: DeedWord<D>[]): Promise<void>
  /** The same for a list whose name is known: of a connection that nobody can open any more. */
  noteIn<D extends Deed>(list: string, deed: D, ...words: DeedWord<D>[]): Promise<void>
  /** Writes one line of the house. Never rejects. */
  noteHouse<D extends HouseDeed>(deed: D, ...words: (typeof houseDeeds)[D][number][]): Promise<void>
  /** Writes one line of the operators' list. Never rejects. */
  noteOperator<D extends OperatorDeed>(deed: D, refs: OperatorRefs, ...words: OperatorWord<D>[]): Promise<void>
  /** The newest lines of the operators, at most so many. @throws Error when the log cannot be read */
  readOperators(most: number): Promise<OperatorLines>
  /** Writes into the person's own list that this connection is theirs; nothing when nobody knows whose it is. Never rejects. */
  noteVisit(grantId: string, subject: Subject | null): Promise<void>
  /**
   * What was done with a connection so far and, when it is known whose it is, with all their others.
   * @throws Error when the log cannot be read
   */
  read(grantId: string, subject?: Subject | null): Promise<AccessLines>
  /** Opens the log ahead of the first line and puts its keys under the first master key. Never rejects. */
  begin(): Promise<void>
  sweep(): Promise<number>
  /** When every line that was asked for is written or lost. */
  settled(): Promise<void>
  /** How many lines were lost since this process began. */
  lost(): number
  close(): Promise<void>
}

/** More than this waiting means that the store does not answer: what comes on top is lost at once. */
const mostWaiting = 2_000

/** The name of a connection's list: tells nothing of the person, nor which record of the vault it was. */
export function listOf(grantId: string): string {
  return createHash('sha256').update(`plainclaim audit ${grantId}`).digest('base64url')
}

/** @param openLedger called at the first use, and again after a failure */
export function createAuditLog(vault: Settings['vault'], openLedger: () => Promise<Ledger>, now: () => number = Date.now): AuditLog {
  const writer = createWriter(vault.keys, openLedger)
  const queue = createQueue()
  let lost = 0

  const write = (list: string, said: Omit<Said, 'atMs'>): Promise<void> => {
    const line = { ...said, atMs: now() }
    return queue.run(list, () => writeWithHouse(list, line)).catch(() => {
      lost += 1
      log('error', 'audit.failed', { what: said.deed, lost })
    })
  }
  /** Waits under a name that is never written down: that of the list takes a key, which must be read first. */
  const writeVisit = (subject: Subject, line: Said): Promise<void> => {
    const append = async () => {
      const { keys, signing } = await writer.open()
      const key = keys.get(signing)
      if (!key) throw new Unavailable('key of the access log')
      await writeWithHouse(subjectListAt(subject, line.atMs, key), line)
    }
    return queue.run(subjectText(subject), append).catch(() => {
      lost += 1
      log('error', 'audit.failed', { what: line.deed, lost })
    })
  }
  const writeWithHouse = async (list: string, line: Said): Promise<void> => {
    const number = await writer.append(list, line)
    if (number === 1) await queue.run(houseListAt(line.atMs), () => writeInHouse(writer, { ...line, deed: 'opened', words: [], about: list }))
  }
  const writeHouse = (deed: HouseDeed, words: readonly string[] = []): Promise<void> => {
    const line = { atMs: now(), deed, words, about: null }
    return queue.run(houseListAt(line.atMs), () => writeInHouse(writer, line)).catch(() => {
      lost += 1
      log('error', 'audit.failed', { what: deed, lost })
    })
  }
  return {
    note: (grantId, deed, ...words) => write(listOf(grantId), { deed, words, about: null }),
    noteIn: (list, deed, ...words) => write(list, { deed, words, about: null }),
    noteHouse: (deed, ...words) => writeHouse(deed, words),
    noteOperator: (deed, refs, ...words) => write(operatorListAt(now()), { deed, words: toOperatorWords(words, refs), about: null }),
    async readOperators(most) {
      const found: OperatorLines['lines'][number][] = []
      let whole = true
      for (const list of operatorListsUntil(now())) {
        await queue.settled(list)
        const { ledger, keys } = await writer.open()
        const { lines, findings } = checkList(list, await ledger.read(list), keys)
        whole &&= findings.length === 0
        found.push(...lines.toReversed().flatMap((line) => readOperatorLine(line) ?? []))
        if (found.length >= most) break
      }
      return { lines: found.slice(0, most), whole }
    },
    async noteVisit(grantId, subject) {
      if (subject) await writeVisit(subject, { atMs: now(), deed: visitDeed, words: [], about: listOf(grantId) })
    },
    async read(grantId, subject = null) {
      const own = listOf(grantId)
      await Promise.all([queue.settled(own), subject && queue.settled(subjectText(subject))])
      const { ledger, keys } = await writer.open()
      return readVisits(ledger, keys, { own, subject, nowMs: now() })
    },
    async begin() {
      const opened = await writer.open().catch(() => null)
      if (!opened) log('error', 'audit.failed', { what: 'open', lost })
      else if (opened.turned) await writeHouse('master-key-replaced')
    },
    sweep: async () => (await writer.open()).ledger.sweep(now()),
    settled: () => queue.settled(),
    lost: () => lost,
    close: async () => {
      await queue.settled()
      await writer.close()
    },
  }
}

/** The first line of a month's list says which list came before it. */
async function writeInHouse(writer: Writer, line: Said): Promise<void> {
  const list = houseListAt(line.atMs)
  if (!(await writer.has(list))) {
    const about = await firstThat(earlierHouseLists(line.atMs), (earlier) => writer.has(earlier))
    await writer.append(list, { atMs: line.atMs, deed: 'began', words: [], about })
  }
  await writer.append(list, line)
}

async function firstThat(names: readonly string[], holds: (name: string) => Promise<boolean>): Promise<string | null> {
  for (const name of names) if (await holds(name)) return name
  return null
}

/** One line of a list at a time, in the order they were asked for; lists do not wait for each other. */
function createQueue() {
  const tails = new Map<string, Promise<void>>()
  let waiting = 0
  return {
    async run(list: string, work: () => Promise<void>): Promise<void> {
      if (waiting >= mostWaiting) throw new Error('the access log does not keep up')
      waiting += 1
      const done = (tails.get(list) ?? Promise.resolve()).then(work)
      const tail = done.then(forget, forget)
      tails.set(list, tail)
      function forget(): void {
        waiting -= 1
        if (tails.get(list) === tail) tails.delete(list)
      }
      return done
    },
    async settled(list?: string): Promise<void> {
      if (list !== undefined) return tails.get(list)
      while (tails.size > 0) await Promise.all(tails.values())
    },
  }
}
