// Each time something comes from Medicare, one line says so in the person's access log (quality PRV-06). Nobody waits for it.
import 'server-only'
import { processAudit } from '@/lib/audit/process-audit'
import type { DeedWord } from '@/lib/claims/access-line'
import type { Session } from '@/lib/session/session'

export function noteLoaded(ref: Session['ref'], what: DeedWord<'loaded'>): void {
  void processAudit().note(ref.id, 'loaded', what)
}
