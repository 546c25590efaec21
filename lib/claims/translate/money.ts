// The amounts shown for a whole claim: charged, approved, paid by Medicare, paid by others, not covered (contract
// claims-data 1.5 and the sums of 4.3). What is not on the record stays `null`.
import type { Claim, ClaimKind, ClaimLine } from '@/lib/claims/claim'
import { sumOver, type ClaimAmounts, type LineAmounts } from './amounts'
import { countedCents, node } from './read'
import type { Source } from './source'

type Amount = 'billedCents' | 'allowedCents' | 'medicarePaidCents' | 'otherPaidCents' | 'notCoveredCents' | 'deniedCents'
export type ClaimMoney = Pick<Claim, Amount>

export interface MoneyFacts {
  readonly source: Source
  readonly claim: ClaimAmounts
  readonly lineAmounts: readonly LineAmounts[]
  readonly lines: readonly ClaimLine[]
}

/** All whole-claim amounts, in cents. */
export function readMoney(facts: MoneyFacts): ClaimMoney {
  return {
    billedCents: readBilled(facts) ?? null,
    allowedCents: readAllowed(facts),
    medicarePaidCents: readMedicarePaid(facts),
    otherPaidCents: readOtherPaid(facts) ?? null,
    notCoveredCents: readNotCovered(facts) ?? null,
    deniedCents: readDenied(facts),
  }
}

function isProfessional(kind: ClaimKind): boolean {
  return kind === 'carrier' || kind === 'dme'
}

/** For version 2 doctors' and equipment claims the lines' sum (4.3), never the claim's own figure beside it. */
function readBilled({ source, claim, lineAmounts }: MoneyFacts): number | null | undefined {
  const v3 = source.dialect.version === 3
  if (source.kind === 'pde') return v3 && claim.drugCost !== undefined ? claim.drugCost : sumOver(lineAmounts, 'drugCost')
  if (v3) return claim.billed
  return isProfessional(source.kind) ? sumOver(lineAmounts, 'billed') : claim.billedInstitutional
}

/**
 * Only doctors' and equipment claims have an approved amount: the sum of lines (4.3), as the claim's own figure can be
 * the sum of what was paid. A version 3 claim still in process may have no lines yet: then its own figure speaks.
 */
function readAllowed({ source, claim, lineAmounts }: MoneyFacts): number | null {
  if (!isProfessional(source.kind)) return null
  const withoutLines = source.dialect.version === 3 && lineAmounts.length === 0
  return withoutLines ? (claim.allowed ?? null) : sumOver(lineAmounts, 'allowed')
}

/** Of version 2 doctors' and equipment claims the lines' sum; of fills the plan's part, not sent by version 3. */
function readMedicarePaid({ source, lineAmounts }: MoneyFacts): number | null {
  const v2 = source.dialect.version === 2
  if (source.kind === 'pde') return v2 ? sumOver(lineAmounts, 'planPaid') : null
  if (v2 && isProfessional(source.kind)) return sumOver(lineAmounts, 'medicarePaid')
  return countedCents(node(source.record['payment'])['amount'], source.tally)
}

function readOtherPaid({ source, claim, lineAmounts }: MoneyFacts): number | null | undefined {
  if (isProfessional(source.kind)) return claim.otherPaidProfessional
  if (source.kind !== 'pde') return claim.otherPaidInstitutional
  if (source.dialect.version === 3) return claim.drugOtherPaid
  const parts = [sumOver(lineAmounts, 'otherTroop'), sumOver(lineAmounts, 'otherPayer')]
  return parts.includes(null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)
}

function readNotCovered({ source, claim, lineAmounts }: MoneyFacts): number | null | undefined {
  if (source.dialect.version === 3) return claim.notCovered
  const isStay = source.kind === 'inpatient' || source.kind === 'snf'
  return isStay ? claim.stayNotCovered : sumOver(lineAmounts, 'notCovered')
}

/**
 * What was charged on lines Medicare did not allow; `null` when there is none, or when one does not say. Where only the
 * amounts tell which lines those are, one that cannot be read leaves the sum unknown.
 */
function readDenied({ source, lineAmounts, lines }: MoneyFacts): number | null {
  const denied = lines.filter((line) => line.denied)
  if (denied.length === 0) return null
  const told = isProfessional(source.kind) || lineAmounts.every((line) => !telling.some((name) => line[name] === null))
  const charges = denied.flatMap((line) => line.billedCents ?? [])
  return !told || charges.length < denied.length ? null : charges.reduce((sum, cents) => sum + cents, 0)
}

const telling = ['billed', 'notCovered', 'medicarePaid', 'allowed', 'deductible', 'coinsurance'] as const
