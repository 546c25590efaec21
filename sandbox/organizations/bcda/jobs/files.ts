// Which files a job has, and what they are called. Names look random and are computed, so that none is kept.
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { filesOf } from '@/sandbox/organizations/bcda/data/extract'
import type { FileOfType, FileType } from '@/sandbox/organizations/bcda/data/extract'
import { hasErrors, hasLines } from '@/sandbox/organizations/bcda/data/lines'
import type { Job } from './job'

export interface Listed {
  readonly type: FileType
  readonly name: string
  /** The name of the error file beside it; null without errors. */
  readonly errorName: string | null
}

/** A name of a job led back to what it names. */
export type Found = { readonly kind: 'data' | 'errors'; readonly file: FileOfType } | { readonly kind: 'warnings' }

export const warningsName = 'warnings-and-info.ndjson'

const listings = new WeakMap<Job, Promise<readonly Listed[]>>()

/**
 * The files that have lines. A file with errors and nothing else is left out, as the real server leaves it out
 * (contract 1.6).
 */
export function listFiles(job: Job): Promise<readonly Listed[]> {
  const known = listings.get(job)
  if (known) return known
  const listing = look(job)
  listings.set(job, listing)
  return listing
}

async function look(job: Job): Promise<readonly Listed[]> {
  const listed: Listed[] = []
  for (const file of filesOf(job.extract, job.types)) {
    if (!hasLines(job.extract, file)) continue
    const id = idOf(job, file)
    listed.push({ type: file.type, name: `${id}.ndjson`, errorName: hasErrors(job.extract, file) ? `${id}-error.ndjson` : null })
    // Thousands of people may have to be looked at before one has news; others are served meanwhile.
    await setImmediate()
  }
  return listed
}

/** What a name of this job names, or null. */
export function findFile(job: Job, name: string): Found | null {
  if (name === warningsName) return job.warns ? { kind: 'warnings' } : null
  const [, id, errors] = /^([0-9a-f-]{36})(-error)?\.ndjson$/.exec(name) ?? []
  const file = filesOf(job.extract, job.types).find(candidate => idOf(job, candidate) === id)
  return file ? { kind: errors === undefined ? 'data' : 'errors', file } : null
}

function idOf({ id, createdMs }: Job, { type, index }: FileOfType): string {
  const hex = createHash('sha256').update(`${id} ${createdMs} ${type} ${index}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
