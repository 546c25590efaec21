// Takes a search reply apart, and trusts none of it: the shape, whose records they are, and where the next link points
// are all checked (quality INP-02, INP-07, INP-10).
import 'server-only'
import { Unreadable } from '@/lib/errors'
import { log } from '@/lib/log'
import { isBelowBase } from './fhir'
import { isObject, type JsonObject } from './json'
import type { Provider } from './provider'

export interface Expected {
  readonly type: 'ExplanationOfBenefit' | 'Coverage' | 'Patient'
  /** The connection's patient id; null when Medicare has not told it. */
  readonly patient: string | null
  readonly provider: Provider
}

export interface Found {
  readonly resources: readonly unknown[]
  readonly unreadable: number
  readonly total: number | null
  readonly next: number | null
  /** When Medicare says it looked: its clock, not ours. */
  readonly asOf: string | null
  /** Whose records these are; null when there are none. */
  readonly patient: string | null
}

/** Twenty times what we ask for (quality INP-04). */
const mostEntries = 1_000

/** @throws Unreadable when it is no search reply, or when one record is another person's: then nothing of it is used */
export function readBundle(reply: unknown, expected: Expected): Found {
  if (!isObject(reply) || reply['resourceType'] !== 'Bundle') throw new Unreadable('not a search reply')
  const { entry = [] } = reply
  if (!Array.isArray(entry)) throw new Unreadable('entries that are no list')
  const entries: readonly unknown[] = entry.filter((each) => !isRemark(each))
  if (entries.length > mostEntries) throw new Unreadable('too many entries')
  const resources = entries.map((each) => (isObject(each) ? each['resource'] : null)).filter((resource) => isType(resource, expected.type))
  const owned = resources.filter((resource) => ownerOf(resource, expected.type) !== null)
  // Where Medicare did not tell the person, the records must at least agree among themselves.
  const patient = expected.patient ?? ownerOf(owned[0], expected.type)
  owned.forEach((resource) => requireOwner(resource, { ...expected, patient }))
  const total = reply['total']
  return {
    resources: owned,
    unreadable: entries.length - owned.length,
    total: expected.provider.version === 2 && typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : null,
    next: readNext(reply['link'], expected.provider),
    asOf: readMoment(reply['meta']),
    patient,
  }
}

/** @returns whose it is. @throws Unreadable unless the record names this connection's person */
export function requireOwner(resource: unknown, expected: Expected): string | null {
  const owner = ownerOf(resource, expected.type)
  if (expected.patient !== null && owner !== expected.patient) discard(expected.type)
  return owner
}

/** Where Medicare did not tell the person, all pages of a walk must at least agree. @throws Unreadable when they do not */
export function requireOneOwner(owners: Set<string>, owner: string | null): void {
  if (owner !== null && owners.add(owner).size > 1) discard('ExplanationOfBenefit')
}

/** @param type what was of another person @throws Unreadable always: nothing of it is used, and we hear of it */
export function discard(type: Expected['type'] | 'connection'): never {
  log('error', 'data.discarded', { why: 'another person', type })
  throw new Unreadable('another person')
}

/** A remark of the server's about the search (FHIR R4, search.mode `outcome`) is no record. */
function isRemark(entry: unknown): boolean {
  return isObject(entry) && isType(entry['resource'], 'OperationOutcome')
}

function isType(resource: unknown, type: string): resource is JsonObject {
  return isObject(resource) && resource['resourceType'] === type
}

/** The patient id a record names, or null when it names none. */
function ownerOf(resource: unknown, type: Expected['type']): string | null {
  if (!isObject(resource)) return null
  if (type === 'Patient') return typeof resource['id'] === 'string' ? resource['id'] : null
  const reference = resource[type === 'Coverage' ? 'beneficiary' : 'patient']
  const text = isObject(reference) ? reference['reference'] : null
  return typeof text === 'string' ? (text.split('/').at(-1) ?? null) : null
}

/** What our own address for claims takes, and far more than any record has. */
const farthest = 999_999

/** The position the next link names. A link that leads elsewhere is not followed and not forgotten: it is a failure. */
function readNext(links: unknown, provider: Provider): number | null {
  const list: readonly unknown[] = Array.isArray(links) ? links : []
  const next = list.find((link) => isObject(link) && link['relation'] === 'next')
  if (!isObject(next)) return null
  const url = next['url']
  if (typeof url !== 'string' || !isBelowBase(url, provider)) throw new Unreadable('next link leads elsewhere')
  const params = new URL(url, provider.fhirBase).searchParams
  const start = Number(params.get(provider.version === 3 ? '_offset' : 'startIndex') ?? Number.NaN)
  if (!Number.isSafeInteger(start) || start <= 0 || start > farthest) throw new Unreadable('next link without a position')
  return start
}

function readMoment(meta: unknown): string | null {
  const moment = isObject(meta) ? meta['lastUpdated'] : null
  return typeof moment === 'string' && !Number.isNaN(Date.parse(moment)) ? new Date(moment).toISOString() : null
}
