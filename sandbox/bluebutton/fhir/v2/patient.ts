/**
 * A Patient as version 1 and 2 write it: state as a number, monthly dual codes, the internal number among the
 * identifiers (claims-data.md 2.2).
 */
import type { Enrollment } from '@/sandbox/people/enrollment'
import type { JsonObject, Resource } from '@/sandbox/people/fhir-json'
import type { Person } from '@/sandbox/people/person'
import { PROFILES, TERMS, VARIABLES, codeExtension, coding, instant } from './codes'
import { dualExtensions, referenceYear } from './months'

const RACES: Readonly<Record<Person['race'], string>> = {
  '1': 'White',
  '2': 'Black',
  '3': 'Other',
  '4': 'Asian',
  '5': 'Hispanic',
  '6': 'North American Native',
}

export interface PatientTarget {
  readonly patientId: string
  readonly nowMs: number
  readonly updatedMs: number
}

/** Person as a version 2 resource. */
export function buildV2Patient(person: Person, enrollment: Enrollment, target: PatientTarget): Resource {
  return {
    resourceType: 'Patient',
    id: target.patientId,
    meta: { lastUpdated: instant(target.updatedMs), profile: [`${PROFILES}C4BB-Patient`] },
    extension: [
      codeExtension('race', person.race, RACES[person.race]),
      UNKNOWN_RACE,
      referenceYear(target.nowMs, person),
      ...dualExtensions(enrollment, target.nowMs),
    ],
    identifier: identifiersOf(person, target.patientId),
    name: [{ use: 'usual', family: person.family, given: person.given }],
    gender: person.sex,
    birthDate: person.bornOn,
    ...(person.diedOn === null ? { deceasedBoolean: false } : { deceasedDateTime: person.diedOn }),
    address: [{ state: person.state.ssa, postalCode: person.zip }],
  }
}

/** The standard's own race extension never knows. */
const UNKNOWN_RACE: JsonObject = {
  url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race',
  extension: [
    { url: 'ombCategory', valueCoding: coding(`${TERMS}v3-NullFlavor`, 'UNK', 'Unknown') },
    { url: 'text', valueString: 'Unknown' },
  ],
}

function identifiersOf(person: Person, patientId: string): readonly JsonObject[] {
  const older = person.olderNumber === null ? [] : [medicareNumber(person.olderNumber.value, 'historic', 'Historic')]
  return [
    {
      type: { coding: [coding(`${TERMS}v2-0203`, 'MB', 'Member Number')] },
      system: `${VARIABLES}bene_id`,
      value: patientId,
    },
    ...older,
    medicareNumber(person.medicareNumber, 'current', 'Current'),
  ]
}

function medicareNumber(value: string, code: string, display: string): JsonObject {
  const currency = 'https://bluebutton.cms.gov/resources/codesystem/identifier-currency'
  return {
    type: {
      coding: [
        {
          extension: [{ url: currency, valueCoding: coding(currency, code, display) }],
          ...coding(`${TERMS}v2-0203`, 'MC', "Patient's Medicare number"),
        },
      ],
    },
    system: 'http://hl7.org/fhir/sid/us-mbi',
    value,
  }
}
