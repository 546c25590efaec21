/**
 * One page of a search as a Bundle: order of links, totals and what is left out are those of the real server
 * (blue-button.md 4.5, claims-data.md 1.1). Written as text, so that a resource is turned into JSON once.
 */
import { randomUUID } from 'node:crypto'
import type { ScopedResource } from '@/sandbox/bluebutton/authorize/scopes'
import type { Resource } from '@/sandbox/people/fhir-json'
import type { Search } from './parameters'
import { refusedUpstream } from './refusal'
import type { Listing } from './shelf'

export interface Page {
  /** Scheme and host that the caller used; the links must lead back there. */
  readonly origin: string
  readonly patientId: string
  readonly nowMs: number
  readonly newId?: () => string
}

/** The page of `listing` that the search asks for. A start past the end is an error before version 3. */
export function buildBundle(search: Search, listing: Listing, page: Page): string {
  const { start, count, version } = search
  const total = listing.total
  if (version !== 3 && start > 0 && start >= total) {
    const fault = `Value for startIndex (${start}) must be less than than result size (${total})`
    throw refusedUpstream(version, fault)
  }
  const resources = listing.slice(start, count)
  const links = version === 3 ? linksOfV3(search, total, page) : linksOfV2(search, total, page)
  const head = {
    resourceType: 'Bundle',
    id: (page.newId ?? randomUUID)(),
    meta: { lastUpdated: new Date(page.nowMs).toISOString().replace('Z', '+00:00') },
    type: 'searchset',
    ...totalOf(search, total, resources.length),
    link: links,
  }
  return withEntries(JSON.stringify(head), resources)
}

/** Version 3 counts the entries of the last page and nothing else; an empty search has no total at all. */
function totalOf(search: Search, total: number, onPage: number): { total?: number } {
  if (search.version !== 3) return { total }
  return onPage > 0 && search.start + search.count >= total ? { total: onPage } : {}
}

function withEntries(head: string, resources: readonly Resource[]): string {
  if (resources.length === 0) return head
  const entries = resources.map(resource => `{"resource":${JSON.stringify(resource)}}`)
  return `${head.slice(0, -1)},"entry":[${entries.join(',')}]}`
}

interface Link {
  readonly relation: string
  readonly url: string
}

const FORMAT = 'application/fhir+json'
const FILTERS = ['type', 'service-date', '_lastUpdated', '_tag', '_source', '_security:not'] as const

/** How each resource names the person in its links. */
const OWNER: Readonly<Record<ScopedResource, (id: string) => Parameter>> = {
  Patient: id => ['_id', id],
  Coverage: id => ['beneficiary', `Patient/${id}`],
  ExplanationOfBenefit: id => ['patient', id],
}

function linksOfV2(search: Search, total: number, page: Page): readonly Link[] {
  const { start, count } = search
  const base = `${page.origin}/v${search.version}/fhir/${search.resource}`
  const own = [OWNER[search.resource](page.patientId), ...filtersOf(search)]
  const at = (from: number) =>
    `${base}?${encode([['_format', FORMAT], ['startIndex', from], ['_count', count], ...own])}`
  const last = Math.max(0, Math.floor((total - 1) / count) * count)
  const self: readonly Parameter[] = [['_format', FORMAT], ['startIndex', start], ['_count', count], ...own]
  return [
    { relation: 'first', url: at(0) },
    ...(start + count < total ? [{ relation: 'next', url: at(start + count) }] : []),
    ...(start > 0 ? [{ relation: 'previous', url: at(Math.max(0, start - count)) }] : []),
    { relation: 'last', url: at(last) },
    { relation: 'self', url: `${base}/?${encode(sorted(self))}` },
  ]
}

function linksOfV3(search: Search, total: number, page: Page): readonly Link[] {
  const { start, count } = search
  const base = `${page.origin}/v3/fhir/${search.resource}`
  const own: readonly Parameter[] = [['_count', count], ['_format', FORMAT], OWNER[search.resource](page.patientId)]
  const at = (from: number | null) => {
    const offset: readonly Parameter[] = from === null ? [] : [['_offset', from]]
    return `${base}/?${encode(sorted([...own, ...offset, ...filtersOf(search)]))}`
  }
  return [
    { relation: 'self', url: at(start > 0 ? start : null) },
    ...(start + count < total ? [{ relation: 'next', url: at(start + count) }] : []),
    ...(start > 0 ? [{ relation: 'previous', url: at(Math.max(0, start - count)) }] : []),
  ]
}

type Parameter = readonly [name: string, value: string | number]

function filtersOf(search: Search): readonly Parameter[] {
  return FILTERS.flatMap(name => search.asked.getAll(name).map((value): Parameter => [name, value]))
}

function sorted(parameters: readonly Parameter[]): readonly Parameter[] {
  return [...parameters].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

function encode(parameters: readonly Parameter[]): string {
  return parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
}
