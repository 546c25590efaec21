/**
 * What the data server holds of one person in one version. Generated and recorded people stand on the same kind
 * of shelf, so the search knows only this.
 */
import type { Resource } from '@/sandbox/people/fhir-json'
import type { Search } from './parameters'

/** Results in order; a page of them is made without making the others. */
export interface Listing {
  readonly total: number
  slice(start: number, count: number): readonly Resource[]
}

export interface ShelfClock {
  /** When the set of claims was loaded. */
  readonly loadedMs: number
  readonly nowMs: number
}

export interface Shelf {
  /** The id that this version knows the person by. */
  readonly patientId: string
  listPatients(search: Search): Listing
  listCoverages(search: Search): Listing
  listClaims(search: Search, withholdSubstanceUse: boolean): Listing
  getPatient(id: string): Resource | null
  getCoverage(id: string): Resource | null
  getClaim(id: string, withholdSubstanceUse: boolean): Resource | null
  /** Whether the id is a claim of somebody else; the front door answers for those itself. */
  isSomebodyElses(id: string): boolean
  /** The digital insurance card; null where there is none to make it of. */
  getCard(): Resource | null
}

/** A listing of resources that exist already. */
export function listingOf(resources: readonly Resource[]): Listing {
  return { total: resources.length, slice: (start, count) => resources.slice(start, start + count) }
}
