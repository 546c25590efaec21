// Does a claim agree with itself? The check of contract claims-data 4.2: Medicare's own arithmetic, with the small cut
// the law takes from Medicare's share and never from the person's. A failed check is said, not repaired.
import type { OweTerm } from '@/lib/claims/claim'
import { looseSumOver, sumOver, type LineAmounts } from './amounts'
import type { OweFacts } from './owe'
import { lineCoinsurance } from './lines'
import type { LineAmount } from './versions'

export type Check = 'fits' | 'differs' | 'not-possible'

/** More than five cents apart is a difference. */
const toleranceCents = 5

/** Compares what a person may owe with the rest of the claim. */
export function checkOwe(facts: OweFacts, terms: readonly OweTerm[], oweCents: number): Check {
  switch (facts.kind) {
    case 'carrier':
    case 'dme':
      return checkPayment(facts, oweCents)
    case 'outpatient':
      return facts.version === 2 ? checkLines(facts, terms) : 'not-possible'
    case 'inpatient':
    case 'snf':
      return checkDeductions(facts, terms, oweCents)
    case 'pde':
      return facts.version === 2 ? checkFill(facts, oweCents) : 'not-possible'
    default:
      return 'not-possible'
  }
}

function compare(one: number, other: number): Check {
  return Math.abs(one - other) <= toleranceCents ? 'fits' : 'differs'
}

/** What was approved, less the person's share, less another insurer's, is Medicare's, or 98 % of it since 2013. */
function checkPayment(facts: OweFacts, oweCents: number): Check {
  const allowed = sumOver(facts.lines, 'allowed')
  const paid = sumOver(facts.lines, 'medicarePaid')
  if (allowed === null || paid === null) return 'not-possible'
  const share = allowed - oweCents - looseSumOver(facts.lines, 'primaryPaid')
  const rates = keptRates(facts)
  const wholes = rates.map((rate) => Math.round(share * rate))
  // Each line is rounded by itself: on long claims only the sum of rounded lines fits to the cent.
  const rounded = rates.map((rate) => facts.lines.reduce((sum, line) => sum + Math.round(lineShare(line) * rate), 0))
  return [share, ...wholes, ...rounded].some((expected) => compare(expected, paid) === 'fits') ? 'fits' : 'differs'
}

function lineShare(line: LineAmounts): number {
  return (line.allowed ?? 0) - (line.deductible ?? 0) - (line.coinsurance ?? 0) - (line.primaryPaid ?? 0)
}

/** From April to June 2022 the cut was one percent; a claim over the edge of those months may have either. */
function keptRates({ startedOn, endedOn }: OweFacts): readonly number[] {
  const from = startedOn ?? endedOn
  const to = endedOn ?? startedOn
  return from !== null && to !== null && to >= '2022-04-01' && from <= '2022-06-30' ? [0.98, 0.99] : [0.98]
}

/** Outpatient: the lines' deductible and coinsurance. Often all zero: then there is nothing to compare. */
function checkLines(facts: OweFacts, terms: readonly OweTerm[]): Check {
  const onLines = facts.lines.reduce((sum, line) => sum + (line.deductible ?? 0) + (lineCoinsurance(line) ?? 0), 0)
  const noneListed = facts.lines.every((line) => !line.deductible && !lineCoinsurance(line))
  if (noneListed) return 'not-possible'
  const onClaim = terms.filter((term) => term.name !== 'blood').reduce((sum, term) => sum + term.cents, 0)
  return compare(onLines, onClaim)
}

function checkDeductions(facts: OweFacts, terms: readonly OweTerm[], oweCents: number): Check {
  const all = facts.version === 2 ? facts.claim.allDeductions : facts.claim.deductible
  if (all === undefined || all === null || terms.some((term) => term.name === 'all-deductions')) return 'not-possible'
  return compare(all, oweCents)
}

const otherShares: readonly LineAmount[] = ['subsidy', 'otherTroop', 'otherPayer', 'planPaid']

/** A fill: what everybody paid is what it cost. */
function checkFill(facts: OweFacts, oweCents: number): Check {
  const cost = sumOver(facts.lines, 'drugCost')
  const others = otherShares.map((name) => sumOver(facts.lines, name))
  if (cost === null || others.includes(null)) return 'not-possible'
  return compare(others.reduce<number>((sum, cents) => sum + (cents ?? 0), oweCents), cost)
}
