// An export as an operator sees it: what was asked, where it stands, how far it is. No address and no content in it.
import 'server-only'
import type { Environment } from '@/lib/connections/connection'
import type { ExportRequest } from './export-request'
import { type Progress, readProgress } from './fetch/progress'
import { isComplete, isOpen, type Job, type JobState, type Reason } from './job'
import type { JobStore } from './keep/job-store'
import { isLocked } from './keep/lock'

export interface ExportView {
  readonly id: string
  readonly environment: Environment
  readonly request: ExportRequest
  readonly state: JobState
  readonly reason: Reason | null
  /** The source's words about a failure, without numbers of persons. */
  readonly told: string | null
  /** Some process works on it just now. An open export nobody works on waits to be resumed. */
  readonly isWorking: boolean
  readonly canResume: boolean
  /** Files are whole and may be looked at. */
  readonly isComplete: boolean
  readonly createdAtMs: number
  readonly finishedAtMs: number | null
  /** Until when the source keeps its files. */
  readonly expiresAtMs: number | null
  /** How far the source says it is with making the files; null when it does not say. */
  readonly preparedPercent: number | null
  readonly progress: Progress
  /** The next export's `since`. */
  readonly transactionTime: string | null
  readonly warnings: readonly string[]
}

export async function viewJob(store: JobStore, job: Job): Promise<ExportView> {
  const { id, environment, request, state, reason, told, createdAtMs, finishedAtMs, expiresAtMs, preparedPercent, transactionTime, warnings } = job
  const isWorking = isOpen(job) && (await isLocked(store.folderOf(id)))
  const progress = readProgress(await store.read(id, 'progress.json'))
  return {
    id, environment, request, state, reason, told, createdAtMs, finishedAtMs, expiresAtMs, preparedPercent, transactionTime, warnings,
    isWorking,
    canResume: isOpen(job) && !isWorking,
    isComplete: isComplete(job),
    progress: isWorking ? progress : { ...progress, bytesPerSecond: null, timeLeftMs: null },
  }
}
