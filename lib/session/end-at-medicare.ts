// Ends a permission at Medicare and proves it by a refused call (contract 3.6). The same steps while the person waits and
// later, when only the pair of tokens is left.
import 'server-only'
import { refreshGrant, revoke } from '@/lib/bluebutton/oauth'
import { provider } from '@/lib/bluebutton/provider'
import { isRefused } from '@/lib/bluebutton/resources'
import { settings } from '@/lib/env'
import type { Secret } from '@/lib/secret'
import { hashId } from '@/lib/vault/cipher'
import type { Grant } from '@/lib/vault/grant'

/** What waits in the queue: these two, and nothing else. */
export interface Pair {
  readonly access: Secret
  readonly refresh: Secret | null
}

/**
 * `ended`: a call with the token was refused after it had been good. `lost`: the pair opens nothing any more, and whether
 * the permission lives cannot be seen from here. `not-yet`: Medicare could not be reached, or the token still works.
 */
export type Ending = 'ended' | 'lost' | 'not-yet'

/** True when a call with this token is refused. People who leave at the same time do not share one person's four places. */
export function refuses({ version, accessToken: token }: Grant): Promise<boolean> {
  return isRefused({ provider: provider(settings(), version), token, person: hashId(token.reveal()), signal: AbortSignal.timeout(15_000) })
}

/** Revokes the whole grant with a living token, and looks whether it worked. */
export async function revokeAndProve(grant: Grant): Promise<boolean> {
  await revoke(settings(), grant, 'grant')
  return refuses(grant)
}

/** @param keep stores a newer pair before it is used: the one before is dead from then on (contract 3.4) */
export async function endWithPair(pair: Pair, keep: (pair: Pair) => Promise<void>): Promise<Ending> {
  const grant = toGrant(pair)
  if (!(await refuses(grant))) return (await revokeAndProve(grant)) ? 'ended' : 'not-yet'
  const renewed = await refreshGrant(settings(), grant)
  if (renewed.ok) return endRenewed(renewed.grant, keep)
  if (renewed.why === 'access-ended' || renewed.why === 'access-expired') return 'ended'
  return renewed.why === 'look-first' || renewed.why === 'not-refreshable' ? 'lost' : 'not-yet'
}

/** One that could not be kept is used all the same: nothing else can end the permission any more. */
async function endRenewed(grant: Grant, keep: (pair: Pair) => Promise<void>): Promise<Ending> {
  const newer = { access: grant.accessToken, refresh: grant.refreshToken }
  const kept = await keep(newer).then(() => true, () => false)
  if (await revokeAndProve(grant)) return 'ended'
  if (!kept) await keep(newer)
  return 'not-yet'
}

/** Only the pair matters for these calls. */
function toGrant({ access, refresh }: Pair): Grant {
  return {
    accessToken: access,
    refreshToken: refresh,
    accessEndsAtMs: 0,
    scopes: new Set(),
    patient: null,
    grantEndsAt: null,
    version: settings().blueButton.version,
    connectedAtMs: 0,
  }
}
