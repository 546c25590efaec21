/**
 * A generated person's shelf in version 3: other ids, another order, and claims that appear only when their source
 * or tag is asked for.
 */
import { filterOf, slotsDescending } from '@/sandbox/bluebutton/fhir/claim-filter'
import { isWithin } from '@/sandbox/bluebutton/fhir/parameters'
import type { Search } from '@/sandbox/bluebutton/fhir/parameters'
import { listingOf } from '@/sandbox/bluebutton/fhir/shelf'
import type { Listing, Shelf, ShelfClock } from '@/sandbox/bluebutton/fhir/shelf'
import { listedClaims } from '@/sandbox/people/claims/sketch'
import type { Resource } from '@/sandbox/people/fhir-json'
import { openHistory } from '@/sandbox/people/history'
import { countsOf } from '@/sandbox/people/numbers/counts'
import { v3Owner } from '@/sandbox/people/numbers/ids'
import { totalOf } from '@/sandbox/people/numbers/kinds'
import { buildV3Coverages } from './coverage'
import { authorizationsOf, finishedEntries, unfinishedEntries } from './entries'
import type { Entry } from './entries'
import { buildInsuranceCard } from './insurance-card'
import { buildV3Patient, v3IdsOf } from './patient'

const PART_ID = /^(part-[abcd]|dual)-/

/** Opens the shelf of person n in version 3. */
export function openV3Shelf(n: number, patientId: string, clock: ShelfClock): Shelf {
  const history = openHistory(n, clock)
  const { person, enrollment } = history
  const target = { patientId, nowMs: clock.nowMs, updatedMs: clock.loadedMs }
  const coverages = () => buildV3Coverages(person, enrollment, target)
  const finished = finishedEntries(history, patientId)
  const others = () => [...unfinishedEntries(history, patientId), ...authorizationsOf(history, patientId)]
  const fresh = (search: Search, list: () => readonly Resource[]) =>
    listingOf(isWithin(clock.loadedMs, search.lastUpdated) ? list() : [])
  return {
    patientId,
    listPatients: search =>
      fresh(search, () => (asksForOther(search, patientId) ? [] : [buildV3Patient(person, patientId, clock.loadedMs)])),
    listCoverages: search => fresh(search, coverages),
    listClaims: (search, withhold) =>
      listEntries(search, withhold || search.withoutSubstanceUse, {
        others: wantsOnlyFinished(search) ? [] : others(),
        slots: slotsDescending(history),
        at: finished.at,
      }),
    getPatient: id => (v3IdsOf(n).includes(id) ? buildV3Patient(person, id, clock.loadedMs) : null),
    getCoverage: id => coverages().find(it => it['id'] === id) ?? emptyPart(id, patientId),
    getClaim: (id, withhold) => {
      const entry = finished.find(id, listedClaims(history)) ?? others().find(it => it.id === id) ?? null
      return entry === null || (withhold && entry.isSubstanceUse()) ? null : entry.build()
    },
    isSomebodyElses: id => isHeldByAnother(id, n),
    getCard: () => buildInsuranceCard(person, enrollment, { updatedMs: clock.loadedMs }),
  }
}

function asksForOther(search: Search, patientId: string): boolean {
  return search.asked.getAll('_id').some(id => id !== patientId)
}

/** The common case by far: nothing but finished claims, so nothing else is even looked for. */
function wantsOnlyFinished(search: Search): boolean {
  return search.sources !== null && [...search.sources].every(source => source === 'NCH' || source === 'DDPS')
}

function listEntries(search: Search, withhold: boolean, all: Candidates): Listing {
  const wanted = filterOf(search)
  const isWanted = (entry: Entry) =>
    (search.sources === null || search.sources.has(entry.source())) &&
    search.tags.every(group => group.some(tag => entry.tags().some(own => own === tag || own.endsWith(`|${tag}`)))) &&
    (wanted === null || entry.matches(wanted)) &&
    !(withhold && entry.isSubstanceUse())
  const everything = search.tags.length === 0 && wanted === null && asksForAllFinished(search) && !withhold
  const slots = everything ? all.slots : all.slots.filter(slot => isWanted(all.at(slot)))
  const others = all.others.filter(isWanted)
  return listingOf3(
    others.filter(it => !it.isAuthorization),
    { slots, at: all.at },
    others.filter(it => it.isAuthorization),
  )
}

interface Candidates {
  readonly others: readonly Entry[]
  readonly slots: readonly number[]
  readonly at: (slot: number) => Entry
}

/** The numbers of unfinished claims are the most negative; authorizations have none and come last. */
function listingOf3(
  before: readonly Entry[],
  finished: Pick<Candidates, 'slots' | 'at'>,
  after: readonly Entry[],
): Listing {
  const first = before.length
  const last = first + finished.slots.length
  const entryAt = (index: number): Entry | undefined => {
    const slot = finished.slots[index - first]
    return index < first ? before[index] : slot === undefined ? after[index - last] : finished.at(slot)
  }
  const total = last + after.length
  return {
    total,
    slice: (start, count) =>
      Array.from({ length: Math.max(0, Math.min(count, total - start)) }, (_, index) => entryAt(start + index))
        .filter(entry => entry !== undefined)
        .map(entry => entry.build()),
  }
}

function asksForAllFinished(search: Search): boolean {
  return search.sources === null || (search.sources.has('NCH') && search.sources.has('DDPS'))
}

/** A part that is not held answers a read with its id and nothing else. */
function emptyPart(id: string, patientId: string): Resource | null {
  return PART_ID.test(id) && id.replace(PART_ID, '') === patientId ? { resourceType: 'Coverage', id } : null
}

function isHeldByAnother(id: string, n: number): boolean {
  const owner = v3Owner(id)
  return owner !== null && owner.n !== n && owner.slot < totalOf(countsOf(owner.n))
}
