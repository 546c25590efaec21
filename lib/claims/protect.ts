// A Qualified Medicare Beneficiary may not be billed for what Medicare covers, whatever the claim says (contract
// claims-data 2.1, 4.2). The claim does not tell who is one: the coverage does, for the months it knows and no others.
import type { Claim } from './claim'
import type { Coverage } from './coverage'

/**
 * The claim with nothing owed where the coverages say that the person was a Qualified Medicare Beneficiary (dual status
 * 01 or 02) in every month of the claim; the working stays visible. Any other claim comes back as it is: months the
 * coverages are silent about protect nobody, and a drug was paid at the pharmacy. Never throws; twice is once.
 */
export function protectClaim(claim: Claim, coverages: readonly Coverage[]): Claim {
  const { owe } = claim
  if (owe.kind !== 'may-owe' || owe.remarks.includes('protected') || !isQualified(claim, coverages)) return claim
  return { ...claim, owe: { ...owe, cents: 0, remarks: ['protected', ...owe.remarks] } }
}

function isQualified(claim: Claim, coverages: readonly Coverage[]): boolean {
  const days = [claim.from ?? claim.to, claim.to ?? claim.from].filter((day) => day !== null).toSorted()
  const [first, last] = days
  if (first === undefined || last === undefined) return false
  return coverages.some((one) => isPeriodAround(one, first, last)) || monthsOf(first, last).every((month) => isMonth(coverages, month))
}

/** 01: QMB only; 02: QMB with full Medicaid. */
function isBeneficiary(code: string | null): boolean {
  return code === '01' || code === '02'
}

/** Version 3: one status and its period. An end that is not known ends no later than the status is over. */
function isPeriodAround(coverage: Coverage, first: string, last: string): boolean {
  const { part, dual, standing, from, to } = coverage
  if (part !== 'dual' || !isBeneficiary(dual) || standing === 'never' || standing === 'unknown') return false
  if (from === null || from > first) return false
  return to === null ? standing !== 'ended' : to >= last
}

/** Version 2: every part repeats the months of one year; they must not contradict each other. */
function isMonth(coverages: readonly Coverage[], month: string): boolean {
  const told = coverages.flatMap((one) => one.dualMonths[month] ?? [])
  return told.length > 0 && told.every(isBeneficiary)
}

/** The months from the first day to the last (`2025-03`): at most one more than a year knows, which is enough to fail. */
function monthsOf(first: string, last: string): readonly string[] {
  const [start, end] = [monthNumber(first), monthNumber(last)]
  return Array.from({ length: Math.min(end - start, 12) + 1 }, (_, index) => {
    const month = start + index
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}

function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}
