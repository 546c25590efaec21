// A token reply, read with care: lifetimes as number, fraction or text, members missing or empty, dates in two forms
// (contract 3.2, quality OAU-10).
import 'server-only'
import { z } from 'zod'
import { Unreadable } from '@/lib/errors'
import { Secret } from '@/lib/secret'
import type { Grant } from '@/lib/vault/grant'

const defaultLifeSeconds = 60 * 60
const longestLifeSeconds = 24 * 60 * 60

const shape = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().catch(defaultLifeSeconds),
  refresh_token: z.string().min(1).nullable().catch(null),
  scope: z.string().nullable().catch(null),
  patient: z.string().min(1).nullable().catch(null),
  access_grant_expiration: z.string().nullable().catch(null),
})

/** What is known before the reply: the scopes asked for (or granted so far), the version, and the first connection. */
export interface Before {
  readonly scopes: ReadonlySet<string>
  readonly version: 2 | 3
  readonly connectedAtMs: number
  readonly patient: string | null
  readonly refreshToken: Secret | null
  readonly grantEndsAt: string | null
}

/**
 * @param before fills what the reply leaves out: RFC 6749 5.1 lets `scope` and 6 lets `refresh_token` be absent
 * @throws Unreadable when there is no usable token
 */
export function readTokenReply(reply: unknown, before: Before, nowMs: number): Grant {
  const parsed = shape.safeParse(reply)
  if (!parsed.success) throw new Unreadable('token reply')
  const { data } = parsed
  const lifeMs = Math.min(data.expires_in, longestLifeSeconds) * 1_000
  return {
    accessToken: new Secret(data.access_token),
    refreshToken: data.refresh_token ? new Secret(data.refresh_token) : before.refreshToken,
    accessEndsAtMs: nowMs + lifeMs,
    scopes: data.scope ? new Set(data.scope.split(/\s+/).filter(Boolean)) : before.scopes,
    patient: data.patient ?? before.patient,
    grantEndsAt: readInstant(data.access_grant_expiration) ?? before.grantEndsAt,
    version: before.version,
    connectedAtMs: before.connectedAtMs,
  }
}

/** Whether a reply names somebody else than the grant it renews; what one of them does not say tells nothing (quality INP-07). */
export function isAnotherPerson(renewed: Grant, before: Before): boolean {
  return before.patient !== null && renewed.patient !== null && renewed.patient !== before.patient
}

/** `2027-12-22T01:59:14Z` or `2025-09-05 19:17:53Z`; null for anything else, also for the empty text of a study app. */
function readInstant(text: string | null): string | null {
  const atMs = Date.parse(text?.trim().replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T') ?? '')
  return Number.isNaN(atMs) ? null : new Date(atMs).toISOString()
}
