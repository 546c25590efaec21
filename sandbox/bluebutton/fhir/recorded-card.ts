/**
 * The insurance card of a recorded person: the one that was recorded, else one made of the Patient and the current
 * Coverages that were, tied together as the real server ties them (claims-data.md 2.1).
 */
import { randomUUID } from 'node:crypto'
import type { JsonObject, Resource } from '@/sandbox/people/fhir-json'
import type { RecordedPerson } from '@/sandbox/people/recorded'
import { organizationOf } from './v3/insurance-card'

/** The card, with new ids unless it was recorded; null for somebody without a recorded Patient. */
export function getRecordedCard(record: RecordedPerson, newId: () => string = randomUUID): Resource | null {
  if (record.card !== null || record.patient === null) return record.card
  const ids = { patient: newId(), organization: newId() }
  const current = record.coverages.filter(coverage => coverage['status'] === 'active')
  const entries: readonly JsonObject[] = [
    { ...record.patient, id: ids.patient },
    organizationOf(ids),
    ...current.map(coverage => retied(coverage, { ...ids, own: newId() })),
  ]
  return {
    resourceType: 'Bundle',
    meta: { lastUpdated: '1970-01-01T00:00:00.000+00:00' },
    type: 'collection',
    entry: entries.map(resource => ({ fullUrl: `urn:uuid:${String(resource['id'])}`, resource })),
  }
}

function retied(coverage: Resource, ids: { patient: string; organization: string; own: string }): JsonObject {
  const beneficiary = { reference: `Patient/${ids.patient}` }
  return { ...coverage, id: ids.own, beneficiary, payor: [{ reference: `Organization/${ids.organization}` }] }
}
