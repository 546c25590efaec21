// Claims for tests: only what a test is about is said, everything else is unknown.
import type { ClaimRow } from './claim'
import type { CurrentClaim } from './current'
import type { ClaimFacts } from './facts'

const nothingKnown: ClaimFacts = {
  event: null, processedOn: null, billedCents: null, allowedCents: null, medicarePaidCents: null, deductibleCents: null, deniedCents: null,
  denied: null, providers: [], conditions: [], services: [], drug: null,
}

/** A paid doctor's claim of March 4, 2026 that lists no amount. */
export function currentClaim(id: string, row: Partial<ClaimRow> = {}, facts: Partial<ClaimFacts> = {}): CurrentClaim {
  const plain: ClaimRow = { id, kind: 'carrier', state: 'paid', from: '2026-03-04', to: '2026-03-04', who: null, what: 'Visit', figure: 'not-reported', cents: null }
  return { row: { ...plain, ...row }, facts: { ...nothingKnown, ...facts }, earlier: [] }
}
