// Everything that can be done with exports, for a page and for a command alike: each act here is safe while another process
// does another.
import 'server-only'
import { Misconfigured, NotAllowed, Unavailable } from '@/lib/errors'
import { noteExport } from '@/lib/metrics/meters'
import { cancelThere } from './ask/cancel'
import { newJob } from './ask/new-job'
import { type Verification, verifyFiles } from './check/verify'
import type { ExportOptions } from './export-request'
import { type ExportView, viewJob } from './export-view'
import { isDiskFull } from './fetch/disk-guard'
import { isOpen, type Job } from './job'
import { type JobStore, openJobStore } from './keep/job-store'
import { isLocked, type Lock, takeLock } from './keep/lock'
import { removeOld } from './keep/retention'
import { runExports } from './running'
import { beginWork, sourceOf } from './work'
import type { World } from './world'

export interface ExportDesk {
  readonly store: JobStore
  list(): Promise<readonly ExportView[]>
  /** Null when there is no such export. */
  get(id: string): Promise<ExportView | null>
  /** Begins an export, which goes on in this process. @throws Misconfigured when it cannot be asked like this */
  start(options: ExportOptions): Promise<ExportView>
  /** Goes on where an export stopped or was cut off. @throws NotAllowed: none such, or over; Unavailable: somebody is at it; Misconfigured: other settings */
  resume(id: string): Promise<ExportView>
  /** Has it stop once its state is safe, in whatever process it runs. */
  stop(id: string): Promise<ExportView>
  /** Stops it here and over there, for good. */
  cancel(id: string): Promise<ExportView>
  /** Null when it is not complete. */
  verify(id: string): Promise<Verification | null>
  /** Removes an export and its files. @throws Unavailable while somebody works on it */
  remove(id: string): Promise<void>
  /** Waits until this process is done with it. */
  settled(id: string): Promise<ExportView>
}

const never = new AbortController().signal

const noRoom = 'no room on the disk'

function toldOfRoom(error: unknown): never {
  throw isDiskFull(error) ? new Unavailable(noRoom) : error
}

/** Whether an act failed because the disk is full. */
export function isNoRoom(error: unknown): boolean {
  return error instanceof Unavailable && error.what === noRoom
}

export function openExportDesk(world: World): ExportDesk {
  const store = openJobStore(world.folder)
  const running = runExports(world, store)

  const requireJob = async (id: string): Promise<Job> => {
    const job = await store.get(id)
    if (!job) throw new NotAllowed('export')
    return job
  }
  const view = async (id: string) => viewJob(store, await requireJob(id))
  const requireLock = async (id: string): Promise<Lock> => {
    const lock = await takeLock(store.folderOf(id)).catch(toldOfRoom)
    if (!lock) throw new Unavailable('the export is being worked on')
    return lock
  }
  const locked = async <T>(id: string, act: (job: Job) => Promise<T>): Promise<T> => {
    await requireJob(id)
    const lock = await requireLock(id)
    try {
      return await act(await requireJob(id))
    } finally {
      await lock.release()
    }
  }

  const desk: ExportDesk = {
    store,
    async list() {
      await removeOld(store, world)
      return Promise.all((await store.list()).map((job) => viewJob(store, job)))
    },
    async get(id) {
      const job = await store.get(id)
      return job && viewJob(store, job)
    },
    async start(options) {
      await removeOld(store, world)
      const job = await newJob(world, options)
      await store.put(job).catch(toldOfRoom)
      const lock = await requireLock(job.id)
      await running.begin(job, lock)
      noteExport('started')
      return view(job.id)
    },
    async resume(id) {
      const before = await requireJob(id)
      if (!isOpen(before)) throw new NotAllowed('export')
      if (before.source !== sourceOf(world.connect())) throw new Misconfigured(['This export was begun with other BCDA settings: it goes on with those only.'])
      const lock = await requireLock(id)
      await running.begin(await requireJob(id), lock)
      noteExport('resumed')
      return view(id)
    },
    async stop(id) {
      const job = await requireJob(id)
      const wasHere = await running.stop(id)
      if (!wasHere && isOpen(job)) await stopElsewhere(id)
      return view(id)
    },
    async cancel(id) {
      await desk.stop(id)
      await locked(id, async (job) => {
        if (!isOpen(job)) throw new NotAllowed('export')
        const work = beginWork(job, { world, store, connection: world.connect(), signal: never })
        await cancelThere(work)
        await work.record({ state: 'failed', reason: 'cancelled', finishedAtMs: world.now() }).catch(toldOfRoom)
      })
      return view(id)
    },
    async verify(id) {
      await requireJob(id)
      return verifyFiles(store, id, never)
    },
    async remove(id) {
      await locked(id, () => Promise.resolve()).catch(async (error: unknown) => {
        // Without room for a lock nobody can take one, and this is how room is made.
        if (!isNoRoom(error) || (await isLocked(store.folderOf(id)))) throw error
      })
      await store.remove(id)
    },
    async settled(id) {
      const ended = await running.settled(id)
      return ended ? viewJob(store, ended) : view(id)
    },
  }

  async function stopElsewhere(id: string): Promise<void> {
    if (await isLocked(store.folderOf(id))) return store.write(id, 'stop-wish.json', '{}').catch(toldOfRoom)
    await locked(id, async (job) => {
      const work = beginWork(job, { world, store, connection: world.connect(), signal: never })
      if (isOpen(job)) await work.record({ state: 'stopped', reason: 'asked-to-stop' }).catch(toldOfRoom)
    })
  }

  return desk
}
