/**
 * A recorded person's shelf: the replies as they were recorded, in the order the real server gives them.
 */
import { isObject, textAt } from '@/sandbox/people/fhir-json'
import type { Resource } from '@/sandbox/people/fhir-json'
import type { RecordedPerson } from '@/sandbox/people/recorded'
import { isWithin } from './parameters'
import type { Range, Search } from './parameters'
import { getRecordedCard } from './recorded-card'
import { listingOf } from './shelf'
import type { Shelf } from './shelf'

/** Opens the shelf of one recorded person. */
export function openRecordedShelf(record: RecordedPerson): Shelf {
  const claims = [...record.claims].sort(record.version === 3 ? byNumber : byText)
  const patients = record.patient === null ? [] : [record.patient]
  const isShown = (claim: Resource, withhold: boolean) => !(withhold && isSubstanceUse(claim))
  return {
    patientId: record.patientId,
    listPatients: search =>
      listingOf(patients.filter(it => isUpdatedIn(it, search.lastUpdated) && isAskedFor(it, search))),
    listCoverages: search => listingOf(record.coverages.filter(coverage => isUpdatedIn(coverage, search.lastUpdated))),
    listClaims: (search, withhold) =>
      listingOf(
        claims.filter(it => isShown(it, withhold || search.withoutSubstanceUse) && matches(it, search)),
      ),
    getPatient: id => patients.find(patient => patient['id'] === id) ?? null,
    getCoverage: id => record.coverages.find(coverage => coverage['id'] === id) ?? null,
    getClaim: (id, withhold) => claims.find(claim => claim['id'] === id && isShown(claim, withhold)) ?? null,
    isSomebodyElses: () => false,
    getCard: () => getRecordedCard(record),
  }
}

function matches(claim: Resource, search: Search): boolean {
  const isInTime = isServedIn(claim, search.serviceDate) && isUpdatedIn(claim, search.lastUpdated)
  return isInTime && isTyped(claim, search.types) && isOfSource(claim, search) && isTagged(claim, search)
}

/** Whoever asks version 3 for another id than their own finds nobody. */
function isAskedFor(patient: Resource, { version, asked }: Search): boolean {
  return version !== 3 || asked.getAll('_id').every(id => id === patient['id'])
}

/** A claim of unknown source is left out only when a source is asked for by name. */
function isOfSource(claim: Resource, { sources, asked }: Search): boolean {
  if (sources === null) return true
  const own = textAt(claim, 'meta', 'source')
  return own === null ? !asked.has('_source') : sources.has(OLD_SOURCES.get(own) ?? own)
}

/** As the recordings of 2025 wrote it (claims-data.md 1.4). */
const OLD_SOURCES = new Map([['NationalClaimsHistory', 'NCH']])

function isTagged(claim: Resource, { tags }: Search): boolean {
  const own = codingsIn(claim, 'tag').map(it => [textAt(it, 'system') ?? '', textAt(it, 'code') ?? ''] as const)
  const has = (tag: string) => own.some(([system, code]) => tag === code || tag === `${system}|${code}`)
  return tags.every(group => group.some(has))
}

function isSubstanceUse(claim: Resource): boolean {
  return codingsIn(claim, 'security').some(it => textAt(it, 'code') === '42CFRPart2')
}

function codingsIn(claim: Resource, field: 'tag' | 'security'): readonly unknown[] {
  const meta = claim['meta']
  const list: unknown = isObject(meta) ? meta[field] : null
  return Array.isArray(list) ? list : []
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
