/**
 * Doctors, laboratories, ambulances and equipment in version 2.
 */
import type { Claim } from '@/sandbox/people/claims/claim'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { benefitBalance, total } from './amounts'
import type { ClaimParts } from './claim-parts'
import { NPI, NPI_TYPE, TERMS, VARIABLES, codeExtension, coding, identifierExtension } from './codes'
import { infoValue, numbered, processed } from './facts'
import { PARTICIPATION, member, npiOf, numberedTeam, primaryMember, specialtyOf } from './people-on-claim'
import { professionalLine } from './professional-lines'

export function professionalParts(claim: Claim): ClaimParts {
  const tested = claim.lines.filter(line => line.hemoglobin !== null)
  const facts = [processed(claim.processedOn), ...tested.map(line => testFact(line.sequence))]
  const members = teamOf(claim)
  const performing = members.findIndex(it => it['responsible'] === true) + 1
  const pointers = (sequence: number) => ({
    team: members.length > performing ? [performing, members.length] : [performing],
    fact: factNumber(
      tested.map(line => line.sequence),
      sequence,
    ),
  })
  return {
    contained: tested.length === 0 ? undefined : tested.map(line => observation(line.sequence, line.hemoglobin ?? 0)),
    extension: extensionsOf(claim),
    provider: providerOf(claim),
    referral: { identifier: npiOf(claim.referring) },
    disposition: claim.state === 'void' ? '03' : claim.kind === 'dme' ? '01' : '1',
    careTeam: numberedTeam(members),
    supportingInfo: numbered(facts),
    item: claim.lines.map(line => professionalLine(claim, line, pointers(line.sequence))),
    total: [total('priorpayerpaid', claim.money.primaryPaid)],
    benefitBalance: balanceOf(claim),
  }
}

function extensionsOf(claim: Claim): readonly JsonObject[] {
  const record =
    claim.kind === 'dme'
      ? (['M', 'Part B DMEPOS claim record (processed by DME Regional Carrier)'] as const)
      : ([
          'O',
          'Part B physician/supplier claim record (processed by local carriers; can include DMEPOS services)',
        ] as const)
  const allDenied = claim.lines.every(line => line.denied)
  return [
    codeExtension('nch_near_line_rec_ident_cd', record[0], record[1]),
    identifierExtension('carr_num', claim.contractor.code),
    identifierExtension('carr_clm_cntl_num', claim.controlNumber),
    allDenied
      ? codeExtension('carr_clm_pmt_dnl_cd', '0', 'Denied')
      : codeExtension('carr_clm_pmt_dnl_cd', '1', 'Physician/supplier'),
    claim.assigned
      ? codeExtension('asgmntcd', 'A', 'Assigned claim')
      : codeExtension('asgmntcd', 'N', 'Non-assigned claim'),
    ...(claim.full ? [identifierExtension('clm_clncl_tril_num', '0')] : []),
    entryOf(claim),
  ]
}

function entryOf(claim: Claim): JsonObject {
  if (claim.state === 'void') return codeExtension('carr_clm_entry_cd', '3', 'Full credit')
  const words = 'Original debit; void of original debit (If CLM_DISP_CD = 3, code 1 means voided original debit)'
  return codeExtension('carr_clm_entry_cd', '1', words)
}

function providerOf(claim: Claim): JsonObject | undefined {
  if (claim.gaps.noProviderV2) return undefined
  const { npi, name } = claim.organization
  if (claim.kind === 'carrier') return { identifier: { system: `${VARIABLES}carr_clm_blg_npi_num`, value: npi } }
  return { type: 'Practitioner', identifier: { system: NPI, value: npi }, display: name }
}

function teamOf(claim: Claim): readonly JsonObject[] {
  const { doctor, organization, kind, gaps } = claim
  const supplier = { type: NPI_TYPE, value: organization.npi }
  const performing =
    kind === 'dme'
      ? member('performing', supplier, {
          ...PERFORMS,
          extension: PARTICIPATION.slice(1),
          display: organization.name,
          qualification: specialtyOf(claim),
        })
      : member('performing', npiOf(doctor), { ...PERFORMS, qualification: specialtyOf(claim) })
  return [
    member('referring', npiOf(claim.referring)),
    // The same doctor once more under a number that was never filled in.
    ...(kind === 'carrier' && gaps.emptyReferrer ? [member('referring', { type: UPIN_TYPE })] : []),
    performing,
    ...(kind === 'carrier' && !gaps.noProviderV2 && !gaps.noNameV2 ? [primaryMember(claim)] : []),
  ]
}

const PERFORMS = { extension: PARTICIPATION, responsible: true } as const
const UPIN_TYPE: JsonObject = {
  coding: [
    coding(`${TERMS}v2-0203`, 'UPIN', "Medicare/CMS (formerly HCFA)'s Universal Physician Identification numbers"),
  ],
}

function observation(sequence: number, tenths: number): JsonObject {
  return {
    resourceType: 'Observation',
    id: `line-observation-${sequence}`,
    status: 'unknown',
    code: { coding: [coding(`${VARIABLES}line_hct_hgb_type_cd`, 'R1', 'Hemoglobin Test')] },
    valueQuantity: { value: tenths / 10 },
  }
}

function testFact(sequence: number): JsonObject {
  return infoValue('line_hct_hgb_rslt_num', { valueReference: { reference: `#line-observation-${sequence}` } })
}

function factNumber(tested: readonly number[], sequence: number): number | null {
  const at = tested.indexOf(sequence)
  return at < 0 ? null : at + 2
}

function balanceOf(claim: Claim): readonly JsonObject[] {
  const { money } = claim
  return benefitBalance({
    carr_clm_cash_ddctbl_apld_amt: money.deductible,
    nch_clm_prvdr_pmt_amt: money.toProvider,
    nch_clm_bene_pmt_amt: 0,
    nch_carr_clm_sbmtd_chrg_amt: money.billed,
    nch_carr_clm_alowd_amt: money.allowed,
  })
}
