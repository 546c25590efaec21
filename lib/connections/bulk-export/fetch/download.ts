// Fetches what a finished job offers, some files at a time, and keeps only what was found good (quality BLK-02 to BLK-04).
// What is on disk from an earlier run is believed only after it was hashed again.
import 'server-only'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { hashFile } from '@/lib/connections/bulk-export/check/verify'
import { ExportEnds } from '@/lib/connections/bulk-export/job'
import { makePrivateFolder } from '@/lib/connections/bulk-export/keep/durable-file'
import { mendLedger, readLedger } from '@/lib/connections/bulk-export/keep/ledger'
import type { Work } from '@/lib/connections/bulk-export/work'
import { guardDisk, isDiskFull } from './disk-guard'
import { fetchFile } from './fetch-file'
import { type Offered, readManifest } from './manifest'
import { createProgress, type ProgressKeeper } from './progress'

/**
 * Enough to hide the time a new connection takes (the source closes each after its answer), and few enough that six
 * unfinished lines of 10 MB stay within our memory. Contract 5.3 asks for 4 to 8.
 */
const filesAtOnce = 6
/** The source may take its files away from then on: no new one is begun. */
const tooLateMs = 15 * 60_000

/** All files of the manifest, on disk and in the ledger. @throws ExportEnds; the files found good by then stay */
export async function downloadFiles(work: Work): Promise<void> {
  const { store, world } = work
  const { id } = work.job()
  const { files } = readManifest((await store.read(id, 'received-manifest.json')) ?? '', work.connection)
  await makePrivateFolder(store.filesOf(id))
  await mendLedger(store.folderOf(id))
  const kept = await keepVerified(work)
  await clearParts(store.filesOf(id))
  const missing = files.filter((file) => !kept.has(file.name))
  const progress = await createProgress(work, files.length)
  const guard = guardDisk(() => world.space(store.folderOf(id)))
  try {
    await inParallel(missing, filesAtOnce, work.signal, async (file, signal) => {
      requireTime(work)
      await fetchFile({ work, file, signal, guard, progress })
    })
  } catch (error) {
    throw isDiskFull(error) ? new ExportEnds('stopped', 'disk-full') : error
  } finally {
    await progress.close()
  }
  const listed = new Set((await readLedger(store.folderOf(id))).map(({ name }) => name))
  if (files.some(({ name }) => !listed.has(name))) throw new ExportEnds('stopped', 'unexpected')
}

export interface Fetching {
  readonly work: Work
  readonly file: Offered
  readonly signal: AbortSignal
  readonly guard: ReturnType<typeof guardDisk>
  readonly progress: ProgressKeeper
}

/** The names of files that are in the ledger and still what it says. */
async function keepVerified({ store, job, signal }: Work): Promise<ReadonlySet<string>> {
  const kept = new Set<string>()
  for (const entry of await readLedger(store.folderOf(job().id))) {
    const found = await hashFile(path.join(store.filesOf(job().id), entry.name), signal)
    if (found?.sha256 === entry.sha256 && found.bytes === entry.bytes) kept.add(entry.name)
  }
  return kept
}

/** A killed process leaves its unfinished files behind. */
async function clearParts(folder: string): Promise<void> {
  const parts = (await readdir(folder)).filter((name) => name.endsWith('.part'))
  await Promise.all(parts.map((name) => rm(path.join(folder, name), { force: true })))
}

function requireTime({ world, job }: Work): void {
  const { expiresAtMs } = job()
  if (expiresAtMs !== null && world.now() > expiresAtMs - tooLateMs) throw new ExportEnds('expired', 'expired-at-source')
}

/** After the first failure nothing new is begun; what is under way may end well. It is thrown once all have let go. */
async function inParallel<T>(all: readonly T[], atOnce: number, outer: AbortSignal, act: (one: T, signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController()
  const leave = () => controller.abort(outer.reason)
  if (outer.aborted) leave()
  outer.addEventListener('abort', leave, { once: true })
  const queue = all.values()
  const failures: unknown[] = []
  const worker = async () => {
    for (const one of queue) {
      if (controller.signal.aborted || failures.length > 0) return
      await act(one, controller.signal).catch((error: unknown) => {
        failures.push(error)
        if (isNoRoom(error)) controller.abort(error)
      })
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, worker))
  } finally {
    outer.removeEventListener('abort', leave)
  }
  outer.throwIfAborted()
  if (failures.length > 0) throw failures[0]
}

function isNoRoom(error: unknown): boolean {
  return isDiskFull(error) || (error instanceof ExportEnds && error.reason === 'disk-full')
}
