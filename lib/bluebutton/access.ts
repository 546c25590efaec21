// A valid access token for a grant. However many callers find it expired, it is refreshed once: one flight in this
// process, one lease among processes, and the new pair is stored before anyone uses it (quality SES-10).
import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { processAudit } from '@/lib/audit/process-audit'
import { settings } from '@/lib/env'
import { SignInNeeded, type SignInReason, Unavailable, Unreadable } from '@/lib/errors'
import { singleFlight } from '@/lib/http/single-flight'
import { log } from '@/lib/log'
import { noteRefresh, noteSessionEnded } from '@/lib/metrics/meters'
import type { Grant } from '@/lib/vault/grant'
import { processVault } from '@/lib/vault/process-vault'
import type { GrantRef, OpenGrant } from '@/lib/vault/vault'
import { sameText } from '@/lib/secret'
import { hashId } from '@/lib/vault/cipher'
import type { Call } from './fhir'
import { refreshGrant, revoke } from './oauth'
import { provider } from './provider'
import { AccessRefused } from './refusals'
import type { RefreshOutcome } from './token-outcomes'
import { isAnotherPerson } from './token-reply'

/** Ahead of the end, so that a slow page does not outlive its token. */
const earlyMs = 5 * 60_000
/** Longer than the refresh's own deadline of 60 s. */
const leaseMs = 90_000
const renewEveryMs = 30_000
/** The new pair lives nowhere but here, so a store that is away is waited for. */
const storeForMs = 30_000
const waitMs = 65_000
const lookAgainMs = 100

/** Why the person must sign in again; outcomes that are not here keep the grant. */
const endings: Partial<Record<RefreshOutcome, SignInReason>> = {
  'access-expired': 'access-expired',
  'access-ended': 'access-ended',
  'look-first': 'connection-interrupted',
  'not-refreshable': 'access-expired',
  'another-person': 'connection-interrupted',
}

const place = Symbol.for('plainclaim.refreshing')
const home: typeof globalThis & { [place]?: Map<string, Promise<OpenGrant>> } = globalThis

/**
 * Runs `use` with a token that is good now; on a 401 refreshes once and runs it once more (contract C9).
 * @throws SignInNeeded when the grant is gone, expired or refused twice; Unavailable when Medicare or the vault fails
 */
export async function withAccess<T>(ref: GrantRef, use: (call: Call, grant: Grant) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const opened = await freshGrant(ref)
  const person = hashId(ref.id)
  const attempt = ({ grant }: OpenGrant) => use({ provider: provider(settings(), grant.version), token: grant.accessToken, person, signal }, grant).catch(hearOfUnreadable)
  try {
    return await attempt(opened)
  } catch (error) {
    if (!(error instanceof AccessRefused)) throw error
  }
  const renewed = await refreshOnce(ref, opened.revision)
  try {
    return await attempt(renewed)
  } catch (error) {
    throw error instanceof AccessRefused ? await end(ref, 'access-ended') : error
  }
}

/** A reply that we cannot read is told to the person, and to us: its form may have changed for everybody. */
function hearOfUnreadable(error: unknown): never {
  if (error instanceof Unreadable) log('warn', 'data.failed', { what: 'reply', code: error.code, why: error.what })
  throw error
}

/** The grant with a token that is not about to end. A refresh that fails leaves a still valid token in use. */
export async function freshGrant(ref: GrantRef, now: () => number = Date.now): Promise<OpenGrant> {
  const opened = await requireOpen(ref)
  const leftMs = opened.grant.accessEndsAtMs - now()
  if (leftMs > earlyMs || (leftMs > 0 && !opened.grant.refreshToken)) return opened
  try {
    return await refreshOnce(ref, opened.revision)
  } catch (error) {
    if (error instanceof Unavailable && leftMs > 0) return opened
    throw error
  }
}

/** The grant as others see it after the refresh: not the revision that the caller found wanting. */
export function refreshOnce(ref: GrantRef, staleRevision: number): Promise<OpenGrant> {
  const flights = (home[place] ??= new Map<string, Promise<OpenGrant>>())
  return singleFlight(flights, `${hashId(ref.id)} ${staleRevision}`, () => refreshAlone(ref, staleRevision))
}

/** When no refresh is under way in this process: each has stored its pair and given back its lease, or failed. */
export async function refreshesFinished(): Promise<void> {
  while (home[place]?.size) await Promise.allSettled(home[place].values())
}

/** Not tied to any browser: once begun, the new pair is stored even if every caller has left. */
async function refreshAlone(ref: GrantRef, staleRevision: number): Promise<OpenGrant> {
  const vault = processVault()
  const name = `refresh ${hashId(ref.id)}`
  const holder = randomUUID()
  const giveUpAtMs = Date.now() + waitMs
  let fence = await vault.lease(name, holder, leaseMs)
  while (fence === null) {
    if (Date.now() > giveUpAtMs) throw new Unavailable('refresh under way elsewhere')
    await pause(lookAgainMs)
    const opened = await requireOpen(ref)
    if (opened.revision !== staleRevision) return opened
    fence = await vault.lease(name, holder, leaseMs)
  }
  const renewing = setInterval(() => void vault.renew(name, holder, leaseMs).catch(() => undefined), renewEveryMs)
  try {
    const opened = await requireOpen(ref)
    return opened.revision === staleRevision ? await refreshNow(ref, opened, fence) : opened
  } finally {
    clearInterval(renewing)
    // A lease that cannot be given back ends by itself; that takes nothing from what was stored.
    await vault.release(name, holder).catch(() => undefined)
  }
}

async function refreshNow(ref: GrantRef, opened: OpenGrant, fence: number): Promise<OpenGrant> {
  const begun = await processVault().intend(ref, opened.revision, fence)
  if (!begun) return overtaken(ref, opened.revision)
  const result = await refreshGrant(settings(), opened.grant)
  void processAudit().note(ref.id, 'refreshed', result.ok ? 'renewed' : result.why)
  noteRefresh(result.ok ? 'renewed' : result.why)
  if (result.ok) return keepNew(ref, opened, result.grant, fence)
  if (result.why === 'another-person') log('error', 'data.discarded', { why: 'another person', type: 'token reply' })
  log(result.why === 'our-settings' ? 'error' : 'warn', result.why === 'our-settings' ? 'settings.alarm' : 'grant.refresh-refused', {
    why: result.why,
    status: result.status,
    interruptedBefore: begun.earlier !== null,
  })
  // Whoever held the lease too long may find that another process has stored a newer pair meanwhile.
  const current = await requireOpen(ref)
  if (current.revision !== opened.revision) return current
  // A one-hour app may never refresh, yet its token is good for the whole hour (contract 3.5).
  if (result.why === 'not-refreshable' && opened.grant.accessEndsAtMs > Date.now()) return keepNew(ref, opened, { ...opened.grant, refreshToken: null }, fence)
  const reason = endings[result.why]
  if (reason) throw await end(ref, result.why === 'look-first' && (await wasReplaced(ref, opened.grant)) ? 'connection-replaced' : reason)
  // Only this refusal says for certain that no pair was given out; a note of any other trouble stays.
  if (result.why === 'our-settings' && !begun.earlier) await processVault().settle(ref, fence)
  throw new Unavailable(`refresh: ${result.why}`)
}

/** A newer consent ends every earlier token of the same person (contract 2.9), and Medicare's refusal does not say so. */
async function wasReplaced(ref: GrantRef, grant: Grant): Promise<boolean> {
  return processVault().hasNewer(ref, grant).catch(() => false)
}

/** Somebody with a later lease has begun: what they stored is used, and what is under way is not asked for twice. */
async function overtaken(ref: GrantRef, staleRevision: number): Promise<OpenGrant> {
  const current = await requireOpen(ref)
  if (current.revision === staleRevision) throw new Unavailable('refresh under way elsewhere')
  return current
}

async function keepNew(ref: GrantRef, opened: OpenGrant, grant: Grant, fence: number): Promise<OpenGrant> {
  const stored = await processVault().replace(ref, grant, opened.revision, { fence, forMs: storeForMs })
  log('info', 'grant.refreshed', { stored })
  const current = stored ? null : await processVault().open(ref)
  // Signed out meanwhile: nobody will ever use this pair, so it must not live on at Medicare.
  if (!stored && !current) await revoke(settings(), grant, 'tokens')
  // Only whose records these are was written down meanwhile: the pair that stands there is the one that has just ended.
  if (current && current.revision !== opened.revision && isSamePair(current.grant, opened.grant)) return keepForOwner(ref, current, grant, fence)
  return requireOpen(ref)
}

async function keepForOwner(ref: GrantRef, current: OpenGrant, grant: Grant, fence: number): Promise<OpenGrant> {
  if (!isAnotherPerson(grant, current.grant)) return keepNew(ref, current, { ...grant, patient: current.grant.patient ?? grant.patient }, fence)
  log('error', 'data.discarded', { why: 'another person', type: 'token reply' })
  await revoke(settings(), grant, 'tokens')
  throw await end(ref, 'connection-interrupted')
}

function isSamePair(one: Grant, other: Grant): boolean {
  return sameText(one.accessToken.reveal(), other.accessToken.reveal())
}

async function end(ref: GrantRef, reason: SignInReason): Promise<SignInNeeded> {
  await processVault().forget(ref)
  log('info', 'grant.ended', { reason })
  noteSessionEnded(reason)
  return new SignInNeeded(reason)
}

async function requireOpen(ref: GrantRef): Promise<OpenGrant> {
  const opened = await processVault().open(ref)
  if (!opened) throw new SignInNeeded('no-session')
  return opened
}
