/**
 * What the generator put into a claim, said plainly: for tests that compare a page with the truth behind it. No
 * reader of FHIR is involved, so one misreading cannot hide on both sides.
 */
import type { Claim } from '@/sandbox/people/claims/claim'
import { drawClaim } from '@/sandbox/people/claims/draw-claim'
import { sumOf } from '@/sandbox/people/claims/money'
import { listedClaims } from '@/sandbox/people/claims/sketch'
import { v2ClaimNumber, v3ClaimNumber } from '@/sandbox/people/numbers/ids'
import type { Kind } from '@/sandbox/people/numbers/kinds'
import { openHistory } from './history'
import type { When } from './history'

export interface Truth {
  readonly kind: Kind
  /** Ids in version 2 and version 3. */
  readonly v2Id: string
  readonly v3Id: string
  readonly controlNumber: string
  readonly startOn: string
  readonly endOn: string
  readonly state: Claim['state']
  /** Lines without the total line of an institutional claim. */
  readonly lines: number
  readonly denied: boolean
  readonly assigned: boolean
  readonly managedCare: boolean
  readonly substanceUse: boolean
  /** False for people whose amounts were bent to look like the older test sets. */
  readonly addsUp: boolean
  readonly billedCents: number
  /** What Medicare paid; for a drug, what the plan paid. */
  readonly paidCents: number
  /** Null where the kind has no such amount. */
  readonly allowedCents: number | null
  /** By the rule of claims-data.md 4.2; null where nothing is listed or the person paid at the counter. */
  readonly owedCents: number | null
  /** Why a reader must not show a figure although there is one. */
  readonly noFigure: 'cancelled' | 'managed-care' | 'nothing-listed' | null
  /** What the person paid at the pharmacy. */
  readonly paidByPersonCents: number | null
  readonly principal: string | null
  readonly drug: string | null
}

/** The truth about the claim in `slot` of person n; a slot from 0 up to claimsOf(n). */
export function truthOf(n: number, slot: number, when: When = {}): Truth {
  const history = openHistory(n, when)
  const claim = drawClaim(history, slot)
  const { fill, money } = claim
  return {
    kind: claim.kind,
    v2Id: `${claim.kind}-${v2ClaimNumber(n, slot, history.held)}`,
    v3Id: v3ClaimNumber(n, slot),
    controlNumber: claim.controlNumber,
    startOn: claim.startOn,
    endOn: claim.endOn,
    state: claim.state,
    lines: claim.lines.filter(line => line.revenue?.code !== '0001').length + (fill === null ? 0 : 1),
    denied: claim.lines.some(line => line.denied),
    assigned: claim.assigned,
    managedCare: claim.managedCare,
    substanceUse: claim.substanceUse,
    addsUp: claim.look === 'consistent',
    billedCents: fill?.money.cost ?? money.billed,
    paidCents: fill?.money.plan ?? money.paid,
    allowedCents:
      claim.kind === 'carrier' || claim.kind === 'dme' ? sumOf(claim.lines, line => line.money.allowed) : null,
    owedCents: owedFor(claim),
    noFigure: noFigureFor(claim),
    paidByPersonCents: fill?.money.patient ?? null,
    principal: claim.diagnoses.find(it => it.role === 'principal')?.code ?? null,
    drug: fill?.ndc ?? null,
  }
}

/** How many claims person n has at that time. */
export function claimsOf(n: number, when: When = {}): number {
  return listedClaims(openHistory(n, when))
}

function owedFor(claim: Claim): number | null {
  const { kind, money } = claim
  if (kind === 'carrier' || kind === 'dme') {
    return sumOf(claim.lines, line => line.money.deductible + line.money.coinsurance)
  }
  if (kind === 'hha' || kind === 'hospice' || kind === 'pde') return null
  return money.deductible + money.coinsurance + money.blood
}

function noFigureFor(claim: Claim): Truth['noFigure'] {
  if (claim.state === 'void') return 'cancelled'
  if (claim.managedCare) return 'managed-care'
  return claim.kind === 'hha' || claim.kind === 'hospice' ? 'nothing-listed' : null
}
