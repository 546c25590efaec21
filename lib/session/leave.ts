// Two ways out. Signing out ends the session and its tokens; disconnecting ends Medicare's permission and proves it.
// Both forget the record first or at last, whatever Medicare says.
import 'server-only'
import { freshGrant, refreshOnce } from '@/lib/bluebutton/access'
import { revoke } from '@/lib/bluebutton/oauth'
import { provider } from '@/lib/bluebutton/provider'
import { isRefused } from '@/lib/bluebutton/resources'
import { settings } from '@/lib/env'
import { SignInNeeded } from '@/lib/errors'
import { log } from '@/lib/log'
import { processVault } from '@/lib/vault/process-vault'
import type { Grant } from '@/lib/vault/grant'
import type { GrantRef } from '@/lib/vault/vault'
import { readRef } from './session'

/**
 * Ends the session at once, Medicare or not.
 * @returns what remains to be done afterwards, without the person waiting: revoking the tokens
 */
export async function signOut(): Promise<() => Promise<void>> {
  const ref = await readRef()
  const opened = ref && (await processVault().open(ref))
  if (ref) await processVault().forget(ref)
  log('info', 'session.ended', { how: 'sign-out' })
  return async () => {
    if (opened) await revoke(settings(), opened.grant, 'tokens')
  }
}

/** `proven`: a call with the old token was refused. `unproven`: Medicare could not be reached, or still answers. */
export type Disconnected = 'proven' | 'unproven'

/** Ends the whole grant at Medicare and our own record of it. @throws SignInNeeded when nobody is signed in */
export async function disconnect(): Promise<Disconnected> {
  const ref = await readRef()
  if (!ref) throw new SignInNeeded('no-session')
  try {
    const outcome = await endGrant(ref)
    log('info', 'grant.ended', { reason: 'disconnect', outcome })
    return outcome
  } finally {
    await processVault().forget(ref)
  }
}

/**
 * Revoking wants a living access token, and a refusal proves something only of a token that was good before: so one that
 * Medicare does not take any more is refreshed first (contract 3.6).
 */
async function endGrant(ref: GrantRef): Promise<Disconnected> {
  try {
    const opened = await freshGrant(ref)
    const { grant } = (await refuses(opened.grant)) ? await refreshOnce(ref, opened.revision) : opened
    await revoke(settings(), grant, 'grant')
    return (await refuses(grant)) ? 'proven' : 'unproven'
  } catch (error) {
    // A refresh that Medicare refuses as ended is proof enough: there is nothing left to end.
    return error instanceof SignInNeeded && error.reason !== 'no-session' && error.reason !== 'connection-interrupted' ? 'proven' : 'unproven'
  }
}

function refuses(grant: Grant): Promise<boolean> {
  return isRefused({ provider: provider(settings(), grant.version), token: grant.accessToken, signal: AbortSignal.timeout(15_000) })
}
