/**
 * The vocabulary of version 3: its addresses, and the small pieces every resource is built of.
 */
import type { JsonObject } from '@/sandbox/people/fhir-json'

export const CODES = 'https://bluebutton.cms.gov/fhir/CodeSystem/'
export const DEFINITIONS = 'https://bluebutton.cms.gov/fhir/StructureDefinition/'
export const IDENTIFIERS = 'https://bluebutton.cms.gov/identifiers/'
export const CARIN = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/'
export const CARIN_PROFILES = 'http://hl7.org/fhir/us/carin-bb/StructureDefinition/'
export const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/'
export const TERMS = 'http://terminology.hl7.org/CodeSystem/'
const NPI = 'http://hl7.org/fhir/sid/us-npi'
export const MBI = 'http://hl7.org/fhir/sid/us-mbi'
export const NDC = 'http://hl7.org/fhir/sid/ndc'

/** A coding; most codes of version 3 come without words. */
export function coding(system: string, code: string, display?: string): JsonObject {
  return { system, code, display }
}

/** A coding of the CMS code system of that name. */
export function own(name: string, code: string, display?: string): JsonObject {
  return coding(CODES + name, code, display)
}

/** An extension that carries a code of the CMS code system of the same name. */
export function codeExtension(name: string, code: string, display?: string): JsonObject {
  return { url: DEFINITIONS + name, valueCoding: own(name, code, display) }
}

export function money(cents: number): JsonObject {
  return { value: cents / 100, currency: 'USD' }
}

export function instant(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+00:00')
}

export function npiIdentifier(value: string): JsonObject {
  return {
    type: { coding: [coding(`${TERMS}v2-0203`, 'NPI', 'National provider identifier')] },
    system: NPI,
    value,
  }
}
