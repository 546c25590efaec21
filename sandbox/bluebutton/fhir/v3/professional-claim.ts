/**
 * Doctors, laboratories, ambulances and equipment in version 3.
 */
import type { Claim } from '@/sandbox/people/claims/claim'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { PAYMENT_STATUS, amounts } from './amounts'
import type { ClaimParts } from './claim-parts'
import { coding, money } from './codes'
import { code, day, listed, numbered } from './facts'
import { adjustmentFact, contractorFact, processingFacts } from './frame-facts'
import { lineOf } from './lines'
import { member } from './people-on-claim'
import type { Processing } from './unfinished'

export function professionalParts(claim: Claim, processing: Processing | null): ClaimParts {
  const tested = claim.lines.filter(line => (line.hemoglobin ?? 0) > 0)
  return {
    contained: tested.map(line => observation(line.sequence, line.hemoglobin ?? 0)),
    careTeam: [member(claim, 'rendering', claim.doctor), member(claim, 'referring', claim.referring)],
    facts: numbered([
      ...adjustmentFact(claim),
      day('CLM_IDR_LD_DT', claim.processedOn),
      listed('clmrecvddate', { timingDate: claim.endOn }),
      contractorFact(claim),
      ...(processing === null ? finishedFacts(claim) : processingFacts(processing)),
      ...assignment(claim),
    ]),
    items: claim.lines.map(line => lineOf(claim, line)),
    adjudication: [
      PAYMENT_STATUS,
      ...amounts({ CLM_MDCR_PRFNL_PRMRY_PYR_AMT: claim.money.primaryPaid }),
      ...(claim.kind === 'dme' ? amounts({ CLM_BLOOD_LBLTY_AMT: 0 }) : []),
    ],
    totals: amounts(totalsOf(claim)),
    payment: { amount: money(claim.money.paid) },
  }
}

function totalsOf(claim: Claim): Readonly<Record<string, number>> {
  const { money: sums } = claim
  return {
    CLM_ALOWD_CHRG_AMT: sums.allowed,
    CLM_SBMT_CHRG_AMT: sums.billed,
    CLM_BENE_PMT_AMT: 0,
    CLM_PRVDR_PMT_AMT: sums.toProvider,
    CLM_MDCR_DDCTBL_AMT: sums.deductible,
    ...(claim.kind === 'dme' || claim.full ? { CLM_MDCR_COINSRNC_AMT: sums.coinsurance } : {}),
    ...(claim.kind === 'dme' || sums.notCovered > 0 ? { CLM_NCVRD_CHRG_AMT: sums.notCovered } : {}),
  }
}

function finishedFacts(claim: Claim) {
  const denied = claim.lines.every(line => line.denied)
  return [
    code('CLM_QUERY_CD', '3', 'FINAL BILL'),
    day('CLM_NCH_WKLY_PROC_DT', claim.processedOn),
    denied ? code('CLM_CARR_PMT_DNL_CD', '0', 'DENIED') : code('CLM_CARR_PMT_DNL_CD', '1', 'PHYSICIAN/SUPPLIER'),
  ]
}

function assignment(claim: Claim) {
  if (!claim.assigned) return [code('CLM_MDCR_PRFNL_PRVDR_ASGNMT_SW', 'N', 'Non-assigned claim')]
  return claim.kind === 'dme' || claim.slot % 3 === 0
    ? [code('CLM_MDCR_PRFNL_PRVDR_ASGNMT_SW', 'A', 'Assigned claim')]
    : []
}

function observation(sequence: number, tenths: number): JsonObject {
  const unit = { unit: 'g/dL', system: 'http://unitsofmeasure.org', code: 'g/dL' }
  return {
    resourceType: 'Observation',
    id: String(sequence),
    status: 'final',
    code: { coding: [coding('http://loinc.org', '718-7', 'Hemoglobin [Mass/volume] in Blood')] },
    valueQuantity: { value: tenths / 10, ...unit },
  }
}
