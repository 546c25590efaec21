// What everybody who works on one export shares while the process lives: the job as it is on disk, and the way to change it.
import 'server-only'
import type { Connection } from '@/lib/connections/connection'
import { noteExport } from '@/lib/metrics/meters'
import { change, isEnd, type Job } from './job'
import type { JobStore } from './keep/job-store'
import type { World } from './world'

export interface Work {
  readonly world: World
  readonly store: JobStore
  readonly connection: Connection
  /** Ends when somebody wants the export to stop. */
  readonly signal: AbortSignal
  /** The job as it is on disk. */
  job(): Job
  /** Writes the change first, then lets it be true. */
  record(changes: Partial<Job>): Promise<Job>
}

/** Names the system and the account behind a connection, without its secret or its whole id. */
export function sourceOf(connection: Connection): string {
  return `${connection.environment} ${connection.baseUrl} ${connection.status().clientIdEnd ?? ''}`
}

export function beginWork(first: Job, parts: Omit<Work, 'job' | 'record'>): Work {
  let job = first
  return {
    ...parts,
    job: () => job,
    async record(changes) {
      const next = change(job, changes)
      await parts.store.put(next)
      if (next.state !== job.state && isEnd(next.state)) noteExport(next.state)
      job = next
      return job
    },
  }
}
