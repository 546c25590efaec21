// The small codes all over a record, for "Show codes": who should pay first, how somebody was admitted, how a medicine was
// chosen. Read only when one claim is opened, since most of a record has to be walked for them.
import type { RecordCodeList } from '@/lib/claims/words/record-codes'
import { isNode, list, text } from './read'

export interface RecordCode {
  readonly list: RecordCodeList
  readonly code: string
}

/** The last step of a coding's system, in small letters (contract claims-data 1.3 for version 2, 1.4 for version 3). */
const lists: Readonly<Record<string, RecordCodeList>> = {
  nch_prmry_pyr_cd: 'first-insurer',
  clm_nch_prmry_pyr_cd: 'first-insurer',
  line_bene_prmry_pyr_cd: 'first-insurer',
  clm_ip_admsn_type_cd: 'admission-type',
  clm_admsn_type_cd: 'admission-type',
  clm_src_ip_admsn_cd: 'admission-source',
  clm_admsn_src_cd: 'admission-source',
  clm_adjstmt_type_cd: 'adjustment',
  clm_pd_stus_cd: 'paid-status',
  claim_query_cd: 'query',
  clm_query_cd: 'query',
  fi_clm_actn_cd: 'action',
  clm_fi_actn_cd: 'action',
  carr_clm_entry_cd: 'entry',
  clm_disp_cd: 'disposition',
  nch_near_line_rec_ident_cd: 'record-kind',
  clm_nrln_ric_cd: 'record-kind',
  nch_ptnt_stus_ind_cd: 'patient-status',
  clm_mco_pd_sw: 'managed-care',
  clm_mdcr_instnl_mco_pd_sw: 'managed-care',
  asgmntcd: 'assignment',
  clm_mdcr_prfnl_prvdr_asgnmt_sw: 'assignment',
  prtcptng_ind_cd: 'participation',
  drug_cvrg_stus_cd: 'drug-coverage',
  ctstrphc_cvrg_cd: 'catastrophic',
  clm_ctstrphc_cvrg_ind_cd: 'catastrophic',
  dspnsng_stus_cd: 'dispensing',
  clm_dspnsng_stus_cd: 'dispensing',
  daw_prod_slctn_cd: 'product-selection',
  clm_daw_prod_slctn_cd: 'product-selection',
  cmpnd_cd: 'compound',
  clm_cmpnd_cd: 'compound',
  brnd_gnrc_cd: 'brand',
  clm_brnd_gnrc_cd: 'brand',
  rx_orgn_cd: 'prescription-origin',
  clm_rx_orgn_cd: 'prescription-origin',
  prcng_excptn_cd: 'pricing-exception',
  clm_prcng_excptn_cd: 'pricing-exception',
  adjstmt_dltn_cd: 'drug-adjustment',
  ptnt_rsdnc_cd: 'residence',
  clm_ptnt_rsdnc_cd: 'residence',
  submsn_clr_cd: 'clarification',
  clm_submsn_clr_cd: 'clarification',
}

/** Deeper than any record goes; a reply nested for its own sake is not followed. */
const deepest = 12
const most = 40

/** Each code once, in the order of the record. Total: whatever arrives, this answers a list. */
export function readRecordCodes(resource: unknown): readonly RecordCode[] {
  const found = new Map<string, RecordCode>()
  walk(resource, 0, found)
  return [...found.values()].slice(0, most)
}

function walk(value: unknown, depth: number, found: Map<string, RecordCode>): void {
  if (depth > deepest) return
  if (Array.isArray(value)) return list(value).forEach((each) => walk(each, depth + 1, found))
  if (!isNode(value)) return
  const code = readCode(value)
  if (code) found.set(`${code.list} ${code.code}`, code)
  Object.values(value).forEach((each) => walk(each, depth + 1, found))
}

function readCode({ system, code }: Readonly<Record<string, unknown>>): RecordCode | null {
  const [address, said] = [text(system), text(code)]
  if (address === null || said === null) return null
  const name = address.slice(address.lastIndexOf('/') + 1).trim().toLowerCase().replaceAll('-', '_')
  const known = Object.hasOwn(lists, name) ? lists[name] : undefined
  return known === undefined ? null : { list: known, code: said }
}
