// What Medicare granted: the pair of tokens, what they open, and until when. Lives in the vault and nowhere else.
import 'server-only'
import { z } from 'zod'
import { Secret } from '@/lib/secret'

export interface Grant {
  readonly accessToken: Secret
  /** null when Medicare gave none: nothing can be refreshed. */
  readonly refreshToken: Secret | null
  /** When the access token ends, by our clock. */
  readonly accessEndsAtMs: number
  /** As granted, which may be less than asked. A set: Medicare's order is random (contract 2.7). */
  readonly scopes: ReadonlySet<string>
  /** The person's id in this version; null until a reply tells it. */
  readonly patient: string | null
  /** ISO instant, or null when Medicare does not say. */
  readonly grantEndsAt: string | null
  readonly version: 2 | 3
  readonly connectedAtMs: number
}

const shape = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1).nullable(),
  accessEndsAtMs: z.number(),
  scopes: z.array(z.string()),
  patient: z.string().nullable(),
  grantEndsAt: z.string().nullable(),
  version: z.union([z.literal(2), z.literal(3)]),
  connectedAtMs: z.number(),
})

export function writeGrant(grant: Grant): string {
  return JSON.stringify({
    ...grant,
    accessToken: grant.accessToken.reveal(),
    refreshToken: grant.refreshToken?.reveal() ?? null,
    scopes: [...grant.scopes],
  })
}

/** @returns null when the text is not a grant. */
export function readGrant(text: string): Grant | null {
  const parsed = shape.safeParse(parseJson(text))
  if (!parsed.success) return null
  const { accessToken, refreshToken, scopes, ...rest } = parsed.data
  return {
    ...rest,
    accessToken: new Secret(accessToken),
    refreshToken: refreshToken === null ? null : new Secret(refreshToken),
    scopes: new Set(scopes),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
