// Has the source end a job that is not wanted any more (contract 1.6: `DELETE /jobs/{id}`).
import 'server-only'
import { ExportEnds } from '@/lib/connections/bulk-export/job'
import type { Work } from '@/lib/connections/bulk-export/work'
import { askShort } from './answer'
import { findJob } from './job-list'

/** A job that is over there already, or was never begun, needs nothing. @throws ExportEnds when the source does not say that it is over */
export async function cancelThere(work: Work): Promise<void> {
  const { askedAtMs, jobUrl } = work.job()
  const url = jobUrl ?? (askedAtMs === null ? null : await findJob(work, askedAtMs, []))
  if (url === null) return
  const { status } = await askShort(work.connection, url, { method: 'DELETE', signal: work.signal })
  if (![202, 404, 410].includes(status)) throw new ExportEnds('stopped', 'connection-failed')
}
