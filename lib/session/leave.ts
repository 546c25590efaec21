// Two ways out. Signing out ends the session and its tokens; disconnecting ends Medicare's permission and proves it, now
// or, when Medicare cannot be reached, later. Both forget the record first or at last, whatever Medicare says.
import 'server-only'
import { processAudit } from '@/lib/audit/process-audit'
import { freshGrant, refreshOnce } from '@/lib/bluebutton/access'
import { revoke } from '@/lib/bluebutton/oauth'
import { settings } from '@/lib/env'
import { SignInNeeded } from '@/lib/errors'
import { log } from '@/lib/log'
import { noteSessionEnded } from '@/lib/metrics/meters'
import { processVault } from '@/lib/vault/process-vault'
import type { GrantRef } from '@/lib/vault/vault'
import { refuses, revokeAndProve } from './end-at-medicare'
import { processRevocations } from './revocations'
import { readRef } from './session'
import { finishFirst } from './unfinished'

/**
 * Ends the session at once, Medicare or not.
 * @returns what remains to be done afterwards, without the person waiting: revoking the tokens
 */
export async function signOut(): Promise<() => Promise<void>> {
  const ref = await readRef()
  const opened = ref && (await processVault().open(ref))
  if (ref) await processVault().forget(ref)
  log('info', 'session.ended', { how: 'sign-out' })
  if (ref && opened) void processAudit().note(ref.id, 'signed-out')
  if (opened) noteSessionEnded('sign-out')
  return async () => {
    if (opened) await finishFirst(revoke(settings(), opened.grant, 'tokens'))
  }
}

/**
 * Ends every session of this person here, on whatever device, and this one's tokens afterwards. The others' tokens cannot be
 * opened without their cookies: nobody can use them any more, and they end within the hour.
 * @returns what remains to be done afterwards, as of `signOut`
 * @throws SignInNeeded when nobody is signed in: then nothing says whose sessions to end
 */
export async function signOutEverywhere(): Promise<() => Promise<void>> {
  const ref = await readRef()
  const opened = ref && (await processVault().open(ref))
  if (!ref || !opened) throw new SignInNeeded('no-session')
  const ended = await processVault().endSessions(opened.grant)
  // One whose person Medicare did not name is among nobody's.
  await processVault().forget(ref)
  log('info', 'session.ended', { how: 'everywhere', ended })
  void processAudit().note(ref.id, 'signed-out-everywhere')
  noteSessionEnded('sign-out', Math.max(1, ended))
  return async () => void (await finishFirst(revoke(settings(), opened.grant, 'tokens')))
}

/**
 * `proven`: a call with the old token was refused. `waiting`: Medicare could not be reached or still answers, and ending is
 * tried again for a day. `unproven`: there is nothing left that it could be tried with.
 */
export type Disconnected = 'proven' | 'waiting' | 'unproven'

/** Ends the whole grant at Medicare and all our records of this person (quality PRV-07). @throws SignInNeeded when nobody is signed in */
export async function disconnect(): Promise<Disconnected> {
  const ref = await readRef()
  if (!ref) throw new SignInNeeded('no-session')
  const opened = await processVault().open(ref)
  let outcome: Disconnected = 'unproven'
  try {
    outcome = (await endGrant(ref)) ? 'proven' : await putInQueue(ref)
    log('info', 'grant.ended', { reason: 'disconnect', outcome })
    return outcome
  } finally {
    await processVault().forget(ref)
    if (opened) await processVault().endSessions(opened.grant)
    void processAudit().note(ref.id, 'disconnected', outcome)
    noteSessionEnded('disconnect')
  }
}

/**
 * Revoking wants a living access token, and a refusal proves something only of a token that was good before: so one that
 * Medicare does not take any more is refreshed first (contract 3.6).
 * @returns whether it was proven
 */
async function endGrant(ref: GrantRef): Promise<boolean> {
  try {
    const opened = await freshGrant(ref)
    const { grant } = (await refuses(opened.grant)) ? await refreshOnce(ref, opened.revision) : opened
    return await revokeAndProve(grant)
  } catch (error) {
    // A refresh that Medicare refuses as ended is proof enough: there is nothing left to end.
    return error instanceof SignInNeeded && (error.reason === 'access-ended' || error.reason === 'access-expired')
  }
}

/** The newest pair that we have; when the vault has none any more, Medicare refused the last one and nothing can be done. */
async function putInQueue(ref: GrantRef): Promise<'waiting' | 'unproven'> {
  const opened = await processVault().open(ref)
  return opened && (await processRevocations().wait(ref.id, opened.grant)) ? 'waiting' : 'unproven'
}
