// One file, fetched at most three times until it is good. A token that ends meanwhile is the connection's affair (BLK-04).
import 'server-only'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { isFinal, isOutcome } from '@/lib/connections/bulk-export/ask/answer'
import { waitBeforeLook } from '@/lib/connections/bulk-export/ask/waiting'
import { BadFile } from '@/lib/connections/bulk-export/check/lines'
import { countOutcomes } from '@/lib/connections/bulk-export/check/outcomes'
import { ExportEnds } from '@/lib/connections/bulk-export/job'
import { addToLedger } from '@/lib/connections/bulk-export/keep/ledger'
import type { Reply } from '@/lib/connections/connection'
import { readHead } from '@/lib/connections/read-body'
import { beginDeadline } from '@/lib/http/deadline'
import { isDiskFull } from './disk-guard'
import { noteExportFile } from '@/lib/metrics/meters'
import type { ExportFileOutcome } from '@/lib/metrics/words'
import type { Fetching } from './download'
import { type Received, receiveFile } from './receive'

const tries = 3
/** Until the head of the answer is there. */
const headMs = 60_000
/** The source cuts a file off after 15 minutes (contract 1.3). */
const wholeMs = 20 * 60_000

/** @throws ExportEnds when the file cannot be had */
export async function fetchFile(fetching: Fetching): Promise<void> {
  const { work, signal } = fetching
  const { world } = work
  for (let attempt = 1; ; attempt += 1) {
    const failure = await tryOnce(fetching).then(() => null, (error: unknown) => ({ error }))
    noteExportFile(failure === null ? 'kept' : outcomeOf(failure.error, signal))
    if (failure === null) return
    if (signal.aborted || failure.error instanceof ExportEnds || isDiskFull(failure.error) || isFinal(failure.error)) throw failure.error
    if (attempt === tries) throw giveUp(failure.error)
    await world.pause(waitBeforeLook(attempt, failure.error instanceof NotServed ? failure.error.retryAfter : undefined, { floorMs: world.pollFloorMs, nowMs: world.now(), random: world.random }), signal)
  }
}

/** The answer was none with a file in it. */
class NotServed extends Error {
  override readonly name = 'NotServed'
  constructor(
    readonly status: number,
    readonly ofJob: boolean,
    readonly retryAfter: string | undefined,
  ) {
    super(`a file was not served: ${status}`)
  }
}

function outcomeOf(error: unknown, signal: AbortSignal): ExportFileOutcome {
  if (error instanceof BadFile) return error.fault
  if (error instanceof NotServed) return 'not-served'
  if (isDiskFull(error) || (error instanceof ExportEnds && error.reason === 'disk-full')) return 'disk-full'
  return signal.aborted ? 'given-up' : 'broken-off'
}

/** After three tries: a damaged file is its own affair, a whole job that is gone is another. */
function giveUp(error: unknown): ExportEnds {
  if (error instanceof BadFile) return new ExportEnds('failed', 'file-unreadable', error.fault)
  if (!(error instanceof NotServed)) return new ExportEnds('stopped', 'connection-failed')
  if (error.status === 410 || (error.status === 404 && error.ofJob)) return new ExportEnds('expired', 'expired-at-source')
  if (error.status === 401 || error.status === 403) return new ExportEnds('stopped', 'not-ours')
  return error.status === 429 || error.status === 503 ? new ExportEnds('stopped', 'connection-failed') : new ExportEnds('failed', 'file-unavailable')
}

async function tryOnce(fetching: Fetching): Promise<void> {
  const { work, file, progress } = fetching
  const place = path.join(work.store.filesOf(work.job().id), file.name)
  const track = progress.begin(file.name)
  try {
    const received = await receive(fetching, place, track.grow)
    work.world.onStep('before-ledger')
    await enter(fetching, place, received).catch(async (error: unknown) => {
      // Without its line it counts as missing, and only takes room.
      await rm(place, { force: true })
      throw error
    })
    track.finish(received)
    work.world.onStep('file-kept')
  } finally {
    track.forget()
  }
}

async function enter({ work, file }: Fetching, place: string, received: Received): Promise<void> {
  const { name, list, index, type } = file
  const mild = list === 'error' ? await countOutcomes(place, work.signal) : 0
  await addToLedger(work.store.folderOf(work.job().id), { name, list, index, type, mild, ...received })
}

async function receive({ work, file, signal, guard }: Fetching, place: string, onGrowth: (growth: { bytes: number; lines: number }) => void): Promise<Received> {
  work.world.onStep('before-file')
  const watch = beginDeadline(wholeMs, signal)
  try {
    const reply = await askForFile(work, file.url, watch.signal)
    if (reply.status !== 200) throw await notServed(reply)
    const encoding = (reply.headers['content-encoding'] ?? '').trim().toLowerCase()
    return await receiveFile({ body: reply.body, encoding, type: file.type, file: place, signal: watch.signal, guard, onGrowth, onStep: work.world.onStep })
  } finally {
    watch.clear()
  }
}

async function askForFile({ connection }: Fetching['work'], url: string, signal: AbortSignal): Promise<Reply> {
  const head = beginDeadline(headMs, signal)
  const relay = new AbortController()
  // The head's deadline must not end the body, so it goes through a switch that is turned off in between.
  const pass = () => relay.abort(head.signal.reason)
  head.signal.addEventListener('abort', pass, { once: true })
  try {
    return await connection.request(url, { headers: { accept: 'application/fhir+ndjson', 'accept-encoding': 'gzip' }, signal: relay.signal })
  } finally {
    head.clear()
    head.signal.removeEventListener('abort', pass)
    signal.addEventListener('abort', () => relay.abort(signal.reason), { once: true })
  }
}

async function notServed({ status, headers, body }: Reply): Promise<NotServed> {
  const { bytes, rest } = await readHead(body, 64 * 1024)
  if (rest) body.destroy()
  return new NotServed(status, isOutcome(bytes.toString('utf8')), headers['retry-after'])
}
