// A bulk export as the server remembers it, and what it is at a moment: everything follows from when it was started,
// how long it takes and the clock (contract 1.6).
import type { Extract, FileType } from '@/sandbox/organizations/bcda/data/extract'
import { DAY_MS } from '@/sandbox/people/numbers/calendar'

export const jobStatuses = [
  'Completed',
  'Archived',
  'Expired',
  'Failed',
  'FailedExpired',
  'In Progress',
  'Pending',
  'Cancelled',
  'CancelledExpired',
] as const
export type JobStatus = (typeof jobStatuses)[number]

export interface Job {
  readonly id: number
  readonly cmsId: string
  readonly clientId: string
  /** The kick-off as it was asked, with scheme and host. */
  readonly request: string
  /** `_type` as it was sent; null when it was not. */
  readonly rawTypes: string | null
  readonly types: readonly FileType[]
  readonly extract: Extract
  /** Whether the manifest says that claims of the shared systems were left out. */
  readonly warns: boolean
  readonly createdMs: number
  readonly pendingMs: number
  readonly runMs: number
  readonly fails: boolean
  cancelledMs: number | null
}

export interface Moment {
  readonly status: JobStatus
  /** While it is in progress: whole percent, 0 to 99. */
  readonly percent: number
  /** When it last changed. */
  readonly sinceMs: number
}

/** What the job is at a moment of the sandbox's clock. */
export function jobAt(job: Job, nowMs: number): Moment {
  const { createdMs, cancelledMs, pendingMs, runMs } = job
  if (cancelledMs !== null) return aged(nowMs, cancelledMs, ['Cancelled', 'CancelledExpired'])
  const runsFromMs = createdMs + pendingMs
  const endMs = completedMs(job)
  if (nowMs < runsFromMs) return { status: 'Pending', percent: 0, sinceMs: createdMs }
  if (nowMs < endMs) return { status: 'In Progress', percent: Math.floor((100 * (nowMs - runsFromMs)) / runMs), sinceMs: runsFromMs }
  return aged(nowMs, endMs, job.fails ? ['Failed', 'FailedExpired'] : ['Completed', 'Archived', 'Expired'])
}

/** When it is done, if nobody cancels it. */
export function completedMs({ createdMs, pendingMs, runMs }: Job): number {
  return createdMs + pendingMs + runMs
}

/** From then on the files are not promised any more. */
export function expiresMs(job: Job): number {
  return completedMs(job) + DAY_MS
}

/** Each clean-up takes a job that is older than a day one step on. */
function aged(nowMs: number, fromMs: number, steps: readonly JobStatus[]): Moment {
  let sinceMs = fromMs
  let at = 0
  while (at < steps.length - 1 && cleanUpAfter(sinceMs + DAY_MS) <= nowMs) {
    sinceMs = cleanUpAfter(sinceMs + DAY_MS)
    at += 1
  }
  return { status: steps[at] ?? 'Completed', percent: 100, sinceMs }
}

/** The clean-up runs at 11:00 and 23:00. */
function cleanUpAfter(ms: number): number {
  const elevenMs = 11 * 3_600_000
  const halfDayMs = DAY_MS / 2
  return Math.ceil((ms - elevenMs) / halfDayMs) * halfDayMs + elevenMs
}
