/**
 * Doctors and places on a version 3 claim: carried inside, with their names.
 */
import type { Claim } from '@/sandbox/people/claims/claim'
import type { Doctor } from '@/sandbox/people/claims/providers'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { CARIN, CARIN_PROFILES, TERMS, US_CORE, coding, npiIdentifier, own } from './codes'

const ROLES: Readonly<Record<string, string>> = {
  rendering: 'Rendering provider',
  referring: 'Referring',
  attending: 'Attending',
  operating: 'Operating',
  prescribing: 'Prescribing provider',
}

export const INSURER: JsonObject = {
  resourceType: 'Organization',
  id: 'insurer-org',
  meta: { profile: profilesOf('Organization') },
  active: true,
  name: 'Centers for Medicare and Medicaid Services',
}

/** The provider of the claim, carried inside under its NPI; null where it is marked absent. */
export function containedProvider(claim: Claim): JsonObject | null {
  if (claim.gaps.noProviderV3) return null
  return claim.kind === 'carrier' && claim.slot % 2 === 0 ? practitioner(claim.doctor) : organization(claim)
}

/** Where the provider is carried, or the mark that it is not known. */
export function providerReference(contained: JsonObject | null): JsonObject {
  if (contained !== null) return { reference: `#${String(contained['id'])}` }
  return { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }] }
}

function practitioner(doctor: Doctor): JsonObject {
  return {
    resourceType: 'Practitioner',
    id: doctor.npi,
    meta: { profile: profilesOf('Practitioner') },
    identifier: [npiIdentifier(doctor.npi)],
    name: [{ family: doctor.family, given: [doctor.given] }],
  }
}

function organization(claim: Claim): JsonObject {
  const { npi, ccn, name } = claim.organization
  const institution = claim.stay !== null
  const certified = { system: 'http://terminology.hl7.org/NamingSystem/CCN', value: ccn }
  return {
    resourceType: 'Organization',
    id: npi,
    meta: { profile: profilesOf('Organization') },
    identifier: [npiIdentifier(npi), ...(institution ? [certified] : claim.kind === 'pde' ? [genericNumber(npi)] : [])],
    active: true,
    name,
  }
}

/** A pharmacy's number once more, under the words of the drug plan's own list. */
function genericNumber(npi: string): JsonObject {
  const system = 'http://bluebutton.cms.gov/fhir/CodeSystem/PRVDR-ID-QLFYR-CD'
  return {
    type: { coding: [coding(system, '01', 'NPI Number')] },
    system: 'http://bluebutton.cms.gov/fhir/identifiers/GenericIdNum',
    value: npi,
  }
}

function profilesOf(type: 'Organization' | 'Practitioner'): readonly string[] {
  return [`${CARIN_PROFILES}C4BB-${type}|2.2.0`, `${US_CORE}us-core-${type.toLowerCase()}|7.0.0`]
}

/** A member of the care team; only the one who did the work has a specialty. */
export function member(claim: Claim, role: string, doctor: Doctor): JsonObject {
  const { code, taxonomy } = claim.specialty
  const skilled = role === 'rendering' || role === 'attending'
  return {
    sequence: undefined,
    provider: {
      type: 'Practitioner',
      identifier: npiIdentifier(doctor.npi),
      display: `${doctor.family}, ${doctor.given}`,
    },
    role: {
      coding: [
        coding(`${TERMS}claimcareteamrole`, role, ROLES[role]),
        coding(`${CARIN}C4BBClaimCareTeamRole`, role, ROLES[role]),
      ],
    },
    qualification: skilled
      ? { coding: [own('CLM-PRVDR-SPCLTY-CD', code), coding('http://nucc.org/provider-taxonomy', taxonomy)] }
      : undefined,
  }
}
