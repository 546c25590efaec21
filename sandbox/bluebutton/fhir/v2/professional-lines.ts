/**
 * Lines of doctors' and equipment claims in version 2.
 */
import type { Claim, Line } from '@/sandbox/people/claims/claim'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { STATES } from '@/sandbox/people/pools/states'
import { adjudication, reason } from './amounts'
import { CODES, VARIABLES, codeExtension, coding, identifierExtension, quantityExtension } from './codes'

const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
const NDC = 'http://hl7.org/fhir/sid/ndc'
const HCPCS = `${CODES}hcpcs`

/** What a line points to by number. */
export interface LinePointers {
  readonly team: readonly number[]
  readonly fact: number | null
}

/** One line of a doctor's or supplier's claim. */
export function professionalLine(claim: Claim, line: Line, pointers: LinePointers): JsonObject {
  return {
    extension: claim.kind === 'dme' ? equipmentExtensions(claim, line) : doctorExtensions(claim, line),
    sequence: line.sequence,
    careTeamSequence: pointers.team,
    diagnosisSequence: line.diagnosis === null ? undefined : [line.diagnosis],
    informationSequence: pointers.fact === null ? undefined : [pointers.fact],
    category: {
      coding: [
        coding(
          `${VARIABLES}line_cms_type_srvc_cd`,
          line.service?.type?.code ?? '1',
          line.service?.type?.text ?? 'Medical care',
        ),
      ],
    },
    productOrService: productOf(claim, line),
    modifier: modifiersOf(line.modifiers),
    servicedPeriod: line.on ?? undefined,
    locationCodeableConcept: placeOf(claim, line),
    quantity: { value: line.quantity },
    adjudication: claim.kind === 'dme' ? equipmentAmounts(line) : doctorAmounts(claim, line),
  }
}

function doctorExtensions(claim: Claim, line: Line): readonly JsonObject[] {
  const betos = line.service?.betos
  return [
    quantityExtension('carr_line_mtus_cnt', line.quantity),
    codeExtension('carr_line_mtus_cnt', '3'),
    codeExtension('carr_line_mtus_cd', '3', 'Services'),
    ...(betos === undefined ? [] : [codeExtension('betos_cd', betos.code, betos.text)]),
    ...(claim.full || line.money.primaryPaid > 0
      ? [
          codeExtension(
            'line_bene_prmry_pyr_cd',
            'A',
            'Employer group health plan (EGHP) insurance for an aged beneficiary',
          ),
        ]
      : line.sequence % 2 === 0
        ? [codeExtension('line_bene_prmry_pyr_cd', null)]
        : []),
    decision(line),
    deductibleSwitch(line),
  ]
}

function equipmentExtensions(claim: Claim, line: Line): readonly JsonObject[] {
  const betos = line.service?.betos
  return [
    identifierExtension('suplrnum', claim.organization.npi),
    codeExtension('dmerc_line_prcng_state_cd', stateOf(claim).letters),
    codeExtension('dmerc_line_supplr_type_cd', '3'),
    ...(betos === undefined ? [] : [codeExtension('betos_cd', betos.code)]),
    ...(claim.full || line.money.primaryPaid > 0
      ? [
          codeExtension(
            'line_bene_prmry_pyr_cd',
            'A',
            'Employer group health plan (EGHP) insurance for an aged beneficiary',
          ),
        ]
      : []),
    decision(line),
    deductibleSwitch(line),
  ]
}

function decision(line: Line): JsonObject {
  if (line.denied) return codeExtension('line_prcsg_ind_cd', 'C', 'Noncovered care')
  return codeExtension('line_prcsg_ind_cd', 'A', 'Allowed')
}

function deductibleSwitch(line: Line): JsonObject {
  if (line.service?.preventive === true) {
    return codeExtension('line_service_deductible', '1', 'Service Not Subject to Deductible')
  }
  return codeExtension('line_service_deductible', '0', 'Service Subject to Deductible')
}

/** The older look leaves the code away and says so in a code of its own. */
function productOf(claim: Claim, line: Line): JsonObject {
  const bare = claim.look === 'mirrored' && claim.kind === 'carrier'
  const absent = bare && line.sequence % 2 === 0
  const code = absent || line.service === null ? coding(ABSENT, 'NULL') : coding(HCPCS, line.service.code)
  const missing = bare ? [{ url: ABSENT, valueCoding: coding(ABSENT, 'NULL', 'Data Absent Reason') }] : []
  const drug = line.ndc === null ? [] : [{ url: NDC, valueCoding: coding(NDC, line.ndc) }]
  const extension = [...missing, ...drug]
  return { extension: extension.length === 0 ? undefined : extension, coding: [code] }
}

export function modifiersOf(modifiers: readonly string[]): readonly JsonObject[] | undefined {
  return modifiers.length === 0 ? undefined : modifiers.map(code => ({ coding: [coding(HCPCS, code)] }))
}

function placeOf(claim: Claim, line: Line): JsonObject {
  const state = stateOf(claim)
  const own = [codeExtension('prvdr_state_cd', state.letters)]
  const doctor = [codeExtension('prvdr_zip', `${state.zip}010000`), codeExtension('carr_line_prcng_lclty_cd', '99')]
  return {
    extension: claim.kind === 'dme' ? own : [...own, ...doctor],
    coding: [coding(`${VARIABLES}line_place_of_srvc_cd`, line.place?.code ?? '99', line.place?.text)],
  }
}

/** Where the provider is: any state, but the same one whenever the provider is seen. */
export function stateOf(claim: Claim) {
  return STATES[Number(claim.organization.npi.slice(4, 9)) % STATES.length] ?? { letters: 'AL', ssa: '01', zip: '352' }
}

function doctorAmounts(claim: Claim, line: Line): readonly JsonObject[] {
  const { money } = line
  return [
    reason('carr_line_rdcd_pmt_phys_astn_c', '0', 'N/A'),
    paidLine(money.paid),
    adjudication('line_bene_pmt_amt', 0),
    adjudication('line_prvdr_pmt_amt', claim.money.toProvider < 0 ? claim.money.toProvider : money.paid),
    adjudication('line_bene_ptb_ddctbl_amt', money.deductible),
    adjudication('line_bene_prmry_pyr_pd_amt', money.primaryPaid),
    adjudication('line_coinsrnc_amt', money.coinsurance),
    adjudication('line_sbmtd_chrg_amt', money.billed),
    adjudication('line_alowd_chrg_amt', money.allowed),
  ]
}

/** Equipment repeats two of its amounts, one of them under another category: the first counts. */
function equipmentAmounts(line: Line): readonly JsonObject[] {
  const { money } = line
  const again = adjudication('line_dme_prchs_price_amt', money.allowed)
  return [
    adjudication('rev_cntr_prvdr_pmt_amt', money.paid),
    adjudication('line_prmry_alowd_chrg_amt', 0),
    again,
    paidLine(money.paid),
    adjudication('line_bene_pmt_amt', 0),
    adjudication('line_prvdr_pmt_amt', money.paid),
    adjudication('line_bene_ptb_ddctbl_amt', money.deductible),
    adjudication('line_bene_prmry_pyr_pd_amt', money.primaryPaid),
    adjudication('line_coinsrnc_amt', money.coinsurance),
    adjudication('line_sbmtd_chrg_amt', money.billed),
    adjudication('line_alowd_chrg_amt', money.allowed),
    again,
  ]
}

function paidLine(cents: number): JsonObject {
  const { category, amount } = adjudication('line_nch_pmt_amt', cents)
  return { extension: [codeExtension('line_pmt_80_100_cd', '0', '80%')], category, amount }
}
