// Uploads that are worked on in the background. A job has no worker: its state is read off the sandbox's clock.

export const jobStates = ['QUEUED', 'DE-QUEUED', 'VALIDATING', 'PROCESSING', 'COMPLETED'] as const
export type JobState = (typeof jobStates)[number]

/** How long after its upload a job enters each state. */
export const jobStateStartsMs: Readonly<Record<JobState, number>> = {
  QUEUED: 0,
  'DE-QUEUED': 5_000,
  VALIDATING: 10_000,
  PROCESSING: 20_000,
  COMPLETED: 60_000,
}

export interface Job {
  readonly id: string
  readonly clientId: string
  readonly kind: string
  readonly bytes: number
  /** By the sandbox's clock, milliseconds since 1970. */
  readonly createdAtMs: number
}

export type Jobs = ReturnType<typeof createJobs>

/** No jobs yet. */
export function createJobs(now: () => number) {
  const jobs = new Map<string, Job>()
  return {
    add(wish: Pick<Job, 'clientId' | 'kind' | 'bytes'>): Job {
      const job = { ...wish, id: crypto.randomUUID(), createdAtMs: now() }
      jobs.set(job.id, job)
      return job
    },
    /** A client's own job; anybody else's is not there. */
    find(id: string, clientId: string): Job | null {
      const job = jobs.get(id)
      return job?.clientId === clientId ? job : null
    },
    stateOf: ({ createdAtMs }: Job): JobState => jobStates.findLast(state => createdAtMs + jobStateStartsMs[state] <= now()) ?? 'QUEUED',
    clear: (): void => jobs.clear(),
  }
}
