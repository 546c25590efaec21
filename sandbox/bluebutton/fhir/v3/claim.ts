/**
 * A claim as version 3 writes it, in the shape of August 2026: money in `total` and `adjudication`, names in full,
 * hardly any words for codes (claims-data.md 1.4).
 */
import type { Claim } from '@/sandbox/people/claims/claim'
import type { JsonObject, Resource } from '@/sandbox/people/fhir-json'
import type { Kind } from '@/sandbox/people/numbers/kinds'
import { CARIN, CARIN_PROFILES, IDENTIFIERS, TERMS, coding, instant, own } from './codes'
import { diagnosesOf } from './diagnoses'
import { drugParts } from './drug-claim'
import { institutionParts } from './institution-claim'
import { INSURER, containedProvider, providerReference } from './people-on-claim'
import { professionalParts } from './professional-claim'
import type { Processing } from './unfinished'

export interface V3Target {
  readonly patientId: string
  readonly claimNumber: string
  /** Where a claim stands in the payment systems; null for a finished one. */
  readonly processing: Processing | null
}

interface KindWords {
  readonly profile: string
  readonly general: 'professional' | 'institutional' | 'pharmacy'
  readonly cms: readonly [string, string]
  readonly friendly: string
  /** The part on the claim: text only, and wrong for some kinds, as the real server has it. */
  readonly part: 'A' | 'B' | 'D'
}

const KIND_WORDS: Readonly<Record<Kind, KindWords>> = {
  carrier: {
    profile: 'Professional-NonClinician',
    general: 'professional',
    cms: ['71', 'MEDICARE PART B PROFESSIONAL PHYSICIAN/SUPPLIER CLAIM (NON-DMEPOS)'],
    friendly: 'Professional Physician/Supplier Claim',
    part: 'B',
  },
  dme: {
    profile: 'Professional-NonClinician',
    general: 'professional',
    cms: ['82', 'MEDICARE PART B DME REGIONAL CARRIER (DMERC) CLAIM (DMEPOS)'],
    friendly: 'Durable Medical Equipment Claim',
    part: 'B',
  },
  hha: {
    profile: 'Inpatient-Institutional',
    general: 'institutional',
    cms: ['10', 'MEDICARE HHA CLAIM'],
    friendly: 'Home Health Services',
    part: 'A',
  },
  hospice: {
    profile: 'Inpatient-Institutional',
    general: 'institutional',
    cms: ['50', 'MEDICARE HOSPICE CLAIM'],
    friendly: 'Hospice Care',
    part: 'A',
  },
  inpatient: {
    profile: 'Inpatient-Institutional',
    general: 'institutional',
    cms: ['60', 'MEDICARE INPATIENT CLAIM'],
    friendly: 'Inpatient Hospital Care',
    part: 'A',
  },
  outpatient: {
    profile: 'Outpatient-Institutional',
    general: 'institutional',
    cms: ['40', 'MEDICARE OUTPATIENT CLAIM'],
    friendly: 'Outpatient Hospital Care',
    part: 'A',
  },
  pde: {
    profile: 'Pharmacy',
    general: 'pharmacy',
    cms: ['1', 'MEDICARE PART D ORIGINAL CLAIM'],
    friendly: 'Drug Plan Event',
    part: 'D',
  },
  snf: {
    profile: 'Inpatient-Institutional',
    general: 'institutional',
    cms: ['20', 'MEDICARE NON-SWING BED SNF CLAIM'],
    friendly: 'Skilled Nursing Facility Care',
    part: 'A',
  },
}

/** The claim as a version 3 resource. */
export function buildV3Claim(claim: Claim, target: V3Target): Resource {
  const words = KIND_WORDS[claim.kind]
  const provider = containedProvider(claim)
  const parts = partsOf(claim, target.processing)
  const diagnoses = diagnosesOf(claim.diagnoses)
  return {
    resourceType: 'ExplanationOfBenefit',
    id: target.claimNumber,
    meta: metaOf(claim, target.processing, words),
    contained: [
      ...(claim.kind === 'pde' ? [] : [INSURER]),
      ...(provider === null ? [] : [provider]),
      ...parts.contained,
    ],
    identifier: [
      { type: { coding: [coding(`${CARIN}C4BBIdentifierType`, 'uc', 'Unique Claim ID')] }, value: target.claimNumber },
      { system: `${IDENTIFIERS}CLM-CNTL-NUM`, value: claim.controlNumber },
    ],
    status: 'active',
    type: { coding: typeOf(claim, words, target.processing) },
    subType: subTypeOf(claim.kind, words),
    use: 'claim',
    patient: { reference: `Patient/${target.patientId}` },
    billablePeriod: { start: claim.startOn, end: claim.endOn },
    created: `${claim.processedOn}T00:00:00+00:00`,
    insurer: claim.kind === 'pde' ? undefined : { reference: '#insurer-org' },
    provider: providerReference(provider),
    outcome: target.processing?.outcome ?? 'complete',
    careTeam: parts.careTeam.map((it, index) => ({ ...it, sequence: index + 1 })),
    supportingInfo: parts.facts,
    diagnosis: diagnoses.length === 0 ? undefined : diagnoses,
    procedure: parts.procedure,
    insurance: [{ focal: true, coverage: { display: `Part ${partOf(claim, words)}` } }],
    item: parts.items,
    adjudication: parts.adjudication,
    total: parts.totals,
    payment: parts.payment,
  }
}

function partsOf(claim: Claim, processing: Processing | null) {
  if (claim.kind === 'carrier' || claim.kind === 'dme') return professionalParts(claim, processing)
  return claim.kind === 'pde' ? drugParts(claim) : institutionParts(claim, processing)
}

/** Doctors' claims say Part A two times in three. */
function partOf(claim: Claim, words: KindWords): string {
  return claim.kind === 'carrier' && claim.slot % 3 !== 0 ? 'A' : words.part
}

function metaOf(claim: Claim, processing: Processing | null, words: KindWords): JsonObject {
  const source = processing?.source ?? (claim.kind === 'pde' ? 'DDPS' : 'NCH')
  const system = processing === null ? (claim.kind === 'pde' ? 'DDPS' : 'NationalClaimsHistory') : 'SharedSystem'
  return {
    lastUpdated: instant(claim.updatedMs),
    source,
    profile: [`${CARIN_PROFILES}C4BB-ExplanationOfBenefit-${words.profile}|2.2.0`],
    security: claim.substanceUse ? [coding(`${TERMS}v3-ActCode`, '42CFRPart2', '42 CFR Part2')] : undefined,
    tag: [own('System-Type', system), own('Final-Action', processing === null ? 'FinalAction' : 'NotFinalAction')],
  }
}

function typeOf(claim: Claim, words: KindWords, processing: Processing | null): readonly JsonObject[] {
  const cms = processing?.type ?? (claim.kind === 'pde' ? drugType(claim) : words.cms)
  return [
    own('CLM-TYPE-CD', ...cms),
    coding(`${TERMS}claim-type`, words.general),
    own('EOB-TYPE', claim.kind.toUpperCase(), words.friendly),
  ]
}

function drugType(claim: Claim): readonly [string, string] {
  if (claim.state === 'void') return ['3', 'MEDICARE PART D DELETED CLAIM']
  return claim.state === 'corrected' ? ['2', 'MEDICARE PART D ADJUSTED CLAIM'] : KIND_WORDS.pde.cms
}

function subTypeOf(kind: Kind, words: KindWords): JsonObject | undefined {
  if (words.general !== 'institutional') return undefined
  const code = kind === 'outpatient' ? 'outpatient' : 'inpatient'
  return { coding: [coding(`${CARIN}C4BBInstitutionalClaimSubType`, code)] }
}
