/**
 * Where version 2 puts money: each amount under its CMS variable and a general category that often lies
 * (claims-data.md 4.1). The pairs are those of the real server.
 */
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { CARIN, CODES, TERMS, VARIABLES, coding, money } from './codes'

const GENERAL = {
  submitted: coding(`${TERMS}adjudication`, 'submitted', 'Submitted Amount'),
  eligible: coding(`${TERMS}adjudication`, 'eligible', 'Eligible Amount'),
  benefit: coding(`${TERMS}adjudication`, 'benefit', 'Benefit Amount'),
  deductible: coding(`${TERMS}adjudication`, 'deductible', 'Deductible'),
  coinsurance: coding(`${CARIN}C4BBAdjudication`, 'coinsurance', 'Co-insurance'),
  discount: coding(`${CARIN}C4BBAdjudication`, 'discount', 'Discount'),
  drugcost: coding(`${CARIN}C4BBAdjudication`, 'drugcost', 'Drug Cost'),
  noncovered: coding(`${CARIN}C4BBAdjudication`, 'noncovered', 'Noncovered'),
  paidbypatient: coding(`${CARIN}C4BBAdjudication`, 'paidbypatient', 'Paid by patient'),
  paidtopatient: coding(`${CARIN}C4BBAdjudication`, 'paidtopatient', 'Paid to patient'),
  paidtoprovider: coding(`${CARIN}C4BBAdjudication`, 'paidtoprovider', 'Paid to provider'),
  priorpayerpaid: coding(`${CARIN}C4BBAdjudication`, 'priorpayerpaid', 'Prior payer paid'),
} as const

type General = keyof typeof GENERAL

/** CMS variable → general category and words, for lines and totals. */
const AMOUNTS: Readonly<Record<string, readonly [General, string]>> = {
  line_nch_pmt_amt: ['benefit', 'Line NCH Medicare Payment Amount'],
  line_bene_pmt_amt: ['paidtopatient', 'Line Payment Amount to Beneficiary'],
  line_prvdr_pmt_amt: ['paidtoprovider', 'Line Provider Payment Amount'],
  line_bene_ptb_ddctbl_amt: ['deductible', 'Line Beneficiary Part B Deductible Amount'],
  line_bene_prmry_pyr_pd_amt: ['priorpayerpaid', 'Line Primary Payer (if not Medicare) Paid Amount'],
  line_coinsrnc_amt: ['coinsurance', 'Line Beneficiary Coinsurance Amount'],
  line_sbmtd_chrg_amt: ['submitted', 'Line Submitted Charge Amount'],
  line_alowd_chrg_amt: ['eligible', 'Line Allowed Charge Amount'],
  line_prmry_alowd_chrg_amt: ['eligible', 'Line Primary Payer Allowed Charge Amount'],
  line_dme_prchs_price_amt: ['submitted', 'Line DME Purchase Price Amount'],
  rev_cntr_rate_amt: ['submitted', 'Revenue Center Rate Amount'],
  rev_cntr_tot_chrg_amt: ['submitted', 'Revenue Center Total Charge Amount'],
  rev_cntr_ncvrd_chrg_amt: ['noncovered', 'Revenue Center Non-Covered Charge Amount'],
  rev_cntr_blood_ddctbl_amt: ['deductible', 'Revenue Center Blood Deductible Amount'],
  rev_cntr_cash_ddctbl_amt: ['deductible', 'Revenue Center Cash Deductible Amount'],
  rev_cntr_coinsrnc_wge_adjstd_c: ['coinsurance', 'Revenue Center Coinsurance/Wage Adjusted Coinsurance Amount'],
  rev_cntr_rdcd_coinsrnc_amt: ['coinsurance', 'Revenue Center Reduced Coinsurance Amount'],
  rev_cntr_1st_msp_pd_amt: ['priorpayerpaid', 'Revenue Center 1st Medicare Secondary Payer (MSP) Paid Amount'],
  rev_cntr_2nd_msp_pd_amt: ['priorpayerpaid', 'Revenue Center 2nd Medicare Secondary Payer (MSP) Paid Amount'],
  rev_cntr_prvdr_pmt_amt: ['paidtoprovider', 'Revenue Center (Medicare) Provider Payment Amount'],
  rev_cntr_bene_pmt_amt: ['paidtopatient', 'Revenue Center Payment Amount to Beneficiary'],
  rev_cntr_ptnt_rspnsblty_pmt: ['paidbypatient', 'Revenue Center Patient Responsibility Payment Amount'],
  rev_cntr_pmt_amt_amt: ['submitted', 'Revenue Center (Medicare) Payment Amount'],
  cvrd_d_plan_pd_amt: ['benefit', 'Amount paid by Part D plan for the PDE (drug is covered by Part D)'],
  gdc_blw_oopt_amt: ['coinsurance', 'Gross Drug Cost Below Part D Out-of-Pocket Threshold (GDCB)'],
  gdc_abv_oopt_amt: ['coinsurance', 'Gross Drug Cost Above Part D Out-of-Pocket Threshold (GDCA)'],
  ptnt_pay_amt: ['paidbypatient', 'Amount Paid by Patient'],
  othr_troop_amt: ['priorpayerpaid', 'Other True Out-of-Pocket (TrOOP) Amount'],
  lics_amt: ['discount', 'Amount paid for the PDE by Part D low income subsidy'],
  plro_amt: ['priorpayerpaid', 'Reduction in patient liability due to payments by other payers (PLRO)'],
  tot_rx_cst_amt: ['drugcost', 'Total drug cost (Part D)'],
  rptd_gap_dscnt_num: ['discount', 'Gap Discount Amount'],
}

/** CMS variable → words, for the balances of the whole claim. */
const BALANCES: Readonly<Record<string, string>> = {
  carr_clm_cash_ddctbl_apld_amt:
    'Carrier Claim Cash Deductible Applied Amount (sum of all line-level deductible amounts)',
  nch_clm_prvdr_pmt_amt: 'NCH Claim Provider Payment Amount',
  nch_clm_bene_pmt_amt: 'NCH Claim Payment Amount to Beneficiary',
  nch_carr_clm_sbmtd_chrg_amt: 'NCH Carrier Claim Submitted Charge Amount (sum of all line-level submitted charges)',
  nch_carr_clm_alowd_amt: 'NCH Carrier Claim Allowed Charge Amount (sum of all line-level allowed charges)',
  nch_profnl_cmpnt_chrg_amt: 'Professional Component Charge Amount',
  nch_bene_ptb_ddctbl_amt: 'NCH Beneficiary Part B Deductible Amount',
  nch_bene_ptb_coinsrnc_amt: 'NCH Beneficiary Part B Coinsurance Amount',
  clm_op_prvdr_pmt_amt: 'Claim Outpatient Provider Payment Amount',
  clm_op_bene_pmt_amt: 'Claim Outpatient Payment Amount to Beneficiary',
  nch_bene_blood_ddctbl_lblty_am: 'NCH Beneficiary Blood Deductible Liability Amount',
  prpayamt: 'NCH Primary Payer (if not Medicare) Claim Paid Amount',
  clm_pass_thru_per_diem_amt: 'Claim Pass Thru Per Diem Amount',
  clm_tot_pps_cptl_amt: 'Claim Total PPS Capital Amount',
  bene_tot_coinsrnc_days_cnt: 'Beneficiary Total Coinsurance Days Count',
  clm_non_utlztn_days_cnt: 'Claim Medicare Non Utilization Days Count',
  nch_bene_ip_ddctbl_amt: 'NCH Beneficiary Inpatient (or other Part A) Deductible Amount',
  nch_bene_pta_coinsrnc_lblty_amt: 'NCH Beneficiary Part A Coinsurance Liability Amount',
  nch_ip_ncvrd_chrg_amt: 'NCH Inpatient(or other Part A) Non-covered Charge Amount',
  nch_ip_tot_ddctn_amt: 'NCH Inpatient (or other Part A) Total Deductible/Coinsurance Amount',
  nch_drg_outlier_aprvd_pmt_amt: 'NCH DRG Outlier Approved Payment Amount',
  clm_utlztn_day_cnt: 'Claim Medicare Utilization Day Count',
}

/** One amount of a line. */
export function adjudication(variable: string, cents: number): JsonObject {
  return { category: categoryOf(variable), amount: money(cents) }
}

/** One amount of the whole claim; carrier and equipment claims label it wrongly. */
export function total(general: General, cents: number): JsonObject {
  const exact = coding(`${CODES}adjudication`, `${VARIABLES}clm_tot_chrg_amt`, 'Claim Total Charge Amount')
  return { category: { coding: [GENERAL[general], exact] }, amount: money(cents) }
}

export function drugTotal(cents: number): JsonObject {
  return { category: { coding: [GENERAL.drugcost] }, amount: money(cents) }
}

/** A reason without an amount: the category says "denied" even where nothing was. */
export function reason(variable: string, code: string, display?: string): JsonObject {
  return { category: DENIAL, reason: { coding: [coding(VARIABLES + variable, code, display)] } }
}
const DENIAL: JsonObject = {
  coding: [coding(`${CARIN}C4BBAdjudicationDiscriminator`, 'denialreason', 'Denial Reason')],
}

/** The balances of a claim from amounts in cents and counts of days. */
export function benefitBalance(
  amounts: Readonly<Record<string, number>>,
  days: Readonly<Record<string, number>> = {},
): readonly JsonObject[] {
  const financial = [
    ...Object.entries(amounts).map(([variable, cents]) => ({ type: balanceOf(variable), usedMoney: money(cents) })),
    ...Object.entries(days).map(([variable, count]) => ({ type: balanceOf(variable), usedUnsignedInt: count })),
  ]
  return [{ category: { coding: [coding(`${TERMS}ex-benefitcategory`, '1', 'Medical Care')] }, financial }]
}

function categoryOf(variable: string): JsonObject {
  const known = CATEGORIES.get(variable)
  if (known === undefined) throw new RangeError(`No category is known for the variable ${variable}`)
  return known
}

/** Built once: the same object stands in every line that has the amount. */
const CATEGORIES: ReadonlyMap<string, JsonObject> = new Map(
  Object.entries(AMOUNTS).map(([variable, [general, display]]) => [
    variable,
    { coding: [GENERAL[general], coding(`${CODES}adjudication`, VARIABLES + variable, display)] },
  ]),
)

function balanceOf(variable: string): JsonObject {
  return { coding: [coding(`${CODES}benefit-balance`, VARIABLES + variable, BALANCES[variable])] }
}
