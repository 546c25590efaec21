// The consent receipt: what was granted, told from the grant itself.
import 'server-only'
import { opens, sharesProfile } from '@/lib/bluebutton/provider'
import type { Receipt } from '@/lib/claims/receipt'
import { requireSession, sharedIdleMs } from '@/lib/session/session'

export async function getReceipt(): Promise<Receipt> {
  const { grant, endsAtMs, idleLimitMs } = await requireSession()
  return {
    version: grant.version,
    sharesClaims: opens(grant.scopes, 'ExplanationOfBenefit'),
    sharesCoverage: opens(grant.scopes, 'Coverage'),
    sharesProfile: sharesProfile(grant.scopes),
    accessEndsAt: grant.grantEndsAt,
    // A one-hour app is handed a refresh token too, and may not use it (contract 3.5).
    staysConnected: grant.refreshToken !== null && !isOneHour(grant.grantEndsAt, grant.connectedAtMs),
    sessionEndsAtMs: endsAtMs,
    idleMinutes: Math.round(idleLimitMs / 60_000),
    sharedComputer: idleLimitMs === sharedIdleMs,
  }
}

const oneHourAtMostMs = 90 * 60_000

function isOneHour(grantEndsAt: string | null, connectedAtMs: number): boolean {
  return grantEndsAt !== null && Date.parse(grantEndsAt) - connectedAtMs < oneHourAtMostMs
}
