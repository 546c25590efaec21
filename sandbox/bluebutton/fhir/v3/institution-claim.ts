/**
 * Hospitals, clinics, nursing facilities, home health agencies and hospices in version 3.
 */
import type { Claim, Stay } from '@/sandbox/people/claims/claim'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { PAYMENT_STATUS, amounts, counts } from './amounts'
import type { ClaimParts } from './claim-parts'
import { coding, money, own } from './codes'
import { proceduresOf } from './diagnoses'
import { code, day, listed, listedCode, numbered } from './facts'
import type { Fact } from './facts'
import { adjustmentFact, contractorFact, processingFacts } from './frame-facts'
import { lineOf } from './lines'
import { member } from './people-on-claim'
import type { Processing } from './unfinished'

const NUBC = 'https://www.nubc.org/CodeSystem/'
const MS_DRG =
  'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software'

export function institutionParts(claim: Claim, processing: Processing | null): ClaimParts {
  const { stay } = claim
  return {
    contained: [],
    careTeam: teamOf(claim),
    facts: numbered(stay === null ? [] : factsOf(claim, stay, processing)),
    procedure: procedureOf(claim),
    items: claim.lines.map(line => lineOf(claim, line)),
    adjudication: adjudicationOf(claim, stay),
    totals: amounts(totalsOf(claim)),
    payment: { amount: money(claim.money.paid) },
  }
}

/** Procedures of the ninth revision are not passed on. */
function procedureOf(claim: Claim): readonly JsonObject[] | undefined {
  const known = claim.procedures.filter(it => it.icd === 10)
  return known.length === 0 ? undefined : proceduresOf(known)
}

function teamOf(claim: Claim): readonly JsonObject[] {
  const operates = claim.kind === 'outpatient' || claim.kind === 'inpatient'
  return [
    member(claim, 'attending', claim.doctor),
    ...(operates ? [member(claim, 'operating', claim.referring)] : []),
    ...(claim.kind === 'snf' ? [] : [member(claim, 'rendering', claim.doctor)]),
  ]
}

function factsOf(claim: Claim, stay: Stay, processing: Processing | null): readonly Fact[] {
  return [
    ...adjustmentFact(claim),
    day('CLM_IDR_LD_DT', claim.processedOn),
    billType(stay),
    ...(processing === null ? finishedFacts(claim) : processingFacts(processing)),
    contractorFact(claim),
    listed('admissionperiod', { timingPeriod: { start: claim.startOn, end: claim.endOn } }),
    listed('clmrecvddate', { timingDate: claim.endOn }),
    day('CLM_CMS_PROC_DT', claim.processedOn),
    ...admissionFacts(stay),
    listedCode('discharge-status', [
      coding(`${NUBC}PatDischargeStatus`, stay.discharge.code),
      own('BENE-PTNT-STUS-CD', stay.discharge.code, stay.discharge.text.toUpperCase()),
    ]),
    claim.managedCare
      ? code('CLM_MDCR_INSTNL_MCO_PD_SW', '1', 'MCO paid provider for the claim')
      : code('CLM_MDCR_INSTNL_MCO_PD_SW', '0', 'No managed care organization (MCO) payment'),
    ...nonPayment(claim),
    listedCode('drg', [coding(MS_DRG, stay.drg ?? '999')]),
  ]
}

/** Facility, class and frequency each repeat what stands before them. */
function billType(stay: Stay): Fact {
  const whole = `${stay.billType}${stay.frequency}`
  return listedCode('typeofbill', [
    coding(`${NUBC}TypeOfBill`, `0${whole}`),
    own('CLM-BILL-FAC-TYPE-CD', whole.slice(0, 1)),
    own('CLM-BILL-CLSFCTN-CD', whole.slice(0, 2)),
    own('CLM-BILL-FREQ-CD', whole),
  ])
}

function finishedFacts(claim: Claim): readonly Fact[] {
  const payer = claim.money.primaryPaid > 0 ? [code('CLM_NCH_PRMRY_PYR_CD', 'A')] : []
  const voided = claim.state === 'void'
  return [
    code('CLM_QUERY_CD', '3', 'FINAL BILL'),
    day('CLM_NCH_WKLY_PROC_DT', claim.processedOn),
    ...payer,
    voided ? code('CLM_DISP_CD', '03', 'CANCEL ACCEPTED') : code('CLM_DISP_CD', '01', 'DEBIT ACCEPTED'),
    voided
      ? code('CLM_FI_ACTN_CD', '4', 'Cancel only adjustment')
      : code('CLM_FI_ACTN_CD', '1', 'Original debit action (always a 1 for all regular bills)'),
  ]
}

/** Version 3 tells of an admission on clinics' claims as well. */
function admissionFacts(stay: Stay): readonly Fact[] {
  const source = stay.admission?.source ?? { code: '1', text: 'NON-HEALTH CARE FACILITY POINT OF ORIGIN' }
  const type = stay.admission?.type.code ?? '3'
  return [
    listedCode('pointoforigin', [
      coding(`${NUBC}PointOfOrigin`, source.code),
      own('CLM-ADMSN-SRC-CD', source.code, source.text),
    ]),
    listedCode('admtype', [coding(`${NUBC}PriorityTypeOfAdmitOrVisit`, type), own('CLM-ADMSN-TYPE-CD', type)]),
  ]
}

function nonPayment(claim: Claim): readonly Fact[] {
  if (claim.lines.some(line => line.denied))
    return [code('CLM_MDCR_NPMT_RSN_CD', 'N', 'ALL OTHER REASONS FOR NONPAYMENT')]
  return claim.full ? [code('CLM_MDCR_NPMT_RSN_CD', 'P', 'PAYMENT REQUESTED')] : []
}

function adjudicationOf(claim: Claim, stay: Stay | null): readonly JsonObject[] {
  const { kind, money: sums } = claim
  const inBed = kind === 'inpatient' || kind === 'snf'
  return [
    PAYMENT_STATUS,
    ...counts({
      CLM_MDCR_IP_LRD_USE_CNT: 0,
      CLM_INSTNL_MDCR_COINS_DAY_CNT: stay?.coinsuranceDays ?? 0,
      CLM_INSTNL_NCVRD_DAY_CNT: 0,
      ...(kind === 'hospice' ? { CLM_MDCR_HOSPC_PRD_CNT: 1 } : {}),
      ...(kind === 'hha' ? { CLM_MDCR_HHA_TOT_VISIT_CNT: stay?.visits ?? 0 } : {}),
      CLM_INSTNL_CVRD_DAY_CNT: kind === 'outpatient' || kind === 'hha' ? 0 : (stay?.days ?? 0),
    }),
    ...amounts({
      CLM_INSTNL_PER_DIEM_AMT: 0,
      CLM_MDCR_INSTNL_PRMRY_PYR_AMT: sums.primaryPaid,
      CLM_INSTNL_PRFNL_AMT: 0,
      CLM_INSTNL_DRG_OUTLIER_AMT: 0,
      CLM_HIPPS_UNCOMPD_CARE_AMT: 0,
      CLM_MDCR_IP_BENE_DDCTBL_AMT: inBed ? sums.deductible : 0,
      CLM_BLOOD_LBLTY_AMT: sums.blood,
    }),
  ]
}

/** `CLM_MDCR_DDCTBL_AMT` is the Part B deductible for clinics and all Part A deductions together for stays. */
function totalsOf(claim: Claim): Readonly<Record<string, number>> {
  const { kind, money: sums } = claim
  const inBed = kind === 'inpatient' || kind === 'snf'
  return {
    ...(kind === 'hospice' ? {} : { CLM_ALOWD_CHRG_AMT: sums.allowed }),
    CLM_SBMT_CHRG_AMT: sums.billed,
    ...(kind === 'hospice' ? {} : { CLM_PRVDR_PMT_AMT: sums.toProvider }),
    CLM_MDCR_DDCTBL_AMT: inBed ? sums.deductible + sums.coinsurance + sums.blood : sums.deductible,
    CLM_MDCR_COINSRNC_AMT: sums.coinsurance,
    CLM_NCVRD_CHRG_AMT: sums.notCovered,
    CLM_MDCR_INSTNL_BENE_PD_AMT: 0,
  }
}
