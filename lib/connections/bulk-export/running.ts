// The exports this process works on just now: each is begun under its lock, heeds a wish to stop from here or from another
// process, and lets go of its lock however it ends.
import 'server-only'
import type { Job } from './job'
import type { JobStore } from './keep/job-store'
import type { Lock } from './keep/lock'
import { runJob } from './run'
import { beginWork } from './work'
import type { World } from './world'

export interface RunningExports {
  /** Goes on with it in this process. Whoever calls holds the lock, which is given back at the end. */
  begin(job: Job, lock: Lock): Promise<void>
  /** Has it stop once its state is safe, and waits for that. @returns false when this process does not work on it */
  stop(id: string): Promise<boolean>
  /** Waits until this process is done with it. @returns how it ended, or null when this process does not work on it */
  settled(id: string): Promise<Job | null>
}

interface Running {
  readonly controller: AbortController
  readonly done: Promise<Job>
}

const wishLookMs = 1_000

export function runExports(world: World, store: JobStore): RunningExports {
  const running = new Map<string, Running>()
  return {
    async begin(job, lock) {
      await store.forget(job.id, 'stop-wish.json')
      const controller = new AbortController()
      const watch = watchForWish(store, job.id, controller)
      const work = beginWork(job, { world, store, connection: world.connect(), signal: controller.signal })
      const done = letGoAfter(runJob(work), async () => {
        watch.end()
        await lock.release().finally(() => running.delete(job.id))
      })
      done.catch(() => undefined)
      running.set(job.id, { controller, done })
    },
    async stop(id) {
      const here = running.get(id)
      here?.controller.abort()
      await here?.done.catch(() => undefined)
      return here !== undefined
    },
    async settled(id) {
      return (await running.get(id)?.done) ?? null
    },
  }
}

async function letGoAfter<T>(work: Promise<T>, letGo: () => Promise<void>): Promise<T> {
  try {
    return await work
  } finally {
    await letGo()
  }
}

/** Another process can only leave a word. */
function watchForWish(store: JobStore, id: string, controller: AbortController): { end(): void } {
  const timer = setInterval(() => {
    void store.read(id, 'stop-wish.json').then((wish) => wish !== null && controller.abort(), () => undefined)
  }, wishLookMs)
  timer.unref()
  return { end: () => clearInterval(timer) }
}
