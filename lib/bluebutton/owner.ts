// Whose records a connection brings. Medicare may leave the patient out of a token's reply (contract 3.2): then the first
// record tells, and from then on every other must be of the same person, in whatever request it comes (quality INP-07).
import 'server-only'
import { Unavailable } from '@/lib/errors'
import type { Grant } from '@/lib/vault/grant'
import { processVault } from '@/lib/vault/process-vault'
import type { GrantRef } from '@/lib/vault/vault'
import { discard } from './bundle'

/** Others may write the record meanwhile: a refresh, or the other pages of this very walk. */
const mostTries = 5

/**
 * Keeps the person with the grant when it does not name one yet; `owner` null says nothing.
 * @throws Unreadable when the grant belongs to somebody else by now; Unavailable when it cannot be kept
 */
export async function requireSameOwner(ref: GrantRef, grant: Grant, owner: string | null): Promise<void> {
  if (owner === null || grant.patient !== null) return
  for (let tries = 0; tries < mostTries; tries += 1) {
    const opened = await processVault().open(ref)
    // Signed out meanwhile: whoever asks next is told.
    if (!opened || opened.grant.patient === owner) return
    if (opened.grant.patient !== null) discard('connection')
    if (await processVault().replace(ref, { ...opened.grant, patient: owner }, opened.revision)) return
  }
  throw new Unavailable('owner not kept')
}
