// What was done with the permission of the person who asks, in this session and their others: their own lines and nobody
// else's (quality PRV-06).
import 'server-only'
import { processAudit } from '@/lib/audit/process-audit'
import type { AccessLines, DeedWord } from '@/lib/claims/access-line'
import { log } from '@/lib/log'
import { requireSession, subjectOf } from '@/lib/session/session'

/** Null when the log does not answer: the page goes on without it. @throws SignInNeeded when nobody is signed in */
export async function listAccessLines(): Promise<AccessLines | null> {
  const { ref, grant } = await requireSession()
  try {
    const lines = await processAudit().read(ref.id, subjectOf(grant.patient))
    if (!lines.whole) log('error', 'audit.failed', { what: 'not whole' })
    return lines
  } catch {
    log('error', 'audit.failed', { what: 'read' })
    return null
  }
}

/** Writes down that a file is handed to the browser. @throws SignInNeeded when nobody is signed in */
export async function noteDownload(what: DeedWord<'downloaded'>): Promise<void> {
  const { ref } = await requireSession()
  void processAudit().note(ref.id, 'downloaded', what)
}
