// The two halves of a sign-in. Finishing checks in one order: is this answer ours (state, browser, first use), what does
// it say, and only then is the code redeemed (quality OAU-02, OAU-04).
import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { processAudit } from '@/lib/audit/process-audit'
import { authorizeUrl, newAttempt, redeemCode, revoke } from '@/lib/bluebutton/oauth'
import { opensAnything } from '@/lib/bluebutton/provider'
import { settings } from '@/lib/env'
import { log } from '@/lib/log'
import { noteSessionEnded } from '@/lib/metrics/meters'
import type { GrantRef } from '@/lib/vault/vault'
import { processVault } from '@/lib/vault/process-vault'
import type { Destination } from './destinations'
import { endOldest } from './every-session'
import { createRefusals } from './refusals'
import { beginSession, readRef, type SetCookie } from './session'
import { finishFirst } from './unfinished'
import { type CookieJar, crowdedOut, readTransaction, removeTransaction, transactionName, transactionSeconds, writeTransaction } from './transaction'

export interface Started {
  /** Medicare's page. */
  readonly location: URL
  readonly cookies: readonly SetCookie[]
}

export async function startConnect(wish: { language: 'en' | 'es'; then: Destination; shared?: boolean; jar: CookieJar }): Promise<Started> {
  const attempt = newAttempt()
  const transaction = { attempt, then: wish.then, shared: wish.shared ?? false, issuer: settings().blueButton.url, startedAtMs: Date.now() }
  const cookies = [...(await crowdedOut(wish.jar)), await writeTransaction(transaction)]
  log('info', 'connect.started')
  return { location: await authorizeUrl(settings(), attempt, wish.language), cookies }
}

/** Why a sign-in did not end in a session, in words the sign-in page knows. */
export type ConnectProblem = 'cancelled' | 'too-slow' | 'not-verified' | 'medicare-down' | 'our-settings' | 'paused' | 'nothing-shared'

const noteRefusal = createRefusals((problem: ConnectProblem) => void processAudit().noteHouse('sign-in-refused', problem))

export type Finished =
  | { readonly kind: 'connected'; readonly then: Destination; readonly cookies: readonly SetCookie[] }
  /** The answer was ours, and says no. */
  | { readonly kind: 'declined'; readonly problem: ConnectProblem; readonly then: Destination; readonly cookies: readonly SetCookie[] }
  /** Not an answer to anything this browser asked: nothing is changed by it. */
  | { readonly kind: 'foreign' }
  /** Ours, and one too many at once: nothing was done with it, and it is as good as before. */
  | { readonly kind: 'too-many'; readonly then: Destination }

/** @param isOneTooMany asked before anything is written down for an answer; what is foreign costs nothing, and is not counted */
export async function finishConnect(answer: URLSearchParams, jar: CookieJar, isOneTooMany: () => boolean = () => false): Promise<Finished> {
  const state = onlyOne(answer, 'state')
  const transaction = state ? await readTransaction(state, jar) : null
  if (!state || !transaction) return refuse()
  if (isOneTooMany()) return { kind: 'too-many', then: transaction.then }
  if (!(await firstUse(state))) return refuse()
  const used = removeTransaction(transactionName(state))
  const declined = (problem: ConnectProblem): Finished => {
    log('info', 'connect.refused', { why: problem })
    noteRefusal(problem)
    return { kind: 'declined', problem, then: transaction.then, cookies: [used] }
  }
  if (answer.has('error')) return declined(readError(onlyOne(answer, 'error')))
  if (!onlyOne(answer, 'code')) return declined('not-verified')

  const exchange = await redeemCode(settings(), answer, transaction.attempt)
  if (!exchange.ok) {
    if (exchange.why === 'our-settings') log('error', 'settings.alarm', { what: 'code exchange' })
    return declined(exchange.why)
  }
  if (!opensAnything(exchange.grant.scopes)) {
    await revoke(settings(), exchange.grant, 'tokens')
    return declined('nothing-shared')
  }
  const before = await readRef()
  const { ref, cookie } = await beginSession(exchange.grant, transaction.shared)
  if (before) await endPrevious(before)
  await endOldest(exchange.grant, ref)
  log('info', 'connect.finished', { scopes: exchange.grant.scopes.size, version: exchange.grant.version })
  return { kind: 'connected', then: transaction.then, cookies: [used, cookie] }
}

function refuse(): Finished {
  log('info', 'connect.refused', { why: 'not ours' })
  return { kind: 'foreign' }
}

/** Twenty parallel answers with one state: one may go on (quality OAU-04). */
async function firstUse(state: string): Promise<boolean> {
  const name = `attempt ${createHash('sha256').update(state).digest('base64url')}`
  return (await processVault().lease(name, randomUUID(), (transactionSeconds + 60) * 1_000)) !== null
}

/** Connecting again leaves no live grant behind in the vault, nor its tokens at Medicare; for the latter nobody waits. */
async function endPrevious(ref: GrantRef): Promise<void> {
  try {
    const opened = await processVault().open(ref)
    await processVault().forget(ref)
    void processAudit().note(ref.id, 'replaced')
    if (opened) noteSessionEnded('replaced')
    if (opened) void finishFirst(revoke(settings(), opened.grant, 'tokens')).catch(() => false)
  } catch {
    log('warn', 'vault.failed', { what: 'end previous' })
  }
}

const errors: Readonly<Record<string, ConnectProblem>> = {
  access_denied: 'cancelled',
  invalid_request: 'our-settings',
  unauthorized_client: 'our-settings',
  unsupported_response_type: 'our-settings',
  invalid_scope: 'our-settings',
  server_error: 'medicare-down',
  temporarily_unavailable: 'medicare-down',
}

function readError(error: string | null): ConnectProblem {
  return (error && Object.hasOwn(errors, error) && errors[error]) || 'not-verified'
}

/** A parameter that is there exactly once and not empty. */
function onlyOne(answer: URLSearchParams, name: string): string | null {
  const values = answer.getAll(name)
  return values.length === 1 && values[0] ? values[0] : null
}
