/**
 * Lines of a version 3 claim: professional and institutional ones in one shape, with other amounts.
 */
import type { Claim, Line } from '@/sandbox/people/claims/claim'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { PAYMENT_STATUS, amounts } from './amounts'
import { NDC, codeExtension, coding, own } from './codes'

const CPT = 'http://www.ama-assn.org/go/cpt'
const HCPCS = 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets'
const PLACE = 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set'

export function lineOf(claim: Claim, line: Line): JsonObject {
  const professional = claim.stay === null
  const oneDay = line.on?.start === line.on?.end
  return {
    extension: professional ? professionalExtensions(line) : [codeExtension('CLM-REV-CNTR-STUS-CD', 'A')],
    sequence: line.sequence,
    diagnosisSequence: line.diagnosis === null ? undefined : [line.diagnosis],
    revenue: line.revenue === null ? undefined : revenueOf(line.revenue),
    productOrService: line.service === null ? undefined : { coding: [serviceOf(line.service.code)] },
    modifier: line.modifiers.length === 0 ? undefined : [{ coding: line.modifiers.map(modifierOf) }],
    servicedDate: oneDay ? line.on?.start : undefined,
    servicedPeriod: oneDay ? undefined : (line.on ?? undefined),
    locationCodeableConcept: line.place === null ? undefined : { coding: [coding(PLACE, line.place.code)] },
    quantity: { value: line.quantity },
    adjudication: professional ? professionalAmounts(line) : institutionalAmounts(claim, line),
    detail: line.ndc === null ? undefined : [{ sequence: 1, productOrService: { coding: [coding(NDC, line.ndc)] } }],
  }
}

function professionalExtensions(line: Line): readonly JsonObject[] {
  return [
    codeExtension('CLM-PMT-80-100-CD', '0', '80%'),
    line.service?.preventive === true
      ? codeExtension('CLM-SRVC-DDCTBL-SW', '1', 'Service Not Subject to Deductible')
      : codeExtension('CLM-SRVC-DDCTBL-SW', '0', 'Service Subject to Deductible'),
    line.denied
      ? codeExtension('CLM-PRCSG-IND-CD', 'C', 'Noncovered care')
      : codeExtension('CLM-PRCSG-IND-CD', 'A', 'Allowed'),
  ]
}

function revenueOf(revenue: NonNullable<Line['revenue']>): JsonObject {
  const { code, text } = revenue
  return {
    coding: [
      own('CLM-REV-CNTR-CD', code, text.toUpperCase()),
      coding('https://www.nubc.org/CodeSystem/RevenueCodes', code),
    ],
  }
}

/** The server guesses by shape: five digits are CPT, everything else HCPCS. */
function serviceOf(code: string): JsonObject {
  return coding(/^\d{5}$/.test(code) ? CPT : HCPCS, code)
}

function modifierOf(code: string): JsonObject {
  return coding(/^\d/.test(code) ? CPT : HCPCS, code)
}

function professionalAmounts(line: Line): readonly JsonObject[] {
  const { money } = line
  return [
    ...amounts({
      CLM_LINE_MDCR_COINSRNC_AMT: money.coinsurance,
      CLM_LINE_ALOWD_CHRG_AMT: money.allowed,
      CLM_LINE_MDCR_DDCTBL_AMT: money.deductible,
      CLM_LINE_BENE_PD_AMT: 0,
      CLM_LINE_PRVDR_PMT_AMT: money.paid,
      CLM_LINE_CVRD_PD_AMT: money.paid,
      CLM_LINE_PRFNL_DME_PRICE_AMT: 0,
      CLM_LINE_SBMT_CHRG_AMT: money.billed,
      ...(money.notCovered > 0 ? { CLM_LINE_NCVRD_CHRG_AMT: money.notCovered } : {}),
      ...(money.primaryPaid > 0 ? { CLM_BENE_PRMRY_PYR_PD_AMT: money.primaryPaid } : {}),
    }),
    PAYMENT_STATUS,
  ]
}

function institutionalAmounts(claim: Claim, line: Line): readonly JsonObject[] {
  const { money } = line
  const shares = claim.kind === 'outpatient' && claim.lineShares ? money : { deductible: 0, coinsurance: 0 }
  return amounts({
    ...(claim.kind === 'outpatient' ? { CLM_LINE_ALOWD_CHRG_AMT: money.allowed } : {}),
    CLM_LINE_MDCR_DDCTBL_AMT: shares.deductible,
    CLM_LINE_BLOOD_DDCTBL_AMT: 0,
    CLM_LINE_BENE_PD_AMT: 0,
    CLM_LINE_BENE_PMT_AMT: 0,
    CLM_LINE_NCVRD_CHRG_AMT: money.notCovered,
    CLM_LINE_PRVDR_PMT_AMT: money.paid,
    CLM_LINE_CVRD_PD_AMT: money.paid,
    CLM_LINE_SBMT_CHRG_AMT: money.billed,
    CLM_LINE_INSTNL_ADJSTD_AMT: shares.coinsurance,
    CLM_LINE_INSTNL_RDCD_AMT: 0,
    CLM_LINE_INSTNL_MSP1_PD_AMT: money.primaryPaid,
    CLM_LINE_INSTNL_MSP2_PD_AMT: 0,
    CLM_LINE_INSTNL_RATE_AMT: 0,
  })
}
