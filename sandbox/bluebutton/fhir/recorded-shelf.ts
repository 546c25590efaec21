/**
 * A recorded person's shelf: the replies as they were recorded, in the order the real server gives them.
 */
import { isObject, textAt } from '@/sandbox/people/fhir-json'
import type { Resource } from '@/sandbox/people/fhir-json'
import type { RecordedPerson } from '@/sandbox/people/recorded'
import { isWithin } from './parameters'
import type { Range, Search } from './parameters'
import { listingOf } from './shelf'
import type { Shelf } from './shelf'

/** Opens the shelf of one recorded person. */
export function openRecordedShelf(record: RecordedPerson): Shelf {
  const claims = [...record.claims].sort(record.version === 3 ? byNumber : byText)
  const patients = record.patient === null ? [] : [record.patient]
  return {
    patientId: record.patientId,
    listPatients: search => listingOf(patients.filter(patient => isUpdatedIn(patient, search.lastUpdated))),
    listCoverages: search => listingOf(record.coverages.filter(coverage => isUpdatedIn(coverage, search.lastUpdated))),
    listClaims: search => listingOf(claims.filter(claim => matches(claim, search))),
    getPatient: id => patients.find(patient => patient['id'] === id) ?? null,
    getCoverage: id => record.coverages.find(coverage => coverage['id'] === id) ?? null,
    getClaim: id => claims.find(claim => claim['id'] === id) ?? null,
    isSomebodyElses: () => false,
    getCard: () => null,
  }
}

function matches(claim: Resource, search: Search): boolean {
  return isTyped(claim, search.types) && isServedIn(claim, search.serviceDate) && isUpdatedIn(claim, search.lastUpdated)
}

/** Golden replies hold a word instead of a date: what cannot be read is not filtered away. */
function isUpdatedIn(resource: Resource, range: Range): boolean {
  return isDated(textAt(resource, 'meta', 'lastUpdated'), range)
}

function isServedIn(claim: Resource, range: Range): boolean {
  return isDated(textAt(claim, 'billablePeriod', 'end'), range)
}

function isDated(text: string | null, range: Range): boolean {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) || isWithin(at, range)
}

function isTyped(claim: Resource, types: ReadonlySet<string> | null): boolean {
  if (types === null) return true
  const type = claim['type']
  const codings: readonly unknown[] = isObject(type) && Array.isArray(type['coding']) ? type['coding'] : []
  return codings.some(coding => types.has((textAt(coding, 'code') ?? '').toLowerCase()))
}

function numberPart(claim: Resource): string {
  const id = textAt(claim, 'id') ?? ''
  return id.slice(id.indexOf('-', 1) + 1)
}

/** Version 1 and 2 sort by the claim number as text. */
function byText(a: Resource, b: Resource): number {
  return numberPart(a) < numberPart(b) ? -1 : numberPart(a) > numberPart(b) ? 1 : 0
}

/** Version 3 sorts by number, the most negative first. */
function byNumber(a: Resource, b: Resource): number {
  return (Number(textAt(a, 'id')) || 0) - (Number(textAt(b, 'id')) || 0)
}
