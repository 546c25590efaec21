// The end of an export that has all its files: our own manifest, what is missing or only warned of, and, when nothing is
// missing, the time from which the next one goes on.
import 'server-only'
import { readLedger } from '@/lib/connections/bulk-export/keep/ledger'
import { moveWatermark } from '@/lib/connections/bulk-export/keep/watermarks'
import type { Work } from '@/lib/connections/bulk-export/work'
import { warnOfMissingFiles } from './expectation'
import { makeOwnManifest } from './own-manifest'

/** From `ready` to `downloaded`, or to `completed-with-gaps` when the source could not deliver something. */
export async function finishJob(work: Work): Promise<void> {
  const { world, store } = work
  const job = work.job()
  const entries = await readLedger(store.folderOf(job.id))
  const errors = entries.filter(({ list }) => list === 'error')
  const gaps = errors.some(({ lines, mild }) => lines > mild)
  const notes = errors.reduce((sum, { mild }) => sum + mild, 0)
  const warnings = [...(notes > 0 ? [`The source added ${notes} notes.`] : []), ...warnOfMissingFiles(job, entries)]
  await store.write(job.id, 'manifest.json', JSON.stringify(makeOwnManifest(job, entries, world.now()), null, 2))
  world.onStep('before-finish')
  // With gaps the next one must look again at what this one did not get (docs/bulk-export.md).
  if (!gaps && job.transactionTime !== null) await moveWatermark(world.folder, job.source, job.request, job.transactionTime)
  await work.record({ state: gaps ? 'completed-with-gaps' : 'downloaded', finishedAtMs: world.now(), warnings })
}
