/**
 * The digital insurance card of version 3: a collection of one Patient, one Organization and one Coverage a part,
 * tied together by random ids that mean nothing outside it (claims-data.md 2.1).
 */
import { randomUUID } from 'node:crypto'
import type { Enrollment } from '@/sandbox/people/enrollment'
import type { JsonObject, Resource } from '@/sandbox/people/fhir-json'
import type { Person } from '@/sandbox/people/person'
import { MBI, TERMS, coding, instant } from './codes'
import { MEDICARE_CONTACT, classesOf } from './coverage'
import { heldParts } from './held-parts'
import type { Held } from './held-parts'
import { raceOf, sexOf } from './patient'

const CARD = 'http://hl7.org/fhir/us/insurance-card/StructureDefinition/'
const CARD_TEXT =
  'Sandbox card of a person who does not exist. Show a Medicare card only to those who give you care.\n\n' +
  'Tarjeta de prueba de una persona que no existe. Muestre una tarjeta de Medicare solo a quien le da atención.'

export interface CardIds {
  readonly patient: string
  readonly organization: string
}

/** The card of a person; new ids each time. */
export function buildInsuranceCard(
  person: Person,
  enrollment: Enrollment,
  made: { readonly updatedMs: number; readonly newId?: () => string },
): Resource {
  const newId = made.newId ?? randomUUID
  const ids = { patient: newId(), organization: newId() }
  const coverages = heldParts(person, enrollment, ids.patient)
    .filter(held => held.insurer === null || held.card !== null)
    .map(held => coverageOf(held, person, { ...ids, own: newId(), updatedMs: made.updatedMs }))
  const entries = [patientOf(person, ids, made.updatedMs), organizationOf(ids), ...coverages]
  return {
    resourceType: 'Bundle',
    meta: { lastUpdated: '1970-01-01T00:00:00.000+00:00' },
    type: 'collection',
    entry: entries.map(resource => ({ fullUrl: `urn:uuid:${String(resource['id'])}`, resource })),
  }
}

function patientOf(person: Person, ids: CardIds, updatedMs: number): JsonObject {
  return {
    resourceType: 'Patient',
    id: ids.patient,
    meta: { lastUpdated: instant(updatedMs), profile: [`${CARD}C4DIC-Patient`] },
    extension: [sexOf(person), raceOf(person)],
    name: [{ family: person.family, given: person.given }],
    gender: person.sex,
    birthDate: person.bornOn,
    communication: [{ language: { coding: [coding('urn:ietf:bcp:47', person.language)] } }],
  }
}

/** CMS as the card shows it. */
export function organizationOf(ids: CardIds): JsonObject {
  return {
    resourceType: 'Organization',
    id: ids.organization,
    meta: { profile: [`${CARD}C4DIC-Organization`] },
    active: true,
    name: 'Centers for Medicare and Medicaid Services',
    contact: [MEDICARE_CONTACT],
  }
}

function coverageOf(
  held: Held,
  person: Person,
  ids: CardIds & { readonly own: string; readonly updatedMs: number },
): JsonObject {
  const organization = `Organization/${ids.organization}`
  const patient = { reference: `Patient/${ids.patient}` }
  const entitled = held.extension.find(it => String(it['url']).endsWith('BENE-MDCR-ENTLMT-RSN-CD'))
  return {
    resourceType: 'Coverage',
    id: ids.own,
    meta: { lastUpdated: instant(ids.updatedMs), profile: [`${CARD}C4DIC-Coverage`] },
    extension: [
      { url: `${CARD}C4DIC-AdditionalCardInformation-extension`, valueAnnotation: { text: CARD_TEXT } },
      ...(entitled === undefined ? [] : [entitled]),
    ],
    identifier: [
      {
        type: { coding: [coding(`${TERMS}v2-0203`, 'MB')] },
        system: MBI,
        value: person.medicareNumber,
        assigner: { reference: organization },
      },
    ],
    status: 'active',
    type: { coding: [coding('https://nahdo.org/sopt', ...held.kind)] },
    subscriber: patient,
    subscriberId: person.medicareNumber,
    beneficiary: patient,
    relationship: { coding: [coding(`${TERMS}subscriber-relationship`, 'self', 'Self')] },
    period: { start: held.start },
    payor: [{ reference: organization }],
    class: classesOf(held),
  }
}
