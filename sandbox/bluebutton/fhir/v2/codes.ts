/**
 * The vocabulary of version 1 and 2: its addresses, and the small pieces every resource is built of.
 */
import type { JsonObject } from '@/sandbox/people/fhir-json'

export const VARIABLES = 'https://bluebutton.cms.gov/resources/variables/'
export const CODES = 'https://bluebutton.cms.gov/resources/codesystem/'
export const CARIN = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/'
export const PROFILES = 'http://hl7.org/fhir/us/carin-bb/StructureDefinition/'
export const TERMS = 'http://terminology.hl7.org/CodeSystem/'
export const NPI = 'http://hl7.org/fhir/sid/us-npi'

/** A coding; a null code leaves the key out, as the real server does for a blank. */
export function coding(system: string, code: string | null, display?: string | null): JsonObject {
  return { system, code: code ?? undefined, display: display === null || display === '' ? undefined : display }
}

/** An extension that carries a code of the CMS variable it is named after. */
export function codeExtension(variable: string, code: string | null, display?: string | null): JsonObject {
  const url = VARIABLES + variable
  return { url, valueCoding: coding(url, code, display) }
}

export function identifierExtension(variable: string, value: string): JsonObject {
  const url = VARIABLES + variable
  return { url, valueIdentifier: { system: url, value } }
}

export function dateExtension(variable: string, day: string): JsonObject {
  return { url: VARIABLES + variable, valueDate: day }
}

export function quantityExtension(variable: string, value: number): JsonObject {
  return { url: VARIABLES + variable, valueQuantity: { value } }
}

/** An amount in dollars from cents. */
export function money(cents: number): JsonObject {
  return { value: cents / 100, currency: 'USD' }
}

/** The resource's own moment, in UTC as the server of today writes it. */
export function instant(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+00:00')
}

export const NPI_TYPE: JsonObject = {
  coding: [coding(`${CARIN}C4BBIdentifierType`, 'npi', 'National Provider Identifier')],
}
