/**
 * The supporting facts of a version 2 claim: each has a category that names it and a value in one of four shapes.
 */
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { CARIN, CODES, TERMS, VARIABLES, coding } from './codes'

/** A fact before it has its number. */
export type Fact = JsonObject

/** Words of the facts that are named by a CMS variable. */
const INFORMATION: Readonly<Record<string, string>> = {
  nch_ptnt_stus_ind_cd: 'NCH Patient Status Indicator Code',
  clm_src_ip_admsn_cd: 'Claim Source Inpatient Admission Code',
  clm_drg_cd: 'Claim Diagnosis Related Group Code (or MS-DRG Code)',
  clm_mco_pd_sw: 'Claim MCO Paid Switch',
  nch_prmry_pyr_cd: 'NCH Primary Payer Code (if not Medicare)',
  clm_pps_ind_cd: 'Claim PPS Indicator Code',
  clm_hha_lupa_ind_cd: 'Claim HHA Low Utilization Payment Adjustment (LUPA) Indicator Code',
  clm_hha_rfrl_cd: 'Claim HHA Referral Code',
  clm_hha_tot_visit_cnt: 'Claim HHA Total Visit Count',
  line_hct_hgb_rslt_num: 'Hematocrit / Hemoglobin Test Results',
  drug_cvrg_stus_cd: 'Drug Coverage Status Code',
  daw_prod_slctn_cd: 'Dispense as Written (DAW) Product Selection Code',
  dspnsng_stus_cd: 'Dispensing Status Code',
  adjstmt_dltn_cd: 'Adjustment Deletion Code',
  ctstrphc_cvrg_cd: 'Catastrophic Coverage Code',
  ptnt_rsdnc_cd: 'Patient Residence Code',
  submsn_clr_cd: 'Submission clarification code',
}

/** A fact named by a CMS variable, with a code of that variable. A null code stands for a blank. */
export function info(variable: string, code: string | null, display?: string): Fact {
  return {
    sequence: undefined,
    category: infoCategory(variable),
    code: { coding: [coding(VARIABLES + variable, code, display)] },
  }
}

/** A fact named by a CMS variable, with another kind of value. */
export function infoValue(variable: string, value: JsonObject): Fact {
  return { sequence: undefined, category: infoCategory(variable), ...value }
}

/** A fact of the profile's own list, some with a CMS variable beside it. */
export function fact(code: string, display: string, value: JsonObject, variable?: readonly [string, string]): Fact {
  const own = coding(`${CARIN}C4BBSupportingInfoType`, code, display)
  const exact = variable === undefined ? [] : [coding(`${CODES}information`, VARIABLES + variable[0], variable[1])]
  return { sequence: undefined, category: { coding: [own, ...exact] }, ...value }
}

/** The day the claim was processed; its category calls it the day it was received. */
export function processed(day: string): Fact {
  return fact('clmrecvddate', 'Claim Received Date', { timingDate: day }, [
    'nch_wkly_proc_dt',
    'NCH Weekly Claim Processing Date',
  ])
}

/** Numbers the facts from one. */
export function numbered(facts: readonly Fact[]): readonly JsonObject[] {
  return facts.map((it, index) => ({ ...it, sequence: index + 1 }))
}

function infoCategory(variable: string): JsonObject {
  return {
    coding: [
      coding(`${TERMS}claiminformationcategory`, 'info', 'Information'),
      coding(`${CODES}information`, VARIABLES + variable, INFORMATION[variable]),
    ],
  }
}
