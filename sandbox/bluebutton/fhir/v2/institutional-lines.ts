/**
 * Lines of institutional claims in version 2: a revenue centre always, a service sometimes, the total at the end.
 */
import type { Claim, Line } from '@/sandbox/people/claims/claim'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { adjudication, reason } from './amounts'
import { CODES, VARIABLES, codeExtension, coding, quantityExtension } from './codes'
import { modifiersOf, stateOf } from './professional-lines'

const NDC = 'http://hl7.org/fhir/sid/ndc'

/** One revenue line. */
export function institutionalLine(claim: Claim, line: Line, team: readonly number[]): JsonObject {
  const inBed = claim.kind === 'inpatient' || claim.kind === 'snf'
  const counted = claim.kind === 'outpatient' || claim.kind === 'hha' || claim.kind === 'snf'
  return {
    extension: counted && line.quantity > 0 ? [quantityExtension('rev_cntr_unit_cnt', line.quantity)] : undefined,
    sequence: line.sequence,
    careTeamSequence: team,
    revenue: revenueOf(claim, line),
    productOrService: productOf(line),
    modifier: modifiersOf(line.modifiers),
    servicedDate: line.on?.start,
    locationAddress: { state: stateOf(claim).ssa },
    quantity: claim.kind === 'outpatient' && !claim.full ? undefined : { value: line.quantity },
    adjudication: inBed
      ? chargesOf(line)
      : claim.kind === 'outpatient'
        ? clinicAmounts(claim, line)
        : careAmounts(claim, line),
  }
}

function revenueOf(claim: Claim, line: Line): JsonObject {
  const own = coding(`${VARIABLES}rev_cntr`, line.revenue?.code ?? '0001', line.revenue?.text)
  const packaged = line.revenue?.code === '0001'
  const status = codeExtension('rev_cntr_stus_ind_cd', packaged ? 'N' : 'A')
  return claim.kind === 'outpatient' || claim.kind === 'hha'
    ? { extension: [status], coding: [own] }
    : { coding: [own] }
}

function productOf(line: Line): JsonObject | undefined {
  if (line.service === null) return undefined
  const extension = line.ndc === null ? undefined : [{ url: NDC, valueCoding: coding(NDC, line.ndc) }]
  return { extension, coding: [coding(`${CODES}hcpcs`, line.service.code)] }
}

function chargesOf(line: Line): readonly JsonObject[] {
  return [
    adjudication('rev_cntr_rate_amt', 0),
    adjudication('rev_cntr_tot_chrg_amt', line.money.billed),
    adjudication('rev_cntr_ncvrd_chrg_amt', line.money.notCovered),
  ]
}

/** A Medicare payment is called "submitted" here; the variable's name is right, the category is not. */
function clinicAmounts(claim: Claim, line: Line): readonly JsonObject[] {
  const { money } = line
  const shares = claim.lineShares ? money : { deductible: 0, coinsurance: 0 }
  return [
    ...(line.denied ? [reason('rev_cntr_1st_ansi_cd', 'CO50')] : []),
    adjudication('rev_cntr_rate_amt', 0),
    adjudication('rev_cntr_tot_chrg_amt', money.billed),
    adjudication('rev_cntr_ncvrd_chrg_amt', money.notCovered),
    adjudication('rev_cntr_blood_ddctbl_amt', 0),
    adjudication('rev_cntr_cash_ddctbl_amt', shares.deductible),
    adjudication('rev_cntr_coinsrnc_wge_adjstd_c', shares.coinsurance),
    adjudication('rev_cntr_rdcd_coinsrnc_amt', 0),
    adjudication('rev_cntr_1st_msp_pd_amt', money.primaryPaid),
    adjudication('rev_cntr_2nd_msp_pd_amt', 0),
    adjudication('rev_cntr_prvdr_pmt_amt', claim.money.toProvider < 0 ? claim.money.toProvider : money.paid),
    adjudication('rev_cntr_bene_pmt_amt', 0),
    adjudication('rev_cntr_ptnt_rspnsblty_pmt', 0),
    adjudication('rev_cntr_pmt_amt_amt', money.paid),
  ]
}

function careAmounts(claim: Claim, line: Line): readonly JsonObject[] {
  const paid = claim.money.billed === 0 ? 0 : Math.round((line.money.billed * claim.money.paid) / claim.money.billed)
  const provider = [adjudication('rev_cntr_prvdr_pmt_amt', paid), adjudication('rev_cntr_bene_pmt_amt', 0)]
  return [
    ...(claim.kind === 'hha' && line.denied ? [reason('rev_cntr_1st_ansi_cd', 'CO50')] : []),
    ...chargesOf(line),
    ...(claim.kind === 'hospice' ? provider : []),
    adjudication('rev_cntr_pmt_amt_amt', paid),
  ]
}
