// Takes one export from wherever it stands to its end, or to where it has to stop. Whatever ends it is written down.
import 'server-only'
import { isConnectionFailure } from '@/lib/connections/errors'
import { isFinal } from './ask/answer'
import { waitUntilReady } from './ask/poll'
import { startJob } from './ask/start'
import { finishJob } from './end/finish'
import { isDiskFull } from './fetch/disk-guard'
import { downloadFiles } from './fetch/download'
import { change, ExportEnds, isOpen, type Job, type JobState } from './job'
import type { Work } from './work'

/**
 * @returns the job as it ended, which is on disk then unless the disk takes nothing any more. Never throws for what happens over
 *   there, on the line or on the disk.
 */
export async function runJob(work: Work): Promise<Job> {
  try {
    if (work.job().state === 'stopped') await work.record({ state: work.job().stage, reason: null, told: null })
    while (isOpen(work.job())) await step(work, work.job().state)
    return work.job()
  } catch (error) {
    const { state, reason, told } = work.signal.aborted ? new ExportEnds('stopped', 'asked-to-stop') : asEnd(error)
    return writeEnd(work, { state, reason, told, ...(state === 'stopped' ? {} : { finishedAtMs: work.world.now() }) })
  }
}

/** What cannot be written is true all the same; what was written last is a state from which the export can go on. */
async function writeEnd(work: Work, end: Partial<Job>): Promise<Job> {
  try {
    return await work.record(end)
  } catch {
    return change(work.job(), end)
  }
}

async function step(work: Work, state: JobState): Promise<void> {
  if (state === 'requested') return startJob(work)
  if (state === 'running') return waitUntilReady(work)
  await downloadFiles(work)
  await finishJob(work)
}

/** A failure of the connection can be mended, so the export waits; so it does for one of our own, which says its name. */
function asEnd(error: unknown): ExportEnds {
  if (error instanceof ExportEnds) return error
  if (isDiskFull(error)) return new ExportEnds('stopped', 'disk-full')
  if (isConnectionFailure(error)) return new ExportEnds('stopped', isFinal(error) ? 'credentials' : 'connection-failed', error.code)
  return new ExportEnds('stopped', 'unexpected', error instanceof Error ? error.name : null)
}
