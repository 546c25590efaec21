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

/** One member of the care team, still without a number. */
export function member(role: string, identifier: JsonObject, more: JsonObject = {}): JsonObject {
  const { extension, display, ...rest } = more
  return {
    ...(extension === undefined ? {} : { extension }),
    provider: { identifier, ...(display === undefined ? {} : { display }) },
    ...(role === 'performing' && rest['responsible'] === true ? { responsible: true } : {}),
    role: { coding: [coding(`${CARIN}C4BBClaimCareTeamRole`, role, ROLES[role])] },
    ...(rest['qualification'] === undefined ? {} : { qualification: rest['qualification'] }),
  }
}

/** The billing group of a doctor's claim: the only member whose name is given. */
export function primaryMember(claim: Claim): JsonObject {
  return {
    provider: { identifier: { type: NPI_TYPE, value: claim.organization.npi }, display: claim.organization.name },
    role: { coding: [coding(`${TERMS}claimcareteamrole`, 'primary', 'Primary provider')] },
  }
}

export function npiOf(doctor: Doctor): JsonObject {
  return { type: NPI_TYPE, value: doctor.npi }
}

export function numberedTeam(members: readonly JsonObject[]): readonly JsonObject[] {
  return members.map((it, index) => {
    const { extension, ...rest } = it
    return { ...(extension === undefined ? {} : { extension }), sequence: index + 1, ...rest }
  })
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
    ...(claim.gaps.noNameV2 ? {} : { name }),
  }
}
