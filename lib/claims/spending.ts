// What a person's care came to, by year and by kind, in whole cents. Only finished claims are summed, drugs and refused
// claims apart, each claim under the year its care ended (contract claims-data 4.2). Ask only when every claim is here:
// a part has no total (product promise 1).
import type { ClaimKind } from './claim'
import type { CurrentClaim } from './current'
import { groupBy } from './group-by'
import { partBDeductibleCents } from './part-b-deductible'
import { isSettled, yearOf } from './totals'

/** A sum, and how many claims list the amount it is made of: unknown is not zero (product promise 2). */
export interface Sum {
  readonly cents: number
  readonly listed: number
}

export interface CareSpending {
  /** Finished claims, each by its latest version. */
  readonly count: number
  readonly charged: Sum
  readonly approved: Sum
  readonly medicarePaid: Sum
  readonly mayOwe: Sum
}

export interface KindSpending extends CareSpending {
  readonly kind: ClaimKind
}

/** Already paid at the pharmacy: never owed. */
export interface DrugSpending {
  readonly count: number
  readonly cost: Sum
  readonly planPaid: Sum
  readonly paid: Sum
}

export interface DeductibleProgress {
  /** Part B deductible on the claims of the year. */
  readonly used: Sum
  /** Finished Part B claims of the year, listing it or not. */
  readonly count: number
  /** What Medicare set for the year; `null` when we know no figure. */
  readonly ofCents: number | null
}

export interface YearSpending {
  /** Four digits; `null` for claims without a date. */
  readonly year: string | null
  readonly care: CareSpending
  /** What came to most first. */
  readonly kinds: readonly KindSpending[]
  readonly drugs: DrugSpending | null
  readonly deductible: DeductibleProgress | null
  readonly denied: { readonly count: number; readonly charged: Sum }
  /** Charges Medicare did not allow on claims it otherwise approved. */
  readonly notAllowed: Sum
  readonly cancelled: number
  readonly inProcess: number
}

/** Newest year first; claims without a date last. */
export function sumSpending(claims: readonly CurrentClaim[]): readonly YearSpending[] {
  const years = groupBy(claims, yearOf)
  return [...years].map(([year, ofYear]) => sumYear(year, ofYear)).toSorted((one, other) => ((one.year ?? '') < (other.year ?? '') ? 1 : -1))
}

function sumYear(year: string | null, claims: readonly CurrentClaim[]): YearSpending {
  const settled = claims.filter(isSettled)
  const care = settled.filter(({ row }) => row.kind !== 'pde')
  const drugs = settled.filter(({ row }) => row.kind === 'pde')
  const denied = claims.filter(({ row }) => row.state === 'denied')
  return {
    year,
    care: sumCare(care),
    kinds: sumKinds(care),
    drugs: drugs.length > 0 ? sumDrugs(drugs) : null,
    deductible: sumDeductible(year, care),
    denied: { count: denied.length, charged: sumOf(denied, ({ facts }) => facts.billedCents) },
    notAllowed: sumOf(care, ({ facts }) => facts.deniedCents),
    cancelled: claims.filter(({ row }) => row.state === 'cancelled').length,
    inProcess: claims.filter(({ row }) => row.state === 'in-process' || row.state === 'authorization').length,
  }
}

function sumCare(claims: readonly CurrentClaim[]): CareSpending {
  return {
    count: claims.length,
    charged: sumOf(claims, ({ facts }) => facts.billedCents),
    approved: sumOf(claims, ({ facts }) => facts.allowedCents),
    medicarePaid: sumOf(claims, ({ facts }) => facts.medicarePaidCents),
    mayOwe: sumOf(claims, owedOn),
  }
}

/** "Nothing to pay" is an amount that is listed; a reason for no figure is not. */
function owedOn({ row }: CurrentClaim): number | null {
  if (row.figure === 'nothing-to-pay') return 0
  return row.figure === 'may-owe' ? row.cents : null
}

function sumKinds(claims: readonly CurrentClaim[]): readonly KindSpending[] {
  const kinds = groupBy(claims, ({ row }) => row.kind)
  const weigh = ({ medicarePaid, mayOwe }: KindSpending): number => medicarePaid.cents + mayOwe.cents
  return [...kinds].map(([kind, ofKind]) => ({ kind, ...sumCare(ofKind) })).toSorted((one, other) => weigh(other) - weigh(one) || other.count - one.count)
}

function sumDrugs(fills: readonly CurrentClaim[]): DrugSpending {
  return {
    count: fills.length,
    cost: sumOf(fills, ({ facts }) => facts.billedCents),
    planPaid: sumOf(fills, ({ facts }) => facts.medicarePaidCents),
    paid: sumOf(fills, ({ row }) => (row.figure === 'paid' ? row.cents : null)),
  }
}

/** The kinds Part B pays. On hospital and nursing home stays the deductible is that of Part A. */
const partB: ReadonlySet<ClaimKind> = new Set<ClaimKind>(['carrier', 'dme', 'outpatient'])

function sumDeductible(year: string | null, care: readonly CurrentClaim[]): DeductibleProgress | null {
  const claims = care.filter(({ row }) => partB.has(row.kind))
  if (year === null || claims.length === 0) return null
  return { used: sumOf(claims, ({ facts }) => facts.deductibleCents), count: claims.length, ofCents: partBDeductibleCents(year) }
}

function sumOf(claims: readonly CurrentClaim[], amount: (claim: CurrentClaim) => number | null): Sum {
  const amounts = claims.flatMap((claim) => amount(claim) ?? [])
  return { cents: amounts.reduce((sum, cents) => sum + cents, 0), listed: amounts.length }
}
