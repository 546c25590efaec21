// The jobs that the server remembers. Only what was asked is kept; what a job delivers is computed when it is fetched.
import type { Job } from './job'

export type Jobs = ReturnType<typeof createJobs>

const mostJobs = 5_000

/** No jobs yet. Numbers go on from the moment of the start, so that those of an earlier run are not given out again. */
export function createJobs(now: () => number) {
  const jobs = new Map<number, Job>()
  let lastId = Math.floor(now() / 1_000) % 1_000_000_000

  return {
    add(wish: Omit<Job, 'id' | 'cancelledMs'>): Job {
      const job: Job = { ...wish, id: ++lastId, cancelledMs: null }
      jobs.set(job.id, job)
      const oldest = jobs.size > mostJobs ? jobs.keys().next().value : undefined
      if (oldest !== undefined) jobs.delete(oldest)
      return job
    },
    find: (id: number): Job | null => jobs.get(id) ?? null,
    listOf: (cmsId: string): readonly Job[] => [...jobs.values()].filter(job => job.cmsId === cmsId),
    all: (): readonly Job[] => [...jobs.values()],
    clear: (): void => jobs.clear(),
  }
}
