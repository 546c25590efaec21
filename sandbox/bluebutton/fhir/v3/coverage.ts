/**
 * Coverage in version 3: only the parts a person has or had, present and past, without months and without words
 * (claims-data.md 2.1).
 */
import type { Enrollment } from '@/sandbox/people/enrollment'
import type { JsonObject, Resource } from '@/sandbox/people/fhir-json'
import type { Person } from '@/sandbox/people/person'
import { CARIN_PROFILES, MBI, TERMS, US_CORE, coding, instant } from './codes'
import { heldParts } from './held-parts'
import type { Held } from './held-parts'

export interface CoverageTarget {
  readonly patientId: string
  readonly nowMs: number
  readonly updatedMs: number
}

/** Medicare's offices think of "today" in the westernmost time zone. */
const WESTERNMOST_MS = 12 * 3_600_000

/** The parts on record, in the order A, B, C, D, dual. */
export function buildV3Coverages(person: Person, enrollment: Enrollment, target: CoverageTarget): readonly Resource[] {
  return heldParts(person, enrollment, target.patientId).map(held => buildOne(held, person, target))
}

function buildOne(held: Held, person: Person, target: CoverageTarget): Resource {
  const today = new Date(target.nowMs - WESTERNMOST_MS).toISOString().slice(0, 10)
  const member = { type: { coding: [coding(`${TERMS}v2-0203`, 'MB')] } }
  return {
    resourceType: 'Coverage',
    id: held.id,
    meta: {
      lastUpdated: instant(target.updatedMs),
      profile: [`${CARIN_PROFILES}C4BB-Coverage|2.2.0`, `${US_CORE}us-core-coverage|7.0.0`],
    },
    contained: [insurerOf(held)],
    extension: held.extension,
    // The number on a drug card is called a member number as well, but has no system.
    identifier: [
      held.card === null
        ? { ...member, system: MBI, value: person.medicareNumber }
        : { ...member, value: held.card.member },
    ],
    status: held.end !== null && held.end < today ? 'cancelled' : 'active',
    type: { coding: [coding('https://nahdo.org/sopt', ...held.kind)] },
    subscriberId: person.medicareNumber,
    beneficiary: { reference: `Patient/${target.patientId}` },
    relationship: { coding: [coding(`${TERMS}subscriber-relationship`, 'self', 'Self')] },
    period: { start: held.start, ...(held.end === null ? {} : { end: held.end }) },
    payor: [{ reference: held.insurer === null ? '#cms-org' : '#insurer-org' }],
    class: classesOf(held),
  }
}

export function classesOf(held: Held): readonly JsonObject[] {
  const plan: JsonObject = { type: { coding: [coding(`${TERMS}coverage-class`, 'plan')] }, value: held.plan }
  return [plan, ...(held.card?.classes ?? [])]
}

function insurerOf(held: Held): JsonObject {
  const { insurer } = held
  return {
    resourceType: 'Organization',
    id: insurer === null ? 'cms-org' : 'insurer-org',
    meta: { profile: [`${CARIN_PROFILES}C4BB-Organization|2.2.0`] },
    active: true,
    name: insurer === null ? 'Centers for Medicare and Medicaid Services' : insurer.insurer,
    contact: [insurer === null ? MEDICARE_CONTACT : contact([{ system: 'phone', value: insurer.phone }])],
  }
}

function contact(telecom: readonly JsonObject[]): JsonObject {
  return { purpose: { coding: [coding(`${TERMS}contactentity-type`, 'PATINF', 'Patient')] }, telecom }
}

export const MEDICARE_CONTACT: JsonObject = contact([
  { system: 'phone', value: '1-800-633-4227' },
  { system: 'phone', value: 'TTY: 1-877-486-2048' },
  { system: 'url', value: 'www.medicare.gov' },
])
