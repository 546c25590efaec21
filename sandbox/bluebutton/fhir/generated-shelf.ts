/**
 * A generated person's shelf: every resource is made when it is asked for, from the person's number alone.
 */
import { drawClaim } from '@/sandbox/people/draw-claim'
import { enrollmentOf } from '@/sandbox/people/enrollment'
import { openHistory } from '@/sandbox/people/history'
import type { History } from '@/sandbox/people/history'
import { slotOfV2, v2ClaimNumber } from '@/sandbox/people/ids'
import type { Resource } from '@/sandbox/people/fhir-json'
import { listedClaims, sketchOf } from '@/sandbox/people/sketch'
import { filterOf, slotsInTextOrder } from './claim-filter'
import { isWithin } from './parameters'
import type { Search } from './parameters'
import { listingOf } from './shelf'
import type { Listing, Shelf } from './shelf'
import { buildV2Claim } from './v2/claim'
import { buildV2Coverages } from './v2/coverage'
import { buildV2Patient } from './v2/patient'

export interface ShelfClock {
  /** When the set of claims was loaded. */
  readonly loadedMs: number
  readonly nowMs: number
}

/** Opens the shelf of person n in version 1 or 2. */
export function openV2Shelf(n: number, patientId: string, clock: ShelfClock): Shelf {
  const history = openHistory(n, clock)
  const enrollment = enrollmentOf(history)
  const target = { patientId, nowMs: clock.nowMs, updatedMs: clock.loadedMs }
  const patients = () => [buildV2Patient(history.person, enrollment, target)]
  const coverages = () => buildV2Coverages(history.person, enrollment, target)
  const claimAt = (slot: number) =>
    buildV2Claim(drawClaim(history, slot), {
      patientId,
      nowMs: clock.nowMs,
      claimNumber: v2ClaimNumber(n, slot, history.held),
    })
  const fresh = (search: Search, list: () => readonly Resource[]) =>
    listingOf(isWithin(clock.loadedMs, search.lastUpdated) ? list() : [])
  return {
    patientId,
    listPatients: search => fresh(search, patients),
    listCoverages: search => fresh(search, coverages),
    listClaims: search => listSlots(history, search, claimAt),
    getPatient: id => patients().find(it => it['id'] === id) ?? null,
    getCoverage: id => coverages().find(it => it['id'] === id) ?? null,
    getClaim: id => getClaim(history, id, claimAt),
  }
}

function listSlots(history: History, search: Search, claimAt: (slot: number) => Resource): Listing {
  const slots = slotsInTextOrder(history)
  const wanted = filterOf(search)
  const listed = wanted === null ? slots : slots.filter(slot => wanted(sketchOf(history, slot)))
  return { total: listed.length, slice: (start, count) => listed.slice(start, start + count).map(claimAt) }
}

function getClaim(history: History, id: string, claimAt: (slot: number) => Resource): Resource | null {
  const [, kind = '', claimNumber = ''] = /^([a-z]+)-(-?\d+)$/.exec(id) ?? []
  const slot = slotOfV2(claimNumber, history.n, history.held)
  if (slot === null || slot >= listedClaims(history)) return null
  return sketchOf(history, slot).kind === kind ? claimAt(slot) : null
}
