// Who is asking. A session is a cookie that opens a live record of the vault: without the record the cookie is nothing,
// so one that was copied before sign-out opens no door (quality SES-05).
import 'server-only'
import { cache } from 'react'
import { getServerSession } from 'next-auth'
import type { Subject } from '@/lib/audit/subject'
import { processAudit } from '@/lib/audit/process-audit'
import { opens } from '@/lib/bluebutton/provider'
import type { DeedWord } from '@/lib/claims/access-line'
import { settings } from '@/lib/env'
import { SignInNeeded } from '@/lib/errors'
import { nameSession } from '@/lib/log'
import { logName } from '@/lib/master-seal'
import { noteSessionBegun } from '@/lib/metrics/meters'
import { Secret } from '@/lib/secret'
import type { Grant } from '@/lib/vault/grant'
import { processVault } from '@/lib/vault/process-vault'
import type { GrantRef, OpenGrant } from '@/lib/vault/vault'
import { sealCookie } from './cookie-seal'
import { serverAuthOptions, type ServerSession, sessionCookie, sessionSeconds } from './auth-options'

/** Without a page asked for in this time the session ends (quality C1). */
export const idleMs = 30 * 60_000
/** The same for who said that others use the computer too. */
export const sharedIdleMs = 10 * 60_000
/** The record is written at most this often. */
const touchEveryMs = 60_000

export interface Session {
  readonly ref: GrantRef
  readonly grant: Grant
  /** When it ends at the latest, in ms since 1970. */
  readonly endsAtMs: number
  /** When it ends if nothing is asked for. */
  readonly idleEndsAtMs: number
  /** How long that is, counted from the last page asked for. */
  readonly idleLimitMs: number
}

/**
 * The session behind this request. However many parts of a page ask, it is looked up once; a handler's every call looks anew.
 * @param activity `person` keeps the session awake, unless the browser fetches ahead by itself; `machine` (polling, streams)
 *   does not (quality SES-03)
 * @throws SignInNeeded when there is none, or it has ended
 */
export const requireSession = cache(async (activity: 'person' | 'machine' = 'person', now: () => number = Date.now): Promise<Session> => {
  const { cookie, opened } = await openSession()
  const { ref, idleLimitMs } = cookie
  const idleEndsAtMs = activity === 'person' && !(await isFetchedAhead()) ? await stayAwake(cookie, opened, now()) : opened.idleEndsAtMs
  return { ref, grant: opened.grant, endsAtMs: opened.endsAtMs, idleEndsAtMs, idleLimitMs }
})

/** The same for both kinds of activity: the frame of a page and the page itself may ask for one each. */
const openSession = cache(async (): Promise<{ readonly cookie: SessionCookie; readonly opened: OpenGrant }> => {
  const cookie = await readCookie()
  if (!cookie) throw new SignInNeeded('no-session')
  const opened = await processVault().open(cookie.ref)
  if (!opened) throw new SignInNeeded('expired')
  return { cookie, opened }
})

/** A page that the browser loads in case somebody will want it: nobody has asked for it yet. */
async function isFetchedAhead(): Promise<boolean> {
  // Loaded only here, as next-auth does with it too: it wants Next's own world around it, which scripts do not have.
  const { headers } = await import('next/headers')
  const asked = await headers()
  return ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) => /\b(prefetch|prerender|preview)\b/i.test(asked.get(name) ?? ''))
}

/** The session, or null: for pages that everybody may see. */
export async function findSession(): Promise<Session | null> {
  return requireSession('machine').catch((error: unknown) => {
    if (error instanceof SignInNeeded) return null
    throw error
  })
}

/** Which record the cookie names, without opening it. */
export async function readRef(): Promise<GrantRef | null> {
  return (await readCookie())?.ref ?? null
}

/** Whether the session of this browser is one on a shared computer. */
export async function isSharedHere(): Promise<boolean> {
  return (await readCookie())?.idleLimitMs === sharedIdleMs
}

interface SessionCookie {
  readonly ref: GrantRef
  readonly idleLimitMs: number
}

/** The choice of a shorter session is sealed into the cookie: only we can write it, and without the cookie there is no session. */
const readCookie = cache(async (): Promise<SessionCookie | null> => {
  const session = await getServerSession<ReturnType<typeof serverAuthOptions>, ServerSession>(serverAuthOptions())
  const { grantId, half, shared } = session?.token ?? {}
  if (typeof grantId !== 'string' || typeof half !== 'string') return null
  nameSession(logName(grantId, settings().vault.keys[0]))
  return { ref: { id: grantId, half: new Secret(half) }, idleLimitMs: shared === true ? sharedIdleMs : idleMs }
})

export interface SetCookie {
  readonly name: string
  readonly value: string
  readonly options: { readonly httpOnly: true; readonly sameSite: 'lax'; readonly path: '/'; readonly secure: boolean; readonly maxAge?: number }
}

export interface Begun {
  readonly ref: GrantRef
  readonly cookie: SetCookie
}

/**
 * Keeps a new grant and makes the cookie that opens it. The id is new each time (quality SES-02).
 * @param shared others use this computer: the session ends sooner without use
 */
export async function beginSession(grant: Grant, shared = false, nowMs: number = Date.now()): Promise<Begun> {
  const endsAtMs = nowMs + sessionSeconds * 1_000
  const ref = await processVault().keep(grant, endsAtMs, Math.min(endsAtMs, nowMs + (shared ? sharedIdleMs : idleMs)))
  nameSession(logName(ref.id, settings().vault.keys[0]))
  noteBeginning(ref, grant)
  noteSessionBegun()
  const { name, options } = sessionCookie()
  const token = { grantId: ref.id, half: ref.half.reveal(), ...(shared ? { shared } : {}) }
  return { ref, cookie: { name, value: await sealCookie(token, sessionSeconds, name), options } }
}

/** What was granted is written down from the grant itself, never from what was asked for (quality PRV-06). */
function noteBeginning({ id }: GrantRef, { version, scopes, patient }: Grant): void {
  void processAudit().noteVisit(id, subjectOf(patient))
  const granted = grantable.filter(({ kind }) => opens(scopes, kind)).map(({ word }) => word)
  void processAudit().note(id, 'connected', `version-${version}`)
  void processAudit().note(id, 'consented', ...granted)
}

/** Whom the access log shows this session's lines to, in other sessions of theirs too. */
export function subjectOf(patient: string | null): Subject | null {
  return patient === null ? null : { environment: settings().blueButton.url, patient }
}

const grantable: readonly { readonly kind: Parameters<typeof opens>[1]; readonly word: DeedWord<'consented'> }[] = [
  { kind: 'ExplanationOfBenefit', word: 'claims' },
  { kind: 'Coverage', word: 'coverage' },
  { kind: 'Patient', word: 'profile' },
]

/** The cookie that removes the session cookie, with the same attributes it was set with. */
export function endCookie(): SetCookie {
  const { name, options } = sessionCookie()
  return { name, value: '', options: { ...options, maxAge: 0 } }
}

async function stayAwake({ ref, idleLimitMs }: SessionCookie, opened: OpenGrant, nowMs: number): Promise<number> {
  const idleEndsAtMs = Math.min(opened.endsAtMs, nowMs + idleLimitMs)
  if (idleEndsAtMs - opened.idleEndsAtMs < touchEveryMs) return opened.idleEndsAtMs
  await processVault().touch(ref, idleEndsAtMs)
  return idleEndsAtMs
}
