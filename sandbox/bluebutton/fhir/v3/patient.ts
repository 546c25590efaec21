/**
 * A Patient as version 3 writes it: state in letters, sex by SNOMED code, links to merged records
 * (claims-data.md 2.2).
 */
import type { JsonObject, Resource } from '@/sandbox/people/fhir-json'
import { v3NewerPatientId, v3OlderPatientId, v3PatientId } from '@/sandbox/people/numbers/ids'
import type { Person } from '@/sandbox/people/person'
import { RESERVED } from '@/sandbox/people/reserved'
import { CARIN_PROFILES, MBI, TERMS, US_CORE, coding, instant } from './codes'

const RACES: Readonly<Record<Person['race'], readonly [code: string, words: string]>> = {
  '1': ['2106-3', 'White'],
  '2': ['2054-5', 'Black or African American'],
  '3': ['2131-1', 'Other Race'],
  '4': ['2028-9', 'Asian'],
  '5': ['2131-1', 'Other Race'],
  '6': ['1002-5', 'American Indian or Alaska Native'],
}

/** The person under one of their version 3 ids: a merged record answers with nothing but where it went. */
export function buildV3Patient(person: Person, id: string, updatedMs: number): Resource {
  const { n } = person
  if (n === RESERVED.merged && id === v3PatientId(n)) {
    return { resourceType: 'Patient', id, link: [linkTo(v3NewerPatientId(n), 'replaced-by')] }
  }
  return {
    resourceType: 'Patient',
    id,
    meta: {
      lastUpdated: instant(updatedMs),
      profile: [`${CARIN_PROFILES}C4BB-Patient|2.2.0`, `${US_CORE}us-core-patient|7.0.0`],
    },
    extension: [sexOf(person), raceOf(person)],
    identifier: identifiersOf(person),
    name: [{ family: person.family, given: person.given }],
    gender: person.sex,
    birthDate: person.bornOn,
    ...(person.diedOn === null ? {} : { deceasedDateTime: person.diedOn }),
    address: [addressOf(person)],
    communication: [{ language: { coding: [coding('urn:ietf:bcp:47', person.language)] } }],
    ...linksOf(person),
  }
}

/** Every version 3 id that leads to this person. */
export function v3IdsOf(n: number): readonly string[] {
  return n === RESERVED.merged ? [v3PatientId(n), v3NewerPatientId(n)] : [v3PatientId(n)]
}

export function sexOf(person: Person): JsonObject {
  return { url: `${US_CORE}us-core-sex`, valueCode: person.sex === 'male' ? '248153007' : '248152002' }
}

export function raceOf(person: Person): JsonObject {
  const [code, words] = RACES[person.race]
  return {
    url: `${US_CORE}us-core-race`,
    extension: [
      { url: 'ombCategory', valueCoding: coding('urn:oid:2.16.840.1.113883.6.238', code, words) },
      { url: 'text', valueString: words },
    ],
  }
}

/** The older number comes first. */
function identifiersOf(person: Person): readonly JsonObject[] {
  const type = { coding: [coding(`${TERMS}v2-0203`, 'MB')] }
  const older = person.olderNumber
  const start = '2018-04-01T00:00:00+00:00'
  const closed =
    older === null
      ? []
      : [{ type, system: MBI, value: older.value, period: { start, end: `${older.endedOn}T00:00:00+00:00` } }]
  const since = older === null ? start : `${older.endedOn}T00:00:00+00:00`
  return [...closed, { type, system: MBI, value: person.medicareNumber, period: { start: since } }]
}

/** A leading zero of the postal code is lost on the way. */
function addressOf(person: Person): JsonObject {
  const street = person.street === null ? {} : { line: [person.street], city: person.city }
  return { ...street, state: person.state.letters, postalCode: person.zip.replace(/^0/, '') }
}

function linksOf(person: Person): JsonObject {
  const { n } = person
  if (n === RESERVED.merged) return { link: [linkTo(v3PatientId(n), 'replaces')] }
  return person.olderNumber === null ? {} : { link: [linkTo(v3OlderPatientId(n), 'replaces')] }
}

function linkTo(id: string, type: 'replaces' | 'replaced-by'): JsonObject {
  return { other: { reference: `Patient/${id}`, display: id }, type }
}
