/**
 * The supporting facts of a version 3 claim, named by column or by the profile's own list.
 */
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { CARIN, TERMS, coding, own } from './codes'

export type Fact = JsonObject

const WORDS: Readonly<Record<string, string>> = {
  CLM_ADJSTMT_TYPE_CD: 'Claim Adjustment Type Code',
  CLM_AUDT_TRL_STUS_CD: 'Claim Status Code',
  CLM_CARR_PMT_DNL_CD: 'Claim Payment Denial Code',
  CLM_CMS_PROC_DT: 'FI Claim Process Date',
  CLM_CNTRCTR_NUM: 'Claim Contractor Number',
  CLM_CTSTRPHC_CVRG_IND_CD: 'Catastrophic Coverage Code',
  CLM_DISP_CD: 'Claim Disposition Code',
  CLM_DRUG_CVRG_STUS_CD: 'Drug Coverage Status Code',
  CLM_FI_ACTN_CD: 'Claim Fiscal Intermediary Action Code',
  CLM_IDR_LD_DT: 'Claim IDR Load Date',
  CLM_LTC_DSPNSNG_MTHD_CD: 'Submission Clarification Code',
  CLM_LINE_RX_NUM: 'Claim Line Prescription Service Reference Number',
  CLM_MDCR_INSTNL_MCO_PD_SW: 'MCO Paid Switch',
  CLM_MDCR_NPMT_RSN_CD: 'Claim Non Payment Reason Code',
  CLM_MDCR_PRFNL_PRVDR_ASGNMT_SW: 'Provider Assignment Indicator',
  CLM_NCH_PRMRY_PYR_CD: 'NCH Primary Payer Code',
  CLM_NCH_WKLY_PROC_DT: 'Weekly Process Date',
  CLM_PD_STUS_CD: 'Claim Paid Status Code',
  CLM_PHRMCY_SRVC_TYPE_CD: 'Pharmacy Service Type Code',
  CLM_PTNT_RSDNC_CD: 'Patient Residence Code',
  CLM_QUERY_CD: 'Claim Query Code',
  CLM_SBMTR_CNTRCT_NUM: 'Submitter Contract Number',
  CLM_SBMTR_CNTRCT_PBP_NUM: 'Submitter Contract PBP Number',
  CLM_SBMT_FRMT_CD: 'Claim Submission Format Code',
}

/** A fact named by column, with a code of the code system of that name. */
export function code(column: string, value: string, display?: string, system = column.replaceAll('_', '-')): Fact {
  return { sequence: undefined, category: named(column), code: { coding: [own(system, value, display)] } }
}

export function day(column: string, timingDate: string): Fact {
  return { sequence: undefined, category: named(column), timingDate }
}

export function text(column: string, valueString: string): Fact {
  return { sequence: undefined, category: named(column), valueString }
}

/** A fact of the profile's list, which comes without words. */
export function listed(name: string, value: JsonObject): Fact {
  return { sequence: undefined, category: { coding: [coding(`${CARIN}C4BBSupportingInfoType`, name)] }, ...value }
}

/** A listed fact whose value is one or more codings. */
export function listedCode(name: string, codings: readonly JsonObject[]): Fact {
  return listed(name, { code: { coding: codings } })
}

export function numbered(facts: readonly Fact[]): readonly JsonObject[] {
  return facts.map((it, index) => ({ ...it, sequence: index + 1 }))
}

function named(column: string): JsonObject {
  return {
    coding: [
      coding(`${TERMS}claiminformationcategory`, 'info', 'Information'),
      own('Supporting-Information', column, WORDS[column]),
    ],
  }
}
