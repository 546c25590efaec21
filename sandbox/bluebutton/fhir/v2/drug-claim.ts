/**
 * One prescription fill in version 2: a single line, no diagnosis, the pharmacy as facility.
 */
import type { Claim, Fill } from '@/sandbox/people/claims/claim'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { adjudication, drugTotal } from './amounts'
import type { ClaimParts } from './claim-parts'
import { CARIN, NPI, TERMS, VARIABLES, codeExtension, coding, identifierExtension, money } from './codes'
import { fact, info, numbered } from './facts'
import type { Fact } from './facts'
import { member, npiOf, numberedTeam } from './people-on-claim'

export function drugParts(claim: Claim): ClaimParts {
  const { fill, organization, doctor, full } = claim
  if (fill === null) throw new RangeError('A drug event without a fill')
  const prescriber = `DR. ${doctor.given.toUpperCase()} ${doctor.family.toUpperCase()} MD`
  return {
    provider: { identifier: { system: NPI, value: organization.npi } },
    facility: {
      extension: [codeExtension('phrmcy_srvc_type_cd', fill.pharmacy.code, fill.pharmacy.text)],
      identifier: { type: { coding: [coding(`${CARIN}C4BBIdentifierType`, 'npi')] }, value: organization.npi },
      display: claim.gaps.noNameV2 ? undefined : organization.name,
    },
    careTeam: numberedTeam([member('prescribing', npiOf(doctor), full ? { display: prescriber } : {})]),
    supportingInfo: numbered(factsOf(claim, fill)),
    coverageExtension: [
      identifierExtension('plan_cntrct_rec_id', claim.plan?.contract ?? 'Z0001'),
      identifierExtension('plan_pbp_rec_num', claim.plan?.number ?? '001'),
    ],
    item: [lineOf(claim, fill)],
    total: [drugTotal(fill.money.cost), OTHER_TOTAL],
    payment: full || claim.slot % 5 === 0 ? { date: fill.paidOn } : undefined,
  }
}

/** A second total of nothing, which the server of today adds. */
const OTHER_TOTAL: JsonObject = {
  category: { coding: [coding(`${CARIN}C4BBPayerAdjudicationStatus`, 'other', 'Other')] },
  amount: money(0),
}

function lineOf(claim: Claim, fill: Fill): JsonObject {
  return {
    sequence: claim.look === 'rounded' ? 6 : 1,
    careTeamSequence: [1],
    productOrService: { coding: [coding('http://hl7.org/fhir/sid/ndc', fill.ndc, fill.name)] },
    servicedDate: claim.startOn,
    quantity: { value: fill.quantity },
    adjudication: amountsOf(fill),
  }
}

function amountsOf(fill: Fill): readonly JsonObject[] {
  const { money } = fill
  return [
    adjudication('cvrd_d_plan_pd_amt', money.plan),
    adjudication('gdc_blw_oopt_amt', money.below),
    adjudication('gdc_abv_oopt_amt', money.above),
    adjudication('ptnt_pay_amt', money.patient),
    adjudication('othr_troop_amt', money.otherTroop),
    adjudication('lics_amt', money.subsidy),
    adjudication('plro_amt', money.otherPayer),
    adjudication('tot_rx_cst_amt', money.cost),
    adjudication('rptd_gap_dscnt_num', money.gapDiscount),
  ]
}

function factsOf(claim: Claim, fill: Fill): readonly Fact[] {
  return [
    compoundFact(fill.compound),
    fact('refillnum', 'Refill Number', { valueQuantity: { value: fill.number } }),
    fact('dayssupply', 'Days Supply', { valueQuantity: { value: fill.days } }),
    info('drug_cvrg_stus_cd', 'C', 'Covered'),
    info('daw_prod_slctn_cd', '0', 'No Product Selection Indicated (may also have missing values)'),
    ...(claim.full ? [info('dspnsng_stus_cd', 'C', 'Completion of partial fill')] : []),
    ...changeFact(claim),
    ...phaseFact(fill),
    fact('rxorigincode', 'Rx Origin Code', {
      code: { coding: [coding(`${VARIABLES}rx_orgn_cd`, fill.origin.code, fill.origin.text)] },
    }),
    brandFact(claim, fill),
    info('ptnt_rsdnc_cd', fill.residence.code, fill.residence.text),
    info('submsn_clr_cd', '00', 'Not specified'),
  ]
}

function compoundFact(compound: boolean): Fact {
  const [code, words] = compound ? ['RXCINV', 'Rx compound invoice'] : ['RXDINV', 'Rx dispense invoice']
  return fact('compoundcode', 'Compound Code', { code: { coding: [coding(`${TERMS}v3-ActCode`, code, words)] } })
}

function changeFact(claim: Claim): readonly Fact[] {
  if (claim.state === 'corrected') return [info('adjstmt_dltn_cd', 'A', 'Adjustment')]
  return claim.state === 'void' ? [info('adjstmt_dltn_cd', 'D', 'Deletion')] : []
}

function phaseFact(fill: Fill): readonly Fact[] {
  if (fill.phase === 'A') return [info('ctstrphc_cvrg_cd', 'A', 'Attachment point met on this event')]
  return fill.phase === 'C' ? [info('ctstrphc_cvrg_cd', 'C', 'Above attachment point')] : []
}

/** The category was misspelt until 2022; readers must accept both. */
function brandFact(claim: Claim, fill: Fill): Fact {
  const [category, words] =
    claim.look === 'rounded'
      ? (['brandgenericcode', 'Brand Generic Code'] as const)
      : (['brandgenericindicator', 'Brand Generic Indicator'] as const)
  const [code, text] = fill.brand ? ['B', 'Brand'] : ['G', 'Generic Null/missing']
  return fact(category, words, { code: { coding: [coding(`${VARIABLES}brnd_gnrc_cd`, code, text)] } })
}
