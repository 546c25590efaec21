/**
 * A generated person's shelf: every resource is made when it is asked for, from the person's number alone.
 */
import { getPerson } from '@/sandbox/people/person'
import type { Version } from './access'
import { listingOf } from './shelf'
import type { Shelf } from './shelf'
import { buildV2Patient } from './v2/patient'

/** Opens the shelf of person n. */
export function openGeneratedShelf(n: number, patientId: string, version: Version, nowMs: number): Shelf {
  const patient = () => buildV2Patient(getPerson(n), patientId, nowMs)
  return {
    patientId,
    listPatients: () => listingOf([patient()]),
    listCoverages: () => listingOf([]),
    listClaims: () => listingOf([]),
    getPatient: id => (id === patientId ? patient() : null),
    getCoverage: () => null,
    getClaim: () => null,
  }
}
