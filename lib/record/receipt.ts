// The consent receipt: what was granted, told from the grant itself.
import 'server-only'
import { opens, sharesProfile } from '@/lib/bluebutton/provider'
import type { Receipt } from '@/lib/claims/receipt'
import { requireSession } from '@/lib/session/session'

export async function getReceipt(): Promise<Receipt> {
  const { grant, endsAtMs } = await requireSession()
  return {
    version: grant.version,
    sharesClaims: opens(grant.scopes, 'ExplanationOfBenefit'),
    sharesCoverage: opens(grant.scopes, 'Coverage'),
    sharesProfile: sharesProfile(grant.scopes),
    accessEndsAt: grant.grantEndsAt,
    staysConnected: grant.refreshToken !== null,
    sessionEndsAtMs: endsAtMs,
  }
}
