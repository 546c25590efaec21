// Two ways out. Signing out ends the session and its tokens; disconnecting ends Medicare's permission and proves it, now
// or, when Medicare cannot be reached, later. Both forget the record first or at last, whatever Medicare says.
import 'server-only'
import { processAudit } from '@/lib/audit/process-audit'
import { freshGrant, refreshOnce } from '@/lib/bluebutton/access'
import { revoke } from '@/lib/bluebutton/oauth'
import { settings } from '@/lib/env'
import { SignInNeeded } from '@/lib/errors'
import { singleFlight } from '@/lib/http/single-flight'
import { log } from '@/lib/log'
import { noteSessionEnded } from '@/lib/metrics/meters'
import { hashId } from '@/lib/vault/cipher'
import type { Grant } from '@/lib/vault/grant'
import { processVault } from '@/lib/vault/process-vault'
import type { GrantRef, OpenGrant } from '@/lib/vault/vault'
import { refuses, revokeAndProve } from './end-at-medicare'
import { processRevocations } from './revocations'
import { readRef } from './session'
import { finishFirst } from './unfinished'

/** What remains to be done when the person has their answer: Medicare is told, once, whoever calls it and how often. */
type Afterwards = () => Promise<void>

interface Leaving {
  readonly signOut: Map<string, Promise<Afterwards>>
  readonly everywhere: Map<string, Promise<Afterwards>>
  readonly disconnect: Map<string, Promise<Disconnected>>
}

// Next bundles pages and route handlers apart; a button that is pressed twice is one way out (stack T10).
const place = Symbol.for('plainclaim.leaving')
const home: typeof globalThis & { [place]?: Leaving } = globalThis

function leaving(): Leaving {
  return (home[place] ??= { signOut: new Map(), everywhere: new Map(), disconnect: new Map() })
}

/**
 * Ends the session at once, Medicare or not. Who has none is as signed out as they wished: nothing is done, and nothing is said of it.
 * @returns what remains to be done afterwards, without the person waiting: revoking the tokens
 */
export async function signOut(): Promise<Afterwards> {
  const ref = await readRef()
  return ref ? singleFlight(leaving().signOut, hashId(ref.id), () => endSession(ref)) : nothingMore
}

async function endSession(ref: GrantRef): Promise<Afterwards> {
  const opened = await processVault().open(ref)
  await processVault().forget(ref)
  if (!opened) return nothingMore
  log('info', 'session.ended', { how: 'sign-out' })
  void processAudit().note(ref.id, 'signed-out')
  noteSessionEnded('sign-out')
  return tellMedicare(opened.grant)
}

/**
 * Ends every session of this person here, on whatever device, and this one's tokens afterwards. The others' tokens cannot be
 * opened without their cookies: nobody can use them any more, and they end within the hour.
 * @returns what remains to be done afterwards, as of `signOut`
 * @throws SignInNeeded when nobody is signed in: then nothing says whose sessions to end
 */
export async function signOutEverywhere(): Promise<Afterwards> {
  const ref = await readRef()
  if (!ref) throw new SignInNeeded('no-session')
  return singleFlight(leaving().everywhere, hashId(ref.id), () => endEverySession(ref))
}

async function endEverySession(ref: GrantRef): Promise<Afterwards> {
  const { grant } = await requireOpen(ref)
  const ended = await processVault().endSessions(grant)
  // One whose person Medicare did not name is among nobody's.
  await processVault().forget(ref)
  log('info', 'session.ended', { how: 'everywhere', ended })
  void processAudit().note(ref.id, 'signed-out-everywhere')
  noteSessionEnded('sign-out', Math.max(1, ended))
  return tellMedicare(grant)
}

async function nothingMore(): Promise<void> {}

function tellMedicare(grant: Grant): Afterwards {
  let telling: Promise<unknown> | null = null
  return async () => void (await (telling ??= finishFirst(revoke(settings(), grant, 'tokens'))))
}

/** A cookie without its record is nobody's: what became of the permission was said to whoever ended it (quality SES-05). */
async function requireOpen(ref: GrantRef): Promise<OpenGrant> {
  const opened = await processVault().open(ref)
  if (!opened) throw new SignInNeeded('expired')
  return opened
}

/**
 * `proven`: a call with the old token was refused. `waiting`: Medicare could not be reached or still answers, and ending is
 * tried again for a day. `unproven`: there is nothing left that it could be tried with.
 */
export type Disconnected = 'proven' | 'waiting' | 'unproven'

/**
 * Ends the whole grant at Medicare and all our records of this person (quality PRV-07). Asked several times at once, it is
 * done once, and each is told the same.
 * @throws SignInNeeded when nobody is signed in, or the session was ended from elsewhere meanwhile: then nothing is written down
 */
export async function disconnect(): Promise<Disconnected> {
  const ref = await readRef()
  if (!ref) throw new SignInNeeded('no-session')
  return singleFlight(leaving().disconnect, hashId(ref.id), () => endPermission(ref))
}

async function endPermission(ref: GrantRef): Promise<Disconnected> {
  const { grant } = await requireOpen(ref)
  const proven = await endGrant(ref)
  let outcome: Disconnected = 'unproven'
  try {
    outcome = proven ? 'proven' : await putInQueue(ref)
    log('info', 'grant.ended', { reason: 'disconnect', outcome })
    return outcome
  } finally {
    await processVault().forget(ref)
    await processVault().endSessions(grant)
    void processAudit().note(ref.id, 'disconnected', outcome)
    noteSessionEnded('disconnect')
  }
}

/**
 * Revoking wants a living access token, and a refusal proves something only of a token that was good before: so one that
 * Medicare does not take any more is refreshed first (contract 3.6).
 * @returns whether it was proven
 * @throws SignInNeeded when the record is gone: somebody else has ended the session while we were at it
 */
async function endGrant(ref: GrantRef): Promise<boolean> {
  try {
    const opened = await freshGrant(ref)
    const { grant } = (await refuses(opened.grant)) ? await refreshOnce(ref, opened.revision) : opened
    return await revokeAndProve(grant)
  } catch (error) {
    if (error instanceof SignInNeeded && error.reason === 'no-session') throw error
    // A refresh that Medicare refuses as ended is proof enough: there is nothing left to end.
    return error instanceof SignInNeeded && (error.reason === 'access-ended' || error.reason === 'access-expired')
  }
}

/** The newest pair that we have; when the vault has none any more, Medicare refused the last one and nothing can be done. */
async function putInQueue(ref: GrantRef): Promise<'waiting' | 'unproven'> {
  const opened = await processVault().open(ref)
  return opened && (await processRevocations().wait(ref.id, opened.grant)) ? 'waiting' : 'unproven'
}
