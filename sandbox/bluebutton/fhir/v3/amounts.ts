/**
 * Where version 3 puts money: under the name of the column it came from, some with a general category beside it.
 */
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { CARIN, TERMS, coding, money, own } from './codes'

const GENERAL = {
  submitted: coding(`${TERMS}adjudication`, 'submitted', 'Submitted Amount'),
  eligible: coding(`${TERMS}adjudication`, 'eligible', 'Eligible Amount'),
  benefit: coding(`${TERMS}adjudication`, 'benefit', 'Benefit Amount'),
  deductible: coding(`${TERMS}adjudication`, 'deductible', 'Deductible'),
  coinsurance: coding(`${CARIN}C4BBAdjudication`, 'coinsurance', 'Co-insurance'),
  noncovered: coding(`${CARIN}C4BBAdjudication`, 'noncovered', 'Noncovered'),
  paidbypatient: coding(`${CARIN}C4BBAdjudication`, 'paidbypatient', 'Paid by patient'),
  paidtopatient: coding(`${CARIN}C4BBAdjudication`, 'paidtopatient', 'Paid to patient'),
  paidtoprovider: coding(`${CARIN}C4BBAdjudication`, 'paidtoprovider', 'Paid to provider'),
  priorpayerpaid: coding(`${CARIN}C4BBAdjudication`, 'priorpayerpaid', 'Prior payer paid'),
} as const

type Meaning = readonly [general: keyof typeof GENERAL | null, words: string]

/** Column → general category and words. */
const COLUMNS: Readonly<Record<string, Meaning>> = {
  CLM_SBMT_CHRG_AMT: ['submitted', 'Total Charge Amount'],
  CLM_ALOWD_CHRG_AMT: ['eligible', 'Allowed Charge Amount'],
  CLM_BENE_PMT_AMT: ['paidbypatient', 'Paid By Beneficiary Amount'],
  CLM_PRVDR_PMT_AMT: ['paidtoprovider', 'Provider Payment Amount'],
  CLM_MDCR_DDCTBL_AMT: ['deductible', 'Beneficiary Deductible Amount'],
  CLM_MDCR_COINSRNC_AMT: ['coinsurance', 'Beneficiary Coinsurance Liability Amount'],
  CLM_NCVRD_CHRG_AMT: ['noncovered', 'Inpatient(or other Part A) Non-covered Charge Amount'],
  CLM_MDCR_INSTNL_BENE_PD_AMT: ['paidtopatient', 'Institutional Paid to Beneficiary Amount'],
  CLM_OTHR_TP_PD_AMT: ['priorpayerpaid', 'Other Third Party Payer Paid Amount'],
  TOT_RX_CST_AMT: ['submitted', 'Total RX Cost Amount'],
  CLM_LINE_SBMT_CHRG_AMT: ['submitted', 'Line Submitted Charge Amount'],
  CLM_LINE_ALOWD_CHRG_AMT: ['eligible', 'Line Allowed Charge Amount'],
  CLM_LINE_CVRD_PD_AMT: ['benefit', 'Payment Amount'],
  CLM_LINE_PRVDR_PMT_AMT: ['paidtoprovider', 'Line Provider Payment Amount'],
  CLM_LINE_BENE_PD_AMT: ['paidtopatient', 'Payment Amount to Beneficiary'],
  CLM_LINE_BENE_PMT_AMT: ['paidbypatient', 'Line Paid By Beneficiary Amount'],
  CLM_LINE_MDCR_DDCTBL_AMT: ['deductible', 'Cash Deductible Amount'],
  CLM_LINE_MDCR_COINSRNC_AMT: ['coinsurance', 'Coinsurance Amount'],
  CLM_LINE_NCVRD_CHRG_AMT: ['noncovered', 'Non-Covered Charge Amount'],
  CLM_BENE_PRMRY_PYR_PD_AMT: ['priorpayerpaid', 'Line Primary Payer Paid Amount'],
  CLM_LINE_INSTNL_MSP1_PD_AMT: ['priorpayerpaid', 'Revenue Center 1st MSP Paid Amount'],
  CLM_LINE_INSTNL_MSP2_PD_AMT: ['priorpayerpaid', 'Revenue Center 2nd MSP Paid Amount'],
  CLM_LINE_INSTNL_ADJSTD_AMT: [null, 'Revenue Center Coinsurance/Wage Adjusted Coinsurance Amount'],
  CLM_LINE_INSTNL_RDCD_AMT: [null, 'Revenue Center Reduced Coinsurance Amount'],
  CLM_LINE_INSTNL_RATE_AMT: [null, 'Revenue Center Rate Amount'],
  CLM_LINE_BLOOD_DDCTBL_AMT: [null, 'Blood Deductible Amount'],
  CLM_LINE_PRFNL_DME_PRICE_AMT: [null, 'Purchase Price Amount'],
  CLM_LINE_PLRO_AMT: [null, 'Patient Liability Reduction Other Paid Amount'],
  CLM_LINE_LIS_AMT: [null, 'Low Income Cost Sharing Subsidy Amount'],
  CLM_LINE_GRS_BLW_THRSHLD_AMT: [null, 'Gross Drug Cost Below Out Of Pocket Threshold'],
  CLM_LINE_GRS_ABOVE_THRSHLD_AMT: [null, 'Gross Drug Cost Above Out Of Pocket Threshold'],
  CLM_LINE_RPTD_GAP_DSCNT_AMT: [null, 'Claim Line Reported Gap Discount Amount'],
  CLM_MDCR_PRFNL_PRMRY_PYR_AMT: [null, 'Primary Payer Paid Amount'],
  CLM_MDCR_INSTNL_PRMRY_PYR_AMT: [null, 'Primary Payer (if not Medicare) Claim Paid Amount'],
  CLM_MDCR_IP_BENE_DDCTBL_AMT: [null, 'Beneficiary Inpatient (or other Part A) Deductible Amount'],
  CLM_BLOOD_LBLTY_AMT: [null, 'Beneficiary Blood Deductible Liability Amount'],
  CLM_INSTNL_PER_DIEM_AMT: [null, 'Claim Pass Thru Per Diem Amount'],
  CLM_INSTNL_PRFNL_AMT: [null, 'Professional Component Charge Amount'],
  CLM_INSTNL_DRG_OUTLIER_AMT: [null, 'DRG Outlier Approved Payment Amount'],
  CLM_HIPPS_UNCOMPD_CARE_AMT: [null, 'Claim Uncompensated Care Payment Amount'],
  CLM_INSTNL_CVRD_DAY_CNT: [null, 'Claim Medicare Utilization Day Count'],
  CLM_INSTNL_NCVRD_DAY_CNT: [null, 'Claim Medicare Non Utilization Days Count'],
  CLM_INSTNL_MDCR_COINS_DAY_CNT: [null, 'Beneficiary Total Coinsurance Days Count'],
  CLM_MDCR_IP_LRD_USE_CNT: [null, 'Beneficiary Medicare Lifetime Reserve Days (LRD) Used Count'],
  CLM_MDCR_HHA_TOT_VISIT_CNT: [null, 'Claim HHA Visit Count'],
  CLM_MDCR_HOSPC_PRD_CNT: [null, 'Hospice Period Count'],
}

/** Amounts in cents by column, in the order given. */
export function amounts(byColumn: Readonly<Record<string, number>>): readonly JsonObject[] {
  return Object.entries(byColumn).map(([column, cents]) => ({ category: categoryOf(column), amount: money(cents) }))
}

/** Counts by column: a value without a currency. */
export function counts(byColumn: Readonly<Record<string, number>>): readonly JsonObject[] {
  return Object.entries(byColumn).map(([column, value]) => ({ category: categoryOf(column), value }))
}

function categoryOf(column: string): JsonObject {
  const known = CATEGORIES.get(column)
  if (known === undefined) throw new RangeError(`No category is known for the column ${column}`)
  return known
}

const CATEGORIES: ReadonlyMap<string, JsonObject> = new Map(
  Object.entries(COLUMNS).map(([column, [general, words]]) => {
    const exact = own('Adjudication', column, words)
    return [column, { coding: general === null ? [exact] : [GENERAL[general], exact] }]
  }),
)

/** An entry without an amount that every claim begins with. */
export const PAYMENT_STATUS: JsonObject = {
  category: {
    coding: [coding(`${CARIN}C4BBAdjudicationDiscriminator`, 'benefitpaymentstatus', 'Benefit Payment Status')],
  },
  reason: { coding: [coding(`${CARIN}C4BBPayerAdjudicationStatus`, 'other', 'Other')] },
}
