// What Medicare did not pay, with about the last day to ask it to look again. The notice's own date is not on the claim:
// the day Medicare processed it comes nearest, and the page says so.
import { addDays } from '@/lib/claims/calendar'
import type { CalendarDate } from '@/lib/claims/claim'
import type { CurrentClaim } from '@/lib/claims/current'
import { dayOf } from '@/lib/claims/period'
import { isSettled } from '@/lib/claims/totals'
import { type DeniedCheck, idOf } from './check'

/** A first appeal may be asked for within 120 days of the notice (42 CFR 405.942). */
const appealDays = 120

export function findDenied(claims: readonly CurrentClaim[], today: CalendarDate): readonly DeniedCheck[] {
  return claims.filter(isRefused).map((claim) => {
    const appealBy = lastDayOf(claim)
    return {
      kind: 'denied',
      id: idOf('denied', [claim]),
      on: dayOf(claim),
      claims: [claim],
      why: claim.facts.denied,
      appealBy,
      past: appealBy !== null && appealBy < today,
      inPart: claim.row.state !== 'denied',
    }
  })
}

function isRefused(claim: CurrentClaim): boolean {
  return claim.row.state === 'denied' || (isSettled(claim) && claim.facts.denied !== null)
}

/** Private plans, drug plans among them, have days of their own. */
function lastDayOf({ row, facts }: CurrentClaim): CalendarDate | null {
  if (facts.processedOn === null || row.figure === 'managed-care' || row.kind === 'pde') return null
  return addDays(facts.processedOn, appealDays)
}
