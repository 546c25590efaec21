// The sessions of one person, of which we know that they are theirs and nothing else: no device, no place, no name. At most
// five at a time; whoever opens a sixth ends the oldest (quality C1).
import 'server-only'
import { processAudit } from '@/lib/audit/process-audit'
import { log } from '@/lib/log'
import { noteSessionEnded } from '@/lib/metrics/meters'
import type { Grant } from '@/lib/vault/grant'
import { processVault } from '@/lib/vault/process-vault'
import type { GrantRef } from '@/lib/vault/vault'

const mostSessions = 5

/** To be called when a session has begun. A store that fails here must not undo a sign-in that went well: it is told in the log. */
export async function endOldest(grant: Grant, begun: GrantRef): Promise<void> {
  const ended = await processVault().endSessions(grant, mostSessions).catch(() => null)
  if (ended === null) log('warn', 'vault.failed', { what: 'most sessions' })
  if (!ended) return
  log('info', 'session.ended', { how: 'oldest', ended })
  noteSessionEnded('replaced', ended)
  void processAudit().note(begun.id, 'oldest-ended')
}

/** How many there are; null when Medicare did not say who it is. @throws Unavailable when the store fails */
export function countSessions(grant: Grant): Promise<number | null> {
  return processVault().countSessions(grant)
}
