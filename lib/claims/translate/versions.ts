// Every difference between Medicare's two formats, in one table: where each fact stands in version 2 and in version 3.
// They are two formats, not two editions of one (contract claims-data 1.3, 1.4); nothing else in this room asks which
// version it reads, except the money rules, which differ in substance (4.2).
import type { ClaimKind } from '@/lib/claims/claim'

export type Version = 2 | 3

/** What an amount on a line means to us. */
export type LineAmount =
  | 'billed' | 'allowed' | 'medicarePaid' | 'deductible' | 'coinsurance' | 'coinsuranceAdjusted' | 'coinsuranceReduced'
  | 'primaryPaid' | 'notCovered' | 'patientPaid' | 'drugCost' | 'planPaid' | 'subsidy' | 'otherTroop' | 'otherPayer' | 'gapDiscount'

/** What an amount on the whole claim means to us. */
export type ClaimAmount =
  | 'billed' | 'billedInstitutional' | 'allowed' | 'deductible' | 'coinsurance' | 'stayDeductible' | 'stayCoinsurance'
  | 'blood' | 'allDeductions' | 'notCovered' | 'stayNotCovered' | 'otherPaidProfessional' | 'otherPaidInstitutional'
  | 'patientPaid' | 'drugCost' | 'drugOtherPaid' | 'coveredDays'

export interface Dialect {
  readonly version: Version
  /** Endings of the coding systems that name the claim type, best first. */
  readonly typeSystems: readonly string[]
  readonly lineAmounts: ReadonlyMap<string, LineAmount>
  readonly claimAmounts: ReadonlyMap<string, ClaimAmount>
  /** Categories of supporting information, first found wins. */
  readonly info: Readonly<Record<InfoName, readonly string[]>>
  /** Addresses of extensions on the claim. */
  readonly claimExtension: Readonly<Record<ClaimExtensionName, string>>
  readonly lineExtension: Readonly<Record<LineExtensionName, string>>
  /** Ending of the system of a provider's Medicare specialty. */
  readonly specialtySystem: string
  readonly revenueSystem: string
}

type InfoName =
  | 'processed' | 'managedCare' | 'discharge' | 'admission' | 'drg' | 'billType' | 'daysSupply' | 'fillNumber' | 'brand' | 'phase'
  | 'drugAdjusted' | 'adjusted' | 'paidStatus' | 'denial' | 'nonPayment' | 'assigned' | 'pharmacyKind' | 'prescription'

type ClaimExtensionName = 'controlCarrier' | 'controlInstitutional' | 'denial' | 'nonPayment' | 'assigned' | 'entry' | 'action' | 'billClass' | 'query' | 'processed' | 'adjusted'
type LineExtensionName = 'decision' | 'units' | 'betos' | 'service' | 'authorization'

export const variables = 'https://bluebutton.cms.gov/resources/variables/'
export const structures = 'https://bluebutton.cms.gov/fhir/StructureDefinition/'

const v = (name: string): string => `${variables}${name}`

const v2: Dialect = {
  version: 2,
  typeSystems: ['/eob-type', '/nch_clm_type_cd'],
  lineAmounts: new Map([
    [v('line_sbmtd_chrg_amt'), 'billed'],
    [v('line_alowd_chrg_amt'), 'allowed'],
    [v('line_nch_pmt_amt'), 'medicarePaid'],
    [v('line_bene_ptb_ddctbl_amt'), 'deductible'],
    [v('line_coinsrnc_amt'), 'coinsurance'],
    [v('line_bene_prmry_pyr_pd_amt'), 'primaryPaid'],
    [v('rev_cntr_tot_chrg_amt'), 'billed'],
    [v('rev_cntr_ncvrd_chrg_amt'), 'notCovered'],
    [v('rev_cntr_pmt_amt_amt'), 'medicarePaid'],
    [v('rev_cntr_cash_ddctbl_amt'), 'deductible'],
    [v('rev_cntr_coinsrnc_wge_adjstd_c'), 'coinsuranceAdjusted'],
    [v('rev_cntr_rdcd_coinsrnc_amt'), 'coinsuranceReduced'],
    [v('tot_rx_cst_amt'), 'drugCost'],
    [v('ptnt_pay_amt'), 'patientPaid'],
    [v('cvrd_d_plan_pd_amt'), 'planPaid'],
    [v('lics_amt'), 'subsidy'],
    [v('othr_troop_amt'), 'otherTroop'],
    [v('plro_amt'), 'otherPayer'],
    [v('rptd_gap_dscnt_num'), 'gapDiscount'],
  ]),
  claimAmounts: new Map([
    ['priorpayerpaid', 'otherPaidProfessional'],
    [v('clm_tot_chrg_amt'), 'billedInstitutional'],
    [v('prpayamt'), 'otherPaidInstitutional'],
    [v('nch_bene_ptb_ddctbl_amt'), 'deductible'],
    [v('nch_bene_ptb_coinsrnc_amt'), 'coinsurance'],
    [v('nch_bene_ip_ddctbl_amt'), 'stayDeductible'],
    [v('nch_bene_pta_coinsrnc_lblty_amt'), 'stayCoinsurance'],
    [v('nch_bene_blood_ddctbl_lblty_am'), 'blood'],
    [v('nch_ip_tot_ddctn_amt'), 'allDeductions'],
    [v('nch_ip_ncvrd_chrg_amt'), 'stayNotCovered'],
    [v('clm_utlztn_day_cnt'), 'coveredDays'],
  ]),
  info: {
    processed: ['clmrecvddate', v('nch_wkly_proc_dt')],
    managedCare: [v('clm_mco_pd_sw')],
    discharge: ['discharge-status', v('ptnt_dschrg_stus_cd')],
    admission: ['admissionperiod'],
    drg: [v('clm_drg_cd'), 'drg'],
    billType: ['typeofbill', v('clm_freq_cd')],
    daysSupply: ['dayssupply'],
    fillNumber: ['refillnum'],
    // Misspelt in recordings, spelt right by the server of today.
    brand: ['brandgenericindicator', 'brandgenericcode'],
    phase: [v('ctstrphc_cvrg_cd')],
    drugAdjusted: [v('adjstmt_dltn_cd')],
    adjusted: [],
    paidStatus: [],
    denial: [],
    nonPayment: [],
    assigned: [],
    pharmacyKind: [],
    prescription: [],
  },
  claimExtension: {
    controlCarrier: v('carr_clm_cntl_num'),
    controlInstitutional: v('fi_doc_clm_cntl_num'),
    denial: v('carr_clm_pmt_dnl_cd'),
    nonPayment: v('clm_mdcr_non_pmt_rsn_cd'),
    assigned: v('asgmntcd'),
    entry: v('carr_clm_entry_cd'),
    action: v('fi_clm_actn_cd'),
    billClass: v('clm_srvc_clsfctn_type_cd'),
    query: v('claim_query_cd'),
    processed: '',
    adjusted: '',
  },
  lineExtension: { decision: v('line_prcsg_ind_cd'), units: v('rev_cntr_unit_cnt'), betos: v('betos_cd'), service: '', authorization: '' },
  specialtySystem: '/prvdr_spclty',
  revenueSystem: '/rev_cntr',
}

const d = (name: string): string => `${structures}${name}`

const v3: Dialect = {
  version: 3,
  // The friendly coding exists only since July 2026.
  typeSystems: ['/EOB-TYPE', '/CLM-TYPE-CD', '/CLM-TYPE'],
  lineAmounts: new Map([
    ['CLM_LINE_SBMT_CHRG_AMT', 'billed'],
    ['CLM_LINE_ALOWD_CHRG_AMT', 'allowed'],
    ['CLM_LINE_CVRD_PD_AMT', 'medicarePaid'],
    ['CLM_LINE_MDCR_DDCTBL_AMT', 'deductible'],
    ['CLM_LINE_MDCR_COINSRNC_AMT', 'coinsurance'],
    ['CLM_LINE_INSTNL_ADJSTD_AMT', 'coinsuranceAdjusted'],
    ['CLM_LINE_INSTNL_RDCD_AMT', 'coinsuranceReduced'],
    ['CLM_LINE_NCVRD_CHRG_AMT', 'notCovered'],
    ['CLM_BENE_PRMRY_PYR_PD_AMT', 'primaryPaid'],
    ['CLM_LINE_INSTNL_MSP1_PD_AMT', 'primaryPaid'],
    ['CLM_LINE_BENE_PMT_AMT', 'patientPaid'],
    ['TOT_RX_CST_AMT', 'drugCost'],
    ['CLM_LINE_LIS_AMT', 'subsidy'],
    ['CLM_LINE_PLRO_AMT', 'otherPayer'],
    ['CLM_LINE_RPTD_GAP_DSCNT_AMT', 'gapDiscount'],
  ]),
  claimAmounts: new Map([
    ['CLM_SBMT_CHRG_AMT', 'billed'],
    ['CLM_ALOWD_CHRG_AMT', 'allowed'],
    ['CLM_MDCR_DDCTBL_AMT', 'deductible'],
    ['CLM_MDCR_COINSRNC_AMT', 'coinsurance'],
    ['CLM_MDCR_IP_BENE_DDCTBL_AMT', 'stayDeductible'],
    ['CLM_BLOOD_LBLTY_AMT', 'blood'],
    ['CLM_NCVRD_CHRG_AMT', 'notCovered'],
    ['CLM_MDCR_PRFNL_PRMRY_PYR_AMT', 'otherPaidProfessional'],
    ['CLM_MDCR_INSTNL_PRMRY_PYR_AMT', 'otherPaidInstitutional'],
    ['CLM_BENE_PMT_AMT', 'patientPaid'],
    ['TOT_RX_CST_AMT', 'drugCost'],
    ['CLM_OTHR_TP_PD_AMT', 'drugOtherPaid'],
    ['CLM_INSTNL_CVRD_DAY_CNT', 'coveredDays'],
  ]),
  info: {
    processed: ['CLM_NCH_WKLY_PROC_DT', 'CLM_CMS_PROC_DT'],
    managedCare: ['CLM_MDCR_INSTNL_MCO_PD_SW'],
    discharge: ['discharge-status'],
    admission: ['admissionperiod'],
    drg: ['drg'],
    billType: ['typeofbill'],
    daysSupply: ['dayssupply'],
    fillNumber: ['refillnum'],
    brand: ['brandgenericindicator'],
    phase: ['CLM_CTSTRPHC_CVRG_IND_CD'],
    drugAdjusted: [],
    adjusted: ['CLM_ADJSTMT_TYPE_CD'],
    paidStatus: ['CLM_PD_STUS_CD'],
    denial: ['CLM_CARR_PMT_DNL_CD'],
    nonPayment: ['CLM_MDCR_NPMT_RSN_CD'],
    assigned: ['CLM_MDCR_PRFNL_PRVDR_ASGNMT_SW'],
    pharmacyKind: ['CLM_PHRMCY_SRVC_TYPE_CD'],
    prescription: ['CLM_LINE_RX_NUM'],
  },
  // In 2025 these stood on the claim; later they moved to the supporting information.
  claimExtension: {
    controlCarrier: '',
    controlInstitutional: '',
    denial: d('CLM-CARR-PMT-DNL-CD'),
    nonPayment: d('CLM-MDCR-NPMT-RSN-CD'),
    assigned: d('CLM-MDCR-PRFNL-PRVDR-ASGNMT-SW'),
    entry: '',
    action: '',
    billClass: '',
    query: '',
    processed: d('CLM-CMS-PROC-DT'),
    adjusted: d('CLM-ADJSTMT-TYPE-CD'),
  },
  lineExtension: { decision: d('CLM-PRCSG-IND-CD'), units: '', betos: '', service: d('CLM-FED-TYPE-SRVC-CD'), authorization: d('PA-DECISION') },
  specialtySystem: '/CLM-PRVDR-SPCLTY-CD',
  revenueSystem: '/CLM-REV-CNTR-CD',
}

/** Where each fact stands in this version. */
export function dialectOf(version: Version): Dialect {
  return version === 2 ? v2 : v3
}

const named = new Map<string, ClaimKind>([
  ['CARRIER', 'carrier'], ['DME', 'dme'], ['HHA', 'hha'], ['HOSPICE', 'hospice'],
  ['INPATIENT', 'inpatient'], ['OUTPATIENT', 'outpatient'], ['SNF', 'snf'], ['PDE', 'pde'],
  // The letters of a decision made before the service: it has no claim type yet.
  ['B', 'carrier'], ['C', 'hospice'], ['D', 'dme'], ['H', 'hha'], ['I', 'inpatient'], ['O', 'outpatient'],
])

const finished = new Map<string, ClaimKind>([
  ['71', 'carrier'], ['72', 'carrier'], ['81', 'dme'], ['82', 'dme'], ['10', 'hha'], ['50', 'hospice'],
  ['60', 'inpatient'], ['61', 'inpatient'], ['62', 'inpatient'], ['63', 'inpatient'], ['64', 'inpatient'],
  ['20', 'snf'], ['30', 'snf'], ['40', 'outpatient'], ['1', 'pde'], ['2', 'pde'], ['3', 'pde'], ['4', 'pde'],
])

/** The last three digits of a claim still in the payment systems; everything else there is outpatient. */
const inProcess = new Map<string, ClaimKind>([
  ['700', 'carrier'], ['800', 'dme'], ['900', 'hospice'],
  ['032', 'hha'], ['033', 'hha'], ['039', 'hha'], ['042', 'hha'], ['066', 'hha'], ['092', 'hha'],
  ['081', 'hospice'], ['082', 'hospice'], ['091', 'hospice'], ['098', 'hospice'],
  ['011', 'inpatient'], ['041', 'inpatient'], ['069', 'inpatient'], ['018', 'snf'], ['021', 'snf'],
  ['019', 'other'], ['029', 'other'],
])

/** The kind of claim a type code stands for (contract claims-data 1.4); `other` for a code we do not know. */
export function kindOfType(code: string): ClaimKind {
  const known = named.get(code.toUpperCase()) ?? finished.get(code)
  if (known) return known
  if (!/^[12]\d{3}$/.test(code)) return 'other'
  const bill = code.slice(1)
  return inProcess.get(bill) ?? (bill.startsWith('0') ? 'outpatient' : 'other')
}

/** Stays recorded by managed care: real, but not owed under Original Medicare. */
export function isManagedCareType(code: string): boolean {
  return code === '61' || code === '62' || code === '63' || code === '64'
}
