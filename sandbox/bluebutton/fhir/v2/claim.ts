/**
 * A claim as version 1 and 2 write it: shared frame here, the parts of each kind beside it. Structure follows the
 * server of 2024 and later (claims-data.md 1.3).
 */
import type { Claim } from '@/sandbox/people/claims/claim'
import type { JsonObject, Resource } from '@/sandbox/people/fhir-json'
import type { Kind } from '@/sandbox/people/numbers/kinds'
import type { ClaimParts } from './claim-parts'
import { CARIN, CODES, PROFILES, TERMS, VARIABLES, coding, instant, money } from './codes'
import { diagnosesOf } from './diagnoses'
import { drugParts } from './drug-claim'
import { institutionParts } from './institution-claim'
import { professionalParts } from './professional-claim'

export interface V2Target {
  readonly patientId: string
  readonly claimNumber: string
  readonly nowMs: number
}

interface KindWords {
  readonly profile: string
  readonly type: readonly [string, string]
  readonly cms: readonly [string, string] | null
  readonly part: 'a' | 'b' | 'd'
}

const INSTITUTIONAL = ['institutional', 'Institutional'] as const
const PROFESSIONAL = ['professional', 'Professional'] as const

/** Profile, general type and part are the server's own, wrong ones included: equipment is not a hospital stay. */
const KIND_WORDS: Readonly<Record<Kind, KindWords>> = {
  carrier: {
    profile: 'Professional-NonClinician',
    type: PROFESSIONAL,
    cms: ['71', 'Local carrier non-durable medical equipment, prosthetics, orthotics, and supplies (DMEPOS) claim'],
    part: 'b',
  },
  dme: { profile: 'Inpatient-Institutional', type: INSTITUTIONAL, cms: ['82', 'DMERC; DMEPOS claim'], part: 'a' },
  hha: {
    profile: 'Professional-NonClinician',
    type: PROFESSIONAL,
    cms: ['10', 'Home Health Agency (HHA) claim'],
    part: 'b',
  },
  hospice: { profile: 'Inpatient-Institutional', type: INSTITUTIONAL, cms: ['50', 'Hospice claim'], part: 'a' },
  inpatient: { profile: 'Inpatient-Institutional', type: INSTITUTIONAL, cms: ['60', 'Inpatient claim'], part: 'a' },
  outpatient: {
    profile: 'Outpatient-Institutional',
    type: INSTITUTIONAL,
    cms: ['40', 'Hospital Outpatient claim'],
    part: 'b',
  },
  pde: { profile: 'Pharmacy', type: ['pharmacy', 'Pharmacy'], cms: null, part: 'd' },
  snf: {
    profile: 'Inpatient-Institutional',
    type: INSTITUTIONAL,
    cms: ['20', 'Non swing bed Skilled Nursing Facility (SNF) claim'],
    part: 'a',
  },
}

/** The claim as a version 2 resource. */
export function buildV2Claim(claim: Claim, target: V2Target): Resource {
  const words = KIND_WORDS[claim.kind]
  const parts = partsOf(claim)
  const diagnoses = diagnosesOf(claim)
  return {
    resourceType: 'ExplanationOfBenefit',
    id: `${claim.kind}-${target.claimNumber}`,
    meta: { lastUpdated: instant(claim.updatedMs), profile: [`${PROFILES}C4BB-ExplanationOfBenefit-${words.profile}`] },
    contained: parts.contained,
    extension: parts.extension,
    identifier: identifiersOf(claim, target.claimNumber),
    // The flag for a claim that is no longer final is set on half of the cancelled ones only.
    status: claim.state === 'void' && claim.slot % 2 === 0 ? 'cancelled' : 'active',
    type: { coding: typeOf(claim.kind, words) },
    subType: parts.subType,
    use: 'claim',
    patient: { reference: `Patient/${target.patientId}` },
    billablePeriod: { extension: parts.periodExtension, start: claim.startOn, end: claim.endOn },
    created: instant(target.nowMs).replace(/\.\d{3}/, ''),
    insurer: { identifier: { value: 'CMS' } },
    provider: parts.provider,
    facility: parts.facility,
    referral: parts.referral,
    outcome: 'complete',
    disposition: parts.disposition,
    careTeam: parts.careTeam,
    supportingInfo: parts.supportingInfo,
    diagnosis: diagnoses.length === 0 ? undefined : diagnoses,
    procedure: parts.procedure,
    insurance: [
      {
        focal: true,
        coverage: { extension: parts.coverageExtension, reference: `Coverage/part-${words.part}-${target.patientId}` },
      },
    ],
    item: parts.item,
    total: parts.total,
    payment: claim.fill === null ? { amount: money(claim.money.paid) } : parts.payment,
    benefitBalance: parts.benefitBalance,
  }
}

function partsOf(claim: Claim): ClaimParts {
  if (claim.kind === 'carrier' || claim.kind === 'dme') return professionalParts(claim)
  return claim.kind === 'pde' ? drugParts(claim) : institutionParts(claim)
}

function typeOf(kind: Kind, words: KindWords): readonly JsonObject[] {
  const general = coding(`${TERMS}claim-type`, ...words.type)
  const own = coding(`${CODES}eob-type`, kind.toUpperCase())
  return words.cms === null ? [own, general] : [coding(`${VARIABLES}nch_clm_type_cd`, ...words.cms), own, general]
}

function identifiersOf(claim: Claim, claimNumber: string): readonly JsonObject[] {
  const variable = claim.kind === 'pde' ? 'pde_id' : 'clm_id'
  const drug = claim.fill === null ? [] : [identifier(`${VARIABLES}rx_srvc_rfrnc_num`, claim.fill.prescription)]
  return [
    identifier(VARIABLES + variable, claimNumber),
    identifier('https://bluebutton.cms.gov/resources/identifier/claim-group', `-${claim.group}`),
    ...drug,
  ]
}

function identifier(system: string, value: string): JsonObject {
  return { type: { coding: [coding(`${CARIN}C4BBIdentifierType`, 'uc', 'Unique Claim ID')] }, system, value }
}
