// Takes one export from wherever it stands to its end, or to where it has to stop. Whatever ends it is written down.
import 'server-only'
import { downloadFiles } from './download'
import { finishJob } from './finish'
import { ExportEnds, isOpen, type Job, type JobState } from './job'
import { isPassing, waitUntilReady } from './poll'
import { startJob } from './start'
import type { Work } from './work'

/** @returns the job as it is on disk then. Never throws for what happens over there or on the line. */
export async function runJob(work: Work): Promise<Job> {
  try {
    if (work.job().state === 'stopped') await work.record({ state: work.job().stage, reason: null, told: null })
    while (isOpen(work.job())) await step(work, work.job().state)
    return work.job()
  } catch (error) {
    const { state, reason, told } = work.signal.aborted ? new ExportEnds('stopped', 'asked-to-stop') : asEnd(error)
    return work.record({ state, reason, told, ...(state === 'stopped' ? {} : { finishedAtMs: work.world.now() }) })
  }
}

async function step(work: Work, state: JobState): Promise<void> {
  if (state === 'requested') return startJob(work)
  if (state === 'running') return waitUntilReady(work)
  await downloadFiles(work)
  await finishJob(work)
}

/** A failure of the connection can be mended, so the export waits; a failure of our own disk or code is shown as such. */
function asEnd(error: unknown): ExportEnds {
  if (error instanceof ExportEnds) return error
  return new ExportEnds('stopped', isPassing(error) ? 'connection-failed' : 'credentials')
}
