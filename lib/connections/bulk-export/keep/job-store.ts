// Where exports lie: a private folder each, with the job, what the source sent about it, the ledger and the files.
import 'server-only'
import { readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { type Job, jobSchema } from '@/lib/connections/bulk-export/job'
import { flushFolder, isMissing, makePrivateFolder, readIfThere, writeDurably } from './durable-file'

export interface JobStore {
  folderOf(id: string): string
  filesOf(id: string): string
  /** Null for an id that is none of ours, whatever it looks like. */
  get(id: string): Promise<Job | null>
  /** After this the job is on disk as it is here. */
  put(job: Job): Promise<void>
  /** Newest first. A folder whose job cannot be read is left out. */
  list(): Promise<readonly Job[]>
  /** Removes everything of it. */
  remove(id: string): Promise<void>
  /** A further text of this job, by its name. */
  read(id: string, name: JobText): Promise<string | null>
  write(id: string, name: JobText, text: string): Promise<void>
  forget(id: string, name: JobText): Promise<void>
}

/** The manifest as the source sent it; our own, made at the end; how far the work is; a wish to stop; what DuckDB counted. */
export type JobText = 'received-manifest.json' | 'manifest.json' | 'progress.json' | 'stop-wish.json' | 'summary.json'

/** Also what keeps an id from being a path. */
const idShape = /^\d{8}-\d{6}-[a-z0-9]{8}$/

/** @param root the folder of all exports; made when it is first written to */
export function openJobStore(root: string): JobStore {
  const folderOf = (id: string) => path.join(root, z.string().regex(idShape).parse(id))
  const store: JobStore = {
    folderOf,
    filesOf: (id) => path.join(folderOf(id), 'files'),
    async get(id) {
      if (!idShape.test(id)) return null
      const text = await readIfThere(path.join(folderOf(id), 'job.json'))
      return text === null ? null : jobSchema.parse(JSON.parse(text))
    },
    async put(job) {
      await makePrivateFolder(store.filesOf(job.id))
      await writeDurably(path.join(folderOf(job.id), 'job.json'), JSON.stringify(job))
    },
    async list() {
      const ids = (await namesIn(root)).filter((name) => idShape.test(name))
      const jobs = await Promise.all(ids.map((id) => store.get(id).catch(() => null)))
      return jobs.filter((job) => job !== null).sort((one, other) => other.createdAtMs - one.createdAtMs)
    },
    async remove(id) {
      // Out of sight first: what is half removed must not look like an export.
      const gone = path.join(root, `removing-${id}`)
      await rename(folderOf(id), gone)
      await flushFolder(root)
      await rm(gone, { recursive: true, force: true })
    },
    read: (id, name) => readIfThere(path.join(folderOf(id), name)),
    write: (id, name, text) => writeDurably(path.join(folderOf(id), name), text),
    forget: (id, name) => rm(path.join(folderOf(id), name), { force: true }),
  }
  return store
}

/** Clears what a removal left behind that was cut short. */
export async function finishRemovals(root: string): Promise<void> {
  const left = (await namesIn(root)).filter((name) => name.startsWith('removing-'))
  await Promise.all(left.map((name) => rm(path.join(root, name), { recursive: true, force: true })))
}

/** A name for a job that sorts by time. */
export function newJobId(nowMs: number, random: () => number): string {
  const time = new Date(nowMs).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const letters = Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join('')
  return `${time}-${letters}`
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
