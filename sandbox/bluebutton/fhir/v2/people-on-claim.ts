/**
 * Doctors and places on a version 2 claim: numbers nearly always, names now and then.
 */
import type { Claim } from '@/sandbox/people/claims/claim'
import type { Doctor } from '@/sandbox/people/claims/providers'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { CARIN, NPI, NPI_TYPE, PROFILES, TERMS, VARIABLES, codeExtension, coding } from './codes'

const ROLES: Readonly<Record<string, string>> = {
  referring: 'Referring',
  performing: 'Performing provider',
  attending: 'Attending',
  operating: 'Operating',
  otheroperating: 'Other Operating',
  prescribing: 'Prescribing provider',
}

export interface MemberMore {
  readonly extension?: readonly JsonObject[]
  readonly display?: string
  readonly responsible?: true
  readonly qualification?: JsonObject
}

/** One member of the care team, still without a number. */
export function member(role: string, identifier: JsonObject, more: MemberMore = {}): JsonObject {
  return {
    extension: more.extension,
    sequence: undefined,
    provider: { identifier, display: more.display },
    responsible: more.responsible,
    role: { coding: [coding(`${CARIN}C4BBClaimCareTeamRole`, role, ROLES[role])] },
    qualification: more.qualification,
  }
}

/** The billing group of a doctor's claim: the only member whose name is given. */
export function primaryMember(claim: Claim): JsonObject {
  return {
    sequence: undefined,
    provider: { identifier: { type: NPI_TYPE, value: claim.organization.npi }, display: claim.organization.name },
    role: { coding: [coding(`${TERMS}claimcareteamrole`, 'primary', 'Primary provider')] },
  }
}

export function npiOf(doctor: Doctor): JsonObject {
  return { type: NPI_TYPE, value: doctor.npi }
}

export function numberedTeam(members: readonly JsonObject[]): readonly JsonObject[] {
  return members.map((it, index) => ({ ...it, sequence: index + 1 }))
}

/** A specialty by CMS number with its words, and the national number without. */
export function specialtyOf(claim: Claim): JsonObject {
  const { taxonomy, code, text } = claim.specialty
  return {
    coding: [
      coding('http://nucc.org/provider-taxonomy', taxonomy, text),
      coding(`${VARIABLES}prvdr_spclty`, code, text),
    ],
  }
}

export const PARTICIPATION: readonly JsonObject[] = [
  codeExtension('carr_line_prvdr_type_cd', '1'),
  codeExtension('prtcptng_ind_cd', '1', 'Participating'),
]

/** The institution, carried inside the claim. */
export function organizationOf(claim: Claim): JsonObject {
  const { ccn, npi, name } = claim.organization
  return {
    resourceType: 'Organization',
    id: 'provider-org',
    meta: { profile: [`${PROFILES}C4BB-Organization`] },
    identifier: [
      { type: { coding: [coding(`${TERMS}v2-0203`, 'PRN')] }, value: ccn },
      { type: { coding: [coding(`${CARIN}C4BBIdentifierType`, 'npi')] }, system: NPI, value: npi },
    ],
    active: true,
    name: claim.gaps.noNameV2 ? undefined : name,
  }
}
