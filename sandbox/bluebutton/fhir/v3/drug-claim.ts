/**
 * One prescription fill in version 3: no plan payment is sent, only what the person paid in all.
 */
import type { Claim, Fill } from '@/sandbox/people/claims/claim'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { PAYMENT_STATUS, amounts } from './amounts'
import type { ClaimParts } from './claim-parts'
import { CARIN, NDC, TERMS, coding, own } from './codes'
import { code, day, listed, listedCode, numbered, text } from './facts'
import type { Fact } from './facts'
import { adjustmentFact } from './frame-facts'
import { member } from './people-on-claim'

export function drugParts(claim: Claim): ClaimParts {
  const { fill } = claim
  if (fill === null) throw new RangeError('A drug event without a fill')
  return {
    contained: [],
    careTeam: [member(claim, 'prescribing', claim.doctor)],
    facts: numbered(factsOf(claim, fill)),
    items: [lineOf(claim, fill)],
    adjudication: [PAYMENT_STATUS],
    totals: amounts({
      CLM_BENE_PMT_AMT: fill.money.patient,
      CLM_OTHR_TP_PD_AMT: fill.money.otherTroop,
      TOT_RX_CST_AMT: fill.money.cost,
    }),
    payment: { date: fill.paidOn },
  }
}

function lineOf(claim: Claim, fill: Fill): JsonObject {
  const product = coding(NDC, fill.ndc)
  return {
    sequence: 1,
    productOrService: {
      coding: [fill.compound ? coding(`${CARIN}C4BBCompoundLiteral`, 'compound', 'compound') : product],
    },
    servicedDate: claim.startOn,
    quantity: fill.compound ? undefined : { value: fill.quantity, unit: 'EA' },
    adjudication: amounts({
      CLM_LINE_PLRO_AMT: fill.money.otherPayer,
      CLM_LINE_LIS_AMT: fill.money.subsidy,
      CLM_LINE_GRS_BLW_THRSHLD_AMT: fill.money.below,
      CLM_LINE_GRS_ABOVE_THRSHLD_AMT: fill.money.above,
      CLM_LINE_RPTD_GAP_DSCNT_AMT: fill.money.gapDiscount,
      TOT_RX_CST_AMT: fill.money.cost,
    }),
    detail: [{ sequence: 1, productOrService: { coding: [product] }, quantity: { value: fill.quantity, unit: 'EA' } }],
  }
}

function factsOf(claim: Claim, fill: Fill): readonly Fact[] {
  const phase = fill.phase ?? '0'
  const [brand, brandWords] = fill.brand ? ['B', 'Brand'] : ['G', 'Generic']
  const [compound, compoundWords] = fill.compound ? ['2', 'Compound'] : ['1', 'Not a compound']
  return [
    ...adjustmentFact(claim),
    day('CLM_IDR_LD_DT', claim.processedOn),
    code('CLM_SBMT_FRMT_CD', 'C', 'COB CLAIM'),
    text('CLM_SBMTR_CNTRCT_NUM', claim.plan?.contract ?? 'Z0001'),
    text('CLM_SBMTR_CNTRCT_PBP_NUM', claim.plan?.number ?? '001'),
    listed('clmrecvddate', { timingDate: claim.endOn }),
    day('CLM_CMS_PROC_DT', claim.processedOn),
    code('CLM_PHRMCY_SRVC_TYPE_CD', fill.pharmacy.code, fill.pharmacy.text),
    listedCode('rxorigincode', [
      coding(`${TERMS}NCPDPPrescriptionOriginCode`, fill.origin.code),
      own('CLM-LINE-RX-ORGN-CD', fill.origin.code),
    ]),
    listedCode('brandgenericindicator', [
      coding(`${TERMS}NCPDPBrandGenericIndicator`, brand, brandWords),
      own('CLM-BRND-GNRC-CD', brand, brandWords),
    ]),
    code('CLM_PTNT_RSDNC_CD', fill.residence.code, fill.residence.text),
    code('CLM_LTC_DSPNSNG_MTHD_CD', '00', 'Not specified'),
    listedCode('compoundcode', [
      coding(`${TERMS}NCPDPCompoundCode`, compound, compoundWords),
      own('CLM-CMPND-CD', compound, compoundWords),
    ]),
    listed('dayssupply', { valueQuantity: { value: fill.days, unit: 'days' } }),
    listed('refillnum', { valueQuantity: { value: fill.number, unit: 'fill' } }),
    listedCode('dawcode', [coding(`${TERMS}NCPDPDispensedAsWrittenOrProductSelectionCode`, '0')]),
    code('CLM_DRUG_CVRG_STUS_CD', 'C', 'Covered'),
    code('CLM_CTSTRPHC_CVRG_IND_CD', phase, PHASES[phase]),
    text('CLM_LINE_RX_NUM', fill.prescription),
  ]
}

const PHASES: Readonly<Record<string, string>> = {
  A: 'Attachment point met on this event',
  C: 'Above attachment point',
  0: 'Attachment point not met',
}
