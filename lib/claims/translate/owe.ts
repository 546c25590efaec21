// What a person may owe, by the rules of contract claims-data 4.2 and by nothing else: one rule per kind of claim, a
// check that the claim's own amounts agree, and remarks. Unknown is never zero, and nothing is repaired in silence.
import type { ClaimKind, Owe, OweRemark, OweTerm } from '@/lib/claims/claim'
import { looseSumOver, sumOver, type ClaimAmounts, type LineAmounts } from './amounts'
import type { Check } from './owe-check'
import { checkOwe } from './owe-check'
import type { ClaimAmount, LineAmount, Version } from './versions'

export interface OweFacts {
  readonly version: Version
  readonly kind: ClaimKind
  readonly lines: readonly LineAmounts[]
  readonly claim: ClaimAmounts
  readonly startedOn: string | null
  readonly endedOn: string | null
  readonly assigned: boolean | null
  readonly linesDenied: boolean
  readonly otherPaidCents: number | null
}

/** The figure with its working, or the reason for none. Cents; never throws. */
export function workOutOwe(facts: OweFacts): Owe {
  if (facts.kind === 'hha' || facts.kind === 'hospice') return { kind: 'none', why: 'nothing-listed' }
  const terms = termsOf(facts)
  if (terms === null) return { kind: 'none', why: 'not-reported' }
  const cents = terms.reduce((sum, term) => sum + term.cents, 0)
  const check = checkOwe(facts, terms, cents)
  return { kind: facts.kind === 'pde' ? 'paid' : 'may-owe', cents, terms, check, remarks: remarksOf(facts, check) }
}

function termsOf(facts: OweFacts): readonly OweTerm[] | null {
  switch (facts.kind) {
    case 'carrier':
    case 'dme':
      return lineTerms(facts) ?? (facts.version === 3 && !isSpoilt(facts) ? claimTerms(facts, v3Claim) : null)
    case 'outpatient':
      return facts.version === 2 ? claimTerms(facts, v2Outpatient) : claimTerms(facts, v3Outpatient)
    case 'inpatient':
    case 'snf':
      if (facts.version === 2) return claimTerms(facts, v2Stay)
      return claimTerms(facts, isTold(facts, v3Stay) ? v3Stay : v3StayInOne)
    case 'pde':
      return patientPaid(facts)
    default:
      return null
  }
}

interface Part {
  readonly name: OweTerm['name']
  readonly from: ClaimAmount
  readonly source: string
  /** A version 3 outpatient claim without a blood share has none (4.2); elsewhere a missing part ends the sum. */
  readonly optional?: boolean
}

const v2Outpatient: readonly Part[] = [
  { name: 'deductible', from: 'deductible', source: 'nch_bene_ptb_ddctbl_amt' },
  { name: 'coinsurance', from: 'coinsurance', source: 'nch_bene_ptb_coinsrnc_amt' },
  { name: 'blood', from: 'blood', source: 'nch_bene_blood_ddctbl_lblty_am' },
]
const v2Stay: readonly Part[] = [
  { name: 'deductible', from: 'stayDeductible', source: 'nch_bene_ip_ddctbl_amt' },
  { name: 'coinsurance', from: 'stayCoinsurance', source: 'nch_bene_pta_coinsrnc_lblty_amt' },
  { name: 'blood', from: 'blood', source: 'nch_bene_blood_ddctbl_lblty_am' },
]
const v3Claim: readonly Part[] = [
  { name: 'deductible', from: 'deductible', source: 'CLM_MDCR_DDCTBL_AMT' },
  { name: 'coinsurance', from: 'coinsurance', source: 'CLM_MDCR_COINSRNC_AMT' },
]
const v3Outpatient: readonly Part[] = [
  ...v3Claim,
  { name: 'blood', from: 'blood', source: 'CLM_BLOOD_LBLTY_AMT', optional: true },
]
const v3Stay: readonly Part[] = [
  { name: 'deductible', from: 'stayDeductible', source: 'CLM_MDCR_IP_BENE_DDCTBL_AMT' },
  { name: 'coinsurance', from: 'coinsurance', source: 'CLM_MDCR_COINSRNC_AMT' },
  { name: 'blood', from: 'blood', source: 'CLM_BLOOD_LBLTY_AMT' },
]
/** On a stay this field holds all Part A deductions together: alone, and never beside its parts. */
const v3StayInOne: readonly Part[] = [{ name: 'all-deductions', from: 'deductible', source: 'CLM_MDCR_DDCTBL_AMT' }]

function claimTerms(facts: OweFacts, parts: readonly Part[]): readonly OweTerm[] | null {
  const terms: OweTerm[] = []
  for (const { name, from, source, optional } of parts) {
    const cents = facts.claim[from]
    if (cents === undefined && optional) continue
    if (cents === undefined || cents === null) return null
    terms.push({ name, cents, source })
  }
  return terms
}

/** True unless a part is absent. A part that is there and cannot be read is no reason to look for another sum. */
function isTold(facts: OweFacts, parts: readonly Part[]): boolean {
  return parts.every(({ from, optional }) => optional || facts.claim[from] !== undefined)
}

/** A share on a line that is there and cannot be read. */
function isSpoilt({ lines }: OweFacts): boolean {
  return lines.some((line) => line.deductible === null || line.coinsurance === null)
}

const lineSources: Record<Version, readonly [deductible: string, coinsurance: string]> = {
  2: ['line_bene_ptb_ddctbl_amt', 'line_coinsrnc_amt'],
  3: ['CLM_LINE_MDCR_DDCTBL_AMT', 'CLM_LINE_MDCR_COINSRNC_AMT'],
}

/** Doctors and equipment: deductible and coinsurance of every line. One line without them leaves the sum unknown. */
function lineTerms(facts: OweFacts): readonly OweTerm[] | null {
  const deductible = sumOver(facts.lines, 'deductible')
  const coinsurance = sumOver(facts.lines, 'coinsurance')
  if (deductible === null || coinsurance === null) return null
  const [deductibleSource, coinsuranceSource] = lineSources[facts.version]
  return [
    { name: 'deductible', cents: deductible, source: deductibleSource },
    { name: 'coinsurance', cents: coinsurance, source: coinsuranceSource },
  ]
}

/** A fill: what was already paid at the pharmacy. */
function patientPaid(facts: OweFacts): readonly OweTerm[] | null {
  const total = facts.version === 3 ? facts.claim.patientPaid : undefined
  if (total === null) return null
  if (total !== undefined) return [{ name: 'patient-paid', cents: total, source: 'CLM_BENE_PMT_AMT' }]
  const cents = sumOver(facts.lines, 'patientPaid' satisfies LineAmount)
  if (cents === null) return null
  return [{ name: 'patient-paid', cents, source: facts.version === 2 ? 'ptnt_pay_amt' : 'CLM_LINE_BENE_PMT_AMT' }]
}

function remarksOf(facts: OweFacts, check: Check): readonly OweRemark[] {
  const remarks: OweRemark[] = []
  if (facts.assigned === false) remarks.push('not-assigned')
  if (facts.linesDenied) remarks.push('lines-denied')
  const otherPaid = (facts.otherPaidCents ?? 0) > 0 || looseSumOver(facts.lines, 'primaryPaid') > 0
  if (otherPaid && facts.kind !== 'pde') remarks.push('other-insurer-paid')
  if (check === 'differs') remarks.push('does-not-add-up')
  return remarks
}
