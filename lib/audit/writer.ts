// Puts signed lines behind each other in the ledger, among any number of processes: whoever comes second looks again.
import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { VaultKey } from '@/lib/env'
import { Unavailable } from '@/lib/errors'
import { openAuditKeys, readAuditKeys, type SigningKeys } from './audit-keys'
import { doubtSince, readHead, writeHead } from './head'
import { isHouseList } from './house'
import type { Ledger } from './ledger'
import { isLast, readLine, type Said, sealLast, signLine, writeLine } from './line'

export interface OpenLog {
  readonly ledger: Ledger
  readonly keys: SigningKeys['all']
  readonly signing: string
  readonly turned: boolean
}

export interface Writer {
  /** @returns the number of the new line. @throws Unavailable when it could not be written */
  append(list: string, said: Said): Promise<number>
  has(list: string): Promise<boolean>
  open(): Promise<OpenLog>
  close(): Promise<void>
}

const mostTries = 30
const deadlineMs = 10_000
/** Stands where the signature of the line before should be when that line is not the last as it was written. */
const broken = 'broken'

/** @param openLedger called at the first use, and again after it failed */
export function createWriter(masters: readonly [VaultKey, ...VaultKey[]], openLedger: () => Promise<Ledger>): Writer {
  let opening: Promise<OpenLog> | null = null
  const open = (): Promise<OpenLog> => {
    opening ??= within(openLog(masters, openLedger)).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }
  /** Another process may sign with a newer key than those read at the start. */
  const reread = async (ledger: Ledger): Promise<OpenLog> => {
    const opened = { ...(await open()), keys: await readAuditKeys(ledger, masters) }
    opening = Promise.resolve(opened)
    return opened
  }
  return {
    open,
    append: (list, said) => within(appendTo(list, said, open, reread)),
    has: async (list) => (await within((await open()).ledger.last(list))) !== null,
    close: async () => void (opening && (await (await opening).ledger.close())),
  }
}

async function openLog(masters: readonly [VaultKey, ...VaultKey[]], openLedger: () => Promise<Ledger>): Promise<OpenLog> {
  const ledger = await openLedger()
  try {
    const { all, signing, turned } = await openAuditKeys(ledger, masters)
    return { ledger, keys: all, signing, turned }
  } catch (error) {
    await ledger.close()
    throw error
  }
}

async function appendTo(list: string, said: Said, open: () => Promise<OpenLog>, reread: (ledger: Ledger) => Promise<OpenLog>): Promise<number> {
  for (let tries = 0; tries < mostTries; tries++) {
    const { ledger } = await open()
    // Before the lines: what is read of them then is at least as new.
    const from = isHouseList(list) ? await ledger.head() : null
    const last = await ledger.last(list)
    const { keys, signing } = isReadable(last?.text, from, (await open()).keys) ? await open() : await reread(ledger)
    const number = (last?.number ?? 0) + 1
    const line = signLine({ list, number, ...said, key: signing, before: before(last, keys) }, keys)
    if (line) {
      const head = isHouseList(list) ? { from, to: writeHead(line, await doubtSince(ledger, from, said, keys), keys) } : null
      if (await ledger.append({ list, number, atMs: said.atMs, text: writeLine(line), seal: sealLast(line, keys), head })) return number
    }
    await pause(Math.random() * 10 * (tries + 1))
  }
  throw new Unavailable('access log')
}

function isReadable(line: string | undefined, head: string | null, keys: SigningKeys['all']): boolean {
  return (line === undefined || readLine(line, keys) !== null) && (head === null || readHead(head, keys) !== 'key-missing')
}

/** A list that was cut off must not be mended by going on behind the cut: the next line says that something was wrong. */
function before(last: Awaited<ReturnType<Ledger['last']>>, keys: SigningKeys['all']): string {
  if (!last) return ''
  const line = readLine(last.text, keys)
  return line && isLast(line, last.seal, keys) ? line.signature : broken
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unavailable('access log')), deadlineMs)
    timer.unref()
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
