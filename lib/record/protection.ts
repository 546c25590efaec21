// Who may not be billed: a claim does not say it, the coverage does (contract claims-data 4.2). It is asked for beside the
// claims and never holds them up: where it does not come, nothing is said of protection.
import 'server-only'
import { opens } from '@/lib/bluebutton/provider'
import { listCoverageRecords } from '@/lib/bluebutton/resources'
import type { CalendarDate, Claim } from '@/lib/claims/claim'
import { protectClaim } from '@/lib/claims/protect'
import { todayAtMedicare } from '@/lib/claims/today'
import { readCoverage } from '@/lib/claims/translate/from-coverage'
import { NotAllowed, SignInNeeded, Unreadable } from '@/lib/errors'
import { log } from '@/lib/log'
import type { Session } from '@/lib/session/session'
import { noteLoaded } from './note-loaded'

/** Longer than Medicare usually needs, short enough that nobody waits for a remark. */
const patienceMs = 4_000

export type Protect = (claim: Claim) => Claim

/** What marks the claims of this person. @throws SignInNeeded only: without coverage the claims stay as they are */
export async function findProtection({ ref, grant }: Session, today: CalendarDate = todayAtMedicare()): Promise<Protect> {
  if (!opens(grant.scopes, 'Coverage')) return same
  try {
    const { records } = await listCoverageRecords(ref, AbortSignal.timeout(patienceMs))
    noteLoaded(ref, 'coverage-beside-claims')
    const coverages = records.flatMap(({ resource, version }) => readCoverage(resource, version, today) ?? [])
    return (claim) => protectClaim(claim, coverages)
  } catch (error) {
    if (error instanceof SignInNeeded) throw error
    log('warn', 'data.failed', { what: 'protection', code: error instanceof Unreadable || error instanceof NotAllowed ? error.code : 'unavailable' })
    return same
  }
}

function same(claim: Claim): Claim {
  return claim
}
