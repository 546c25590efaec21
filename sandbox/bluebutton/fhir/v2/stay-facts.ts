/**
 * What version 2 tells of a stay besides its lines: admission, bill, discharge, who else pays.
 */
import type { Claim } from '@/sandbox/people/claims/claim'
import { FREQUENCIES } from '@/sandbox/people/pools/institutions'
import { VARIABLES, coding } from './codes'
import { fact, info, infoValue, processed } from './facts'
import type { Fact } from './facts'

/** The supporting facts of an institutional claim, in the order of the server. */
export function stayFacts(claim: Claim): readonly Fact[] {
  const { kind, stay, startOn, endOn } = claim
  if (stay === null) return [processed(claim.processedOn)]
  const inBed = kind === 'inpatient' || kind === 'snf'
  const stays = kind !== 'outpatient'
  return [
    processed(claim.processedOn),
    ...(inBed ? [info('nch_ptnt_stus_ind_cd', 'A', 'Discharged')] : []),
    ...(kind === 'hospice' ? [info('nch_ptnt_stus_ind_cd', 'C', 'Still a patient')] : []),
    ...(stays
      ? [
          fact('admissionperiod', 'Admission Period', {
            timingPeriod: kind === 'hha' ? { start: startOn } : { start: startOn, end: endOn },
          }),
        ]
      : []),
    ...admissionFacts(claim),
    ...(inBed || kind === 'outpatient' ? [managedCare(claim)] : []),
    frequencyFact(stay.frequency),
    fact('discharge-status', 'Discharge Status', {
      code: { coding: [coding(`${VARIABLES}ptnt_dschrg_stus_cd`, stay.discharge.code, stay.discharge.text)] },
    }),
    ...payerFact(claim),
    ...(kind === 'hha' ? homeFacts(stay.visits) : []),
    ...(kind === 'snf' ? [info('clm_pps_ind_cd', '2', 'PPS bill; claim contains PPS indicator')] : []),
  ]
}

function admissionFacts(claim: Claim): readonly Fact[] {
  const { admission, drg } = claim.stay ?? { admission: null, drg: null }
  if (admission === null) return []
  const type = coding(
    'https://www.nubc.org/CodeSystem/PriorityTypeOfAdmitOrVisit',
    admission.type.code,
    admission.type.text,
  )
  return [
    fact('admtype', 'Information', { code: { coding: [type] } }, [
      'clm_ip_admsn_type_cd',
      'Claim Inpatient Admission Type Code',
    ]),
    info('clm_src_ip_admsn_cd', admission.source.code),
    info('clm_drg_cd', drg),
  ]
}

function managedCare(claim: Claim): Fact {
  if (claim.managedCare) return info('clm_mco_pd_sw', '1', 'MCO paid provider for the claim')
  return info('clm_mco_pd_sw', '0', 'No managed care organization (MCO) payment')
}

function frequencyFact(code: string): Fact {
  return fact('typeofbill', 'Type of Bill', {
    code: { coding: [coding(`${VARIABLES}clm_freq_cd`, code, FREQUENCIES[code])] },
  })
}

function payerFact(claim: Claim): readonly Fact[] {
  if (claim.full || claim.money.primaryPaid > 0) {
    return [info('nch_prmry_pyr_cd', 'A', 'Employer group health plan (EGHP) insurance for an aged beneficiary')]
  }
  return claim.slot % 2 === 0 ? [info('nch_prmry_pyr_cd', null)] : []
}

function homeFacts(visits: number): readonly Fact[] {
  return [
    info('clm_pps_ind_cd', '2', 'PPS bill; claim contains PPS indicator'),
    info(
      'clm_hha_rfrl_cd',
      '1',
      'Physician referral - The patient was admitted upon the recommendation of a personal physician.',
    ),
    infoValue('clm_hha_tot_visit_cnt', { valueQuantity: { value: visits } }),
  ]
}
