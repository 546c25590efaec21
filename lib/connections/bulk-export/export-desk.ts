// Everything that can be done with exports, for a page and for a command alike: each act here is safe while another process
// does another.
import 'server-only'
import { Misconfigured, NotAllowed, Unavailable } from '@/lib/errors'
import { askShort } from './answer'
import { type ExportRequest, kickOffPath } from './export-request'
import { type ExportView, viewJob } from './export-view'
import { ExportEnds, isOpen, type Job } from './job'
import { findJob } from './job-list'
import { type JobStore, newJobId, openJobStore } from './keep/job-store'
import { isLocked, type Lock, takeLock } from './keep/lock'
import { removeOld } from './keep/retention'
import { readWatermark } from './keep/watermarks'
import { runJob } from './run'
import { type Verification, verifyFiles } from './verify'
import { beginWork, sourceOf, type Work } from './work'
import type { World } from './world'

/** What to ask for. A `since` of `last`: from where the last export like this one ended, or everything when there was none. */
export type ExportOptions = ExportRequest

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

interface Running {
  readonly controller: AbortController
  readonly done: Promise<unknown>
}

const wishLookMs = 1_000
const never = new AbortController().signal

export function openExportDesk(world: World): ExportDesk {
  const store = openJobStore(world.folder)
  const running = new Map<string, Running>()

  const requireJob = async (id: string): Promise<Job> => {
    const job = await store.get(id)
    if (!job) throw new NotAllowed('export')
    return job
  }
  const view = async (id: string) => viewJob(store, await requireJob(id))
  const locked = async <T>(id: string, act: (job: Job) => Promise<T>): Promise<T> => {
    await requireJob(id)
    const lock = await takeLock(store.folderOf(id))
    if (!lock) throw new Unavailable('the export is being worked on')
    try {
      return await act(await requireJob(id))
    } finally {
      await lock.release()
    }
  }
  const begin = async (job: Job, lock: Lock) => {
    await store.forget(job.id, 'stop-wish.json')
    const controller = new AbortController()
    const watch = watchForWish(store, job.id, controller)
    const work = beginWork(job, { world, store, connection: world.connect(), signal: controller.signal })
    const done = letGoAfter(runJob(work), async () => {
      watch.end()
      await lock.release()
      running.delete(job.id)
    })
    done.catch(() => undefined)
    running.set(job.id, { controller, done })
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
      await store.put(job)
      const lock = await takeLock(store.folderOf(job.id))
      if (!lock) throw new Unavailable('the export is being worked on')
      await begin(job, lock)
      return view(job.id)
    },
    async resume(id) {
      const before = await requireJob(id)
      if (!isOpen(before)) throw new NotAllowed('export')
      if (before.source !== sourceOf(world.connect())) throw new Misconfigured(['This export was begun with other BCDA settings: it goes on with those only.'])
      const lock = await takeLock(store.folderOf(id))
      if (!lock) throw new Unavailable('the export is being worked on')
      await begin(await requireJob(id), lock)
      return view(id)
    },
    async stop(id) {
      const job = await requireJob(id)
      const here = running.get(id)
      here?.controller.abort()
      await here?.done.catch(() => undefined)
      if (!here && isOpen(job)) await stopElsewhere(id)
      return view(id)
    },
    async cancel(id) {
      await desk.stop(id)
      await locked(id, async (job) => {
        if (!isOpen(job)) throw new NotAllowed('export')
        const work = beginWork(job, { world, store, connection: world.connect(), signal: never })
        await cancelThere(work)
        await work.record({ state: 'failed', reason: 'cancelled', finishedAtMs: world.now() })
      })
      return view(id)
    },
    async verify(id) {
      await requireJob(id)
      return verifyFiles(store, id, never)
    },
    async remove(id) {
      await locked(id, () => Promise.resolve())
      await store.remove(id)
    },
    async settled(id) {
      await running.get(id)?.done
      return view(id)
    },
  }

  async function stopElsewhere(id: string): Promise<void> {
    if (await isLocked(store.folderOf(id))) return store.write(id, 'stop-wish.json', '{}')
    await locked(id, async (job) => {
      const work = beginWork(job, { world, store, connection: world.connect(), signal: never })
      if (isOpen(job)) await work.record({ state: 'stopped', reason: 'asked-to-stop' })
    })
  }

  return desk
}

async function letGoAfter<T>(work: Promise<T>, letGo: () => Promise<void>): Promise<T> {
  try {
    return await work
  } finally {
    await letGo()
  }
}

async function newJob(world: World, options: ExportOptions): Promise<Job> {
  const connection = world.connect()
  const nowMs = world.now()
  const plain: ExportRequest = { ...options, since: null }
  const since = options.since === 'last' ? await readWatermark(world.folder, sourceOf(connection), plain) : options.since
  const request = { ...plain, since }
  return {
    format: 1,
    id: newJobId(nowMs, world.random),
    environment: connection.environment,
    source: sourceOf(connection),
    request,
    kickOffUrl: `${connection.baseUrl}${kickOffPath(request, nowMs)}`,
    state: 'requested',
    stage: 'requested',
    reason: null,
    told: null,
    createdAtMs: nowMs,
    askedAtMs: null,
    jobUrl: null,
    preparedPercent: null,
    waitedAtMs: null,
    expiresAtMs: null,
    transactionTime: null,
    finishedAtMs: null,
    warnings: [],
  }
}

/** A job that is over there already, or was never begun, needs nothing. */
async function cancelThere(work: Work): Promise<void> {
  const { askedAtMs, jobUrl } = work.job()
  const url = jobUrl ?? (askedAtMs === null ? null : await findJob(work, askedAtMs, []))
  if (url === null) return
  const { status } = await askShort(work.connection, url, { method: 'DELETE', signal: work.signal })
  if (![202, 404, 410].includes(status)) throw new ExportEnds('stopped', 'connection-failed')
}

/** Another process can only leave a word. */
function watchForWish(store: JobStore, id: string, controller: AbortController): { end(): void } {
  const timer = setInterval(() => {
    void store.read(id, 'stop-wish.json').then((wish) => wish !== null && controller.abort(), () => undefined)
  }, wishLookMs)
  timer.unref()
  return { end: () => clearInterval(timer) }
}
