/**
 * A generated person's shelf in version 1 and 2: every resource is made when it is asked for, from the person's
 * number alone.
 */
import { filterOf, slotsInTextOrder } from '@/sandbox/bluebutton/fhir/claim-filter'
import { isWithin } from '@/sandbox/bluebutton/fhir/parameters'
import type { Search } from '@/sandbox/bluebutton/fhir/parameters'
import { listingOf } from '@/sandbox/bluebutton/fhir/shelf'
import type { Listing, Shelf, ShelfClock } from '@/sandbox/bluebutton/fhir/shelf'
import { drawClaim } from '@/sandbox/people/claims/draw-claim'
import { listedClaims, sketchOf } from '@/sandbox/people/claims/sketch'
import type { Resource } from '@/sandbox/people/fhir-json'
import { openHistory } from '@/sandbox/people/history'
import type { History } from '@/sandbox/people/history'
import { slotOfV2, v2ClaimNumber } from '@/sandbox/people/numbers/ids'
import { buildV2Claim } from './claim'
import { buildV2Coverages } from './coverage'
import { buildV2Patient } from './patient'

/** Opens the shelf of person n in version 1 or 2. */
export function openV2Shelf(n: number, patientId: string, clock: ShelfClock): Shelf {
  const history = openHistory(n, clock)
  const target = { patientId, nowMs: clock.nowMs, updatedMs: clock.loadedMs }
  const patients = () => [buildV2Patient(history.person, history.enrollment, target)]
  const coverages = () => buildV2Coverages(history.person, history.enrollment, target)
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
    isSomebodyElses: () => false,
    getCard: () => null,
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
