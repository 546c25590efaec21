/**
 * A Patient as version 1 and 2 write it: state as a number, monthly dual codes, the internal number among the
 * identifiers (claims-data.md 2.2).
 */
import type { Resource } from '@/sandbox/people/fhir-json'
import type { Person } from '@/sandbox/people/person'

const VARIABLE = 'https://bluebutton.cms.gov/resources/variables'

/** Person as a version 2 resource; `nowMs` decides the reference year. */
export function buildV2Patient(person: Person, patientId: string, nowMs: number): Resource {
  return {
    resourceType: 'Patient',
    id: patientId,
    extension: [{ url: `${VARIABLE}/rfrnc_yr`, valueDate: String(new Date(nowMs).getUTCFullYear()) }],
    name: [{ use: 'usual', family: person.family, given: person.given }],
    gender: person.sex,
    birthDate: person.bornOn,
    address: [{ state: person.state.ssa, postalCode: person.zip }],
  }
}
