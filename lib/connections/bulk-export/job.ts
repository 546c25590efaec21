// What an export is while it goes on: a value that moves from state to state, and is on disk in each of them before
// anything is done in it (quality BLK-01).
import 'server-only'
import { z } from 'zod'
import { environments } from '@/lib/connections/connection'
import { requestSchema } from './export-request'

/**
 * `requested` is about to be or has been asked for; `running` is being made over there; `ready` is being fetched. A
 * `stopped` one goes on where it was. The others are ends.
 */
export const states = ['requested', 'running', 'ready', 'downloaded', 'completed-with-gaps', 'stopped', 'failed', 'expired'] as const
export type JobState = (typeof states)[number]

/** Where a stopped export goes on. */
const stages = ['requested', 'running', 'ready'] as const

export const reasons = [
  // stopped
  'asked-to-stop', 'disk-full', 'connection-failed', 'credentials', 'unexpected',
  // failed
  'refused', 'not-enabled', 'not-ours', 'failed-at-source', 'cancelled-at-source', 'cancelled', 'unreadable-answer', 'foreign-address',
  'file-unreadable', 'file-unavailable', 'took-too-long',
  // expired
  'expired-at-source',
] as const
export type Reason = (typeof reasons)[number]

export const jobSchema = z.object({
  format: z.literal(1),
  id: z.string(),
  environment: z.enum(environments),
  /** Which system and whose credentials: an export goes on only with the same. */
  source: z.string(),
  request: requestSchema,
  /** Absolute, as asked: the source lists its jobs by it. */
  kickOffUrl: z.string(),
  state: z.enum(states),
  stage: z.enum(stages),
  reason: z.enum(reasons).nullable(),
  /** What the source said about it, without anything that could be a number of a person. */
  told: z.string().nullable(),
  createdAtMs: z.number(),
  /** When it was about to be asked for, the last time; null: never yet. */
  askedAtMs: z.number().nullable(),
  jobUrl: z.string().nullable(),
  preparedPercent: z.number().nullable(),
  /** The last time the source said it was still at work. */
  waitedAtMs: z.number().nullable(),
  /** Until when its files can be fetched; a lower bound when the source's own word could not be read. */
  expiresAtMs: z.number().nullable(),
  /** The source's own time of this state of its data: the next export's `since`. */
  transactionTime: z.string().nullable(),
  finishedAtMs: z.number().nullable(),
  /** What an operator should know although the export went well. */
  warnings: z.array(z.string()),
})
export type Job = z.infer<typeof jobSchema>

/** Work can go on: nothing has ended it. */
export function isOpen(job: Job): boolean {
  return ['requested', 'running', 'ready', 'stopped'].includes(job.state)
}

/** One of the states in which nobody works on it. */
export function isEnd(state: JobState): state is Exclude<JobState, (typeof stages)[number]> {
  return stages.every((stage) => stage !== state)
}

/** Everything that was to be fetched is here. */
export function isComplete(job: Job): boolean {
  return job.state === 'downloaded' || job.state === 'completed-with-gaps'
}

const after: Readonly<Record<JobState, readonly JobState[]>> = {
  requested: ['requested', 'running', 'stopped', 'failed', 'expired'],
  running: ['running', 'ready', 'stopped', 'failed', 'expired'],
  ready: ['ready', 'downloaded', 'completed-with-gaps', 'stopped', 'failed', 'expired'],
  stopped: ['requested', 'running', 'ready', 'stopped', 'failed', 'expired'],
  downloaded: [],
  'completed-with-gaps': [],
  failed: [],
  expired: [],
}

/** The same job with something changed. @throws Error when that would be a step backwards: a mistake of ours */
export function change(job: Job, changes: Partial<Job>): Job {
  const state = changes.state ?? job.state
  if (!after[job.state].includes(state)) throw new Error(`an export does not go from ${job.state} to ${state}`)
  const stage = stages.find((name) => name === state) ?? job.stage
  return { ...job, stage, ...changes }
}

/** Thrown where an export cannot go on, and caught where its state is written. */
export class ExportEnds extends Error {
  override readonly name = 'ExportEnds'
  constructor(
    readonly state: 'stopped' | 'failed' | 'expired',
    readonly reason: Reason,
    readonly told: string | null = null,
  ) {
    super(`the export is ${state}: ${reason}`)
  }
}
