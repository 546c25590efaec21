/**
 * Hospitals, clinics, nursing facilities, home health agencies and hospices in version 2.
 */
import type { Claim } from '@/sandbox/people/claims/claim'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { FACILITIES } from '@/sandbox/people/pools/institutions'
import { benefitBalance, total } from './amounts'
import type { ClaimParts } from './claim-parts'
import { CARIN, codeExtension, coding, dateExtension, identifierExtension, quantityExtension } from './codes'
import { proceduresOf } from './diagnoses'
import { numbered } from './facts'
import { institutionalLine } from './institutional-lines'
import { member, npiOf, numberedTeam, organizationOf } from './people-on-claim'
import { stayFacts } from './stay-facts'

export function institutionParts(claim: Claim): ClaimParts {
  const members = teamOf(claim)
  const performing = members.length
  return {
    contained: [organizationOf(claim)],
    extension: extensionsOf(claim),
    subType: subTypeOf(claim),
    periodExtension: [codeExtension('claim_query_cd', '3', 'Final bill')],
    provider: { reference: '#provider-org' },
    facility: facilityOf(claim),
    careTeam: numberedTeam(members),
    supportingInfo: numbered(stayFacts(claim)),
    procedure: claim.procedures.length === 0 ? undefined : proceduresOf(claim.procedures),
    item: claim.lines.map(line => institutionalLine(claim, line, [performing])),
    total: [total('submitted', claim.money.billed)],
    benefitBalance: balanceOf(claim),
  }
}

const PART_A_RECORD =
  'Part A institutional claim record (inpatient [IP], skilled nursing facility [SNF], hospice [HOS], or home health ' +
  'agency [HHA])'

function extensionsOf(claim: Claim): readonly JsonObject[] {
  const { kind, stay } = claim
  const inBed = kind === 'inpatient' || kind === 'snf'
  const partA = inBed || kind === 'hospice'
  const record = partA
    ? (['V', PART_A_RECORD] as const)
    : (['W', 'Part B institutional claim record (outpatient [HOP], HHA)'] as const)
  return [
    codeExtension('nch_near_line_rec_ident_cd', record[0], record[1]),
    ...(inBed ? [actionOf(claim)] : []),
    identifierExtension('fi_doc_clm_cntl_num', claim.controlNumber),
    ...(kind !== 'outpatient' || claim.full ? [dateExtension('fi_clm_proc_dt', claim.processedOn)] : []),
    ...nonPayment(claim),
    codeExtension('clm_srvc_clsfctn_type_cd', stay?.billType.slice(1) ?? '1'),
    codeExtension('fi_num', claim.contractor.code),
    ...(kind === 'hospice' ? [quantityExtension('bene_hospc_prd_cnt', 1)] : []),
  ]
}

function actionOf(claim: Claim): JsonObject {
  if (claim.state === 'void') return codeExtension('fi_clm_actn_cd', '4', 'Cancel only adjustment')
  return codeExtension('fi_clm_actn_cd', '1', 'Original debit action (always a 1 for all regular bills)')
}

/** Why Medicare did not pay: a blank in most clinics' claims, a reason where a line was refused. */
function nonPayment(claim: Claim): readonly JsonObject[] {
  if (claim.lines.some(line => line.denied))
    return [codeExtension('clm_mdcr_non_pmt_rsn_cd', 'N', 'All other reasons for nonpayment')]
  if (claim.kind !== 'outpatient' || claim.full)
    return [codeExtension('clm_mdcr_non_pmt_rsn_cd', 'P', 'Payment requested')]
  return claim.slot % 3 === 0 ? [codeExtension('clm_mdcr_non_pmt_rsn_cd', null)] : []
}

function subTypeOf(claim: Claim): JsonObject | undefined {
  // Clinics' claims of the older set have none.
  if (claim.kind === 'outpatient' && claim.look === 'rounded') return undefined
  const [code, text] = claim.kind === 'outpatient' ? ['outpatient', 'Outpatient'] : ['inpatient', 'Inpatient']
  return { coding: [coding(`${CARIN}C4BBInstitutionalClaimSubType`, code)], text }
}

function facilityOf(claim: Claim): JsonObject {
  const digit = claim.stay?.billType.slice(0, 1) ?? '1'
  return { extension: [codeExtension('clm_fac_type_cd', digit, FACILITIES[digit])] }
}

/** The last member is the one the lines point to. */
function teamOf(claim: Claim): readonly JsonObject[] {
  const operates = claim.kind === 'outpatient' || claim.kind === 'inpatient' || claim.kind === 'snf'
  const taxonomy = {
    qualification: {
      coding: [coding('http://nucc.org/provider-taxonomy', claim.specialty.taxonomy, claim.specialty.text)],
    },
  }
  return [
    member('attending', npiOf(claim.doctor), taxonomy),
    ...(operates ? [member('operating', npiOf(claim.referring))] : []),
    ...(operates && claim.full ? [member('otheroperating', npiOf(claim.referring))] : []),
    member('performing', npiOf(claim.doctor), taxonomy),
  ]
}

function balanceOf(claim: Claim): readonly JsonObject[] {
  const { money, stay, kind } = claim
  if (kind === 'hha') return benefitBalance({ prpayamt: money.primaryPaid })
  if (kind === 'hospice')
    return benefitBalance({ prpayamt: money.primaryPaid }, { clm_utlztn_day_cnt: stay?.days ?? 0 })
  return kind === 'outpatient' ? clinicBalance(claim) : stayBalance(claim)
}

function clinicBalance(claim: Claim): readonly JsonObject[] {
  const { money } = claim
  return benefitBalance({
    nch_profnl_cmpnt_chrg_amt: 0,
    nch_bene_ptb_ddctbl_amt: money.deductible,
    nch_bene_ptb_coinsrnc_amt: money.coinsurance,
    clm_op_prvdr_pmt_amt: money.toProvider,
    clm_op_bene_pmt_amt: 0,
    nch_bene_blood_ddctbl_lblty_am: money.blood,
    prpayamt: money.primaryPaid,
  })
}

function stayBalance(claim: Claim): readonly JsonObject[] {
  const { money, stay } = claim
  return benefitBalance(
    {
      ...(claim.kind === 'inpatient'
        ? { clm_pass_thru_per_diem_amt: 0, nch_profnl_cmpnt_chrg_amt: 0, clm_tot_pps_cptl_amt: 0 }
        : {}),
      nch_bene_ip_ddctbl_amt: money.deductible,
      nch_bene_pta_coinsrnc_lblty_amt: money.coinsurance,
      nch_ip_ncvrd_chrg_amt: money.notCovered,
      nch_ip_tot_ddctn_amt: money.deductible + money.coinsurance + money.blood,
      ...(claim.kind === 'inpatient' ? { nch_drg_outlier_aprvd_pmt_amt: 0 } : {}),
      nch_bene_blood_ddctbl_lblty_am: money.blood,
      prpayamt: money.primaryPaid,
    },
    {
      clm_utlztn_day_cnt: stay?.days ?? 0,
      bene_tot_coinsrnc_days_cnt: stay?.coinsuranceDays ?? 0,
      clm_non_utlztn_days_cnt: 0,
    },
  )
}
