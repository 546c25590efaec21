/**
 * People made of recorded replies: every FHIR JSON file under a folder, sorted to the patient it speaks of.
 * The resources stay as they were recorded; what cannot be used is named, never dropped in silence.
 */
import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { isObject, isResource, textAt } from './fhir-json'
import type { Resource } from './fhir-json'

export interface RecordedPerson {
  readonly version: 2 | 3
  readonly patientId: string
  readonly patient: Resource | null
  readonly coverages: readonly Resource[]
  readonly claims: readonly Resource[]
  /** The insurance card that was recorded, when one was: a card names its person by Medicare number alone. */
  readonly card: Resource | null
  readonly givenName: string | null
  readonly familyName: string | null
}

export interface Skipped {
  readonly file: string
  readonly why: string
}

interface Draft {
  readonly version: 2 | 3
  readonly patientId: string
  patient: Resource | null
  readonly coverages: Map<string, Resource>
  readonly claims: Map<string, Resource>
}

const EOB_TYPES = /^(carrier|dme|hha|hospice|inpatient|outpatient|pde|snf)-/
/** Addresses that only version 1 and 2 use; version 3 writes `bluebutton.cms.gov/fhir/`. */
const V2_MARK = 'https://bluebutton.cms.gov/resources/'
const MBI = 'http://hl7.org/fhir/sid/us-mbi'

/** Reads every `.json` file under the folder. The folder must exist. */
export async function readRecords(
  folder: string,
): Promise<{ people: readonly RecordedPerson[]; skipped: readonly Skipped[] }> {
  const found: Found = { drafts: new Map(), cards: new Map() }
  const skipped: Skipped[] = []
  for (const path of await listFiles(folder)) {
    const file = relative(folder, path)
    const text = await readFile(path, 'utf8').catch(() => null)
    const problems = text === null ? ['the file cannot be read'] : sortFile(text, file, found)
    for (const why of problems) skipped.push({ file, why })
  }
  const people = [...found.drafts.values()].map(draft => finish(draft, takeCard(draft, found.cards)))
  for (const file of found.cards.keys()) skipped.push({ file, why: 'a collection of nobody whose other records are here' })
  return { people, skipped }
}

/** Links count as what they lead to. */
async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter(entry => !entry.isDirectory() && entry.name.toLowerCase().endsWith('.json'))
  return files.map(entry => join(entry.parentPath, entry.name)).sort()
}

interface Found {
  readonly drafts: Map<string, Draft>
  /** Collections by the name of their file, until somebody is found whose card they are. */
  readonly cards: Map<string, Resource>
}

/** Puts each resource of one file where it belongs and says why any could not be. */
function sortFile(text: string, file: string, { drafts, cards }: Found): readonly string[] {
  const parsed = parse(text)
  if (!isResource(parsed)) return ['no FHIR resource in JSON']
  if (parsed.resourceType !== 'Bundle') return reasons([sortResource(parsed, drafts)])
  if (textAt(parsed, 'type') === 'collection') {
    cards.set(file, parsed)
    return []
  }
  const entries = Array.isArray(parsed['entry']) ? parsed['entry'] : []
  if (entries.length === 0) return ['a Bundle without entries']
  return reasons(entries.map(entry => sortEntry(entry, drafts)))
}

function reasons(found: readonly (string | null)[]): readonly string[] {
  return [...new Set(found.filter(why => why !== null))]
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function sortEntry(entry: unknown, drafts: Map<string, Draft>): string | null {
  const resource: unknown = typeof entry === 'object' && entry !== null && 'resource' in entry ? entry.resource : null
  return isResource(resource) ? sortResource(resource, drafts) : 'an entry without a resource'
}

function sortResource(resource: Resource, drafts: Map<string, Draft>): string | null {
  if (!['Patient', 'Coverage', 'ExplanationOfBenefit'].includes(resource.resourceType)) {
    return `${resource.resourceType} is not served for a person`
  }
  const patientId = patientOf(resource)
  if (patientId === null) return `${resource.resourceType} names no patient`
  const draft = openDraft(drafts, versionOf(resource), patientId)
  if (resource.resourceType === 'Patient') {
    draft.patient ??= resource
    return null
  }
  const shelf = resource.resourceType === 'Coverage' ? draft.coverages : draft.claims
  return shelve(withId(resource, shelf), shelf)
}

function openDraft(drafts: Map<string, Draft>, version: 2 | 3, patientId: string): Draft {
  const key = `${version} ${patientId}`
  const open = drafts.get(key) ?? { version, patientId, patient: null, coverages: new Map(), claims: new Map() }
  drafts.set(key, open)
  return open
}

function shelve(resource: Resource, shelf: Map<string, Resource>): string | null {
  const id = textAt(resource, 'id')
  if (id === null) return `${resource.resourceType} has no id and no number to make one from`
  const known = shelf.get(id)
  if (known === undefined) shelf.set(id, resource)
  const differs = known !== undefined && JSON.stringify(known) !== JSON.stringify(resource)
  return differs ? `a ${resource.resourceType} of the same id, with other content, was read before` : null
}

function patientOf(resource: Resource): string | null {
  if (resource.resourceType === 'Patient') return textAt(resource, 'id')
  const field = resource.resourceType === 'Coverage' ? 'beneficiary' : 'patient'
  const named = /^Patient\/(-?[A-Za-z0-9.-]+)$/.exec(textAt(resource, field, 'reference') ?? '')?.[1]
  const inId = /^(?:part-[a-d]|dual)-(-?\d+)/.exec(textAt(resource, 'id') ?? '')?.[1]
  return named ?? (resource.resourceType === 'Coverage' ? inId : undefined) ?? null
}

function versionOf(resource: Resource): 2 | 3 {
  const id = textAt(resource, 'id')
  if (resource.resourceType === 'ExplanationOfBenefit' && id !== null) return EOB_TYPES.test(id) ? 2 : 3
  return JSON.stringify(resource).includes(V2_MARK) ? 2 : 3
}

/** Some reference replies have no id; the claim's own number stands in, with a count when several share one. */
function withId(resource: Resource, shelf: ReadonlyMap<string, Resource>): Resource {
  if (textAt(resource, 'id') !== null || resource.resourceType !== 'ExplanationOfBenefit') return resource
  const number = textAt(resource, 'identifier', 0, 'value')
  if (number === null) return resource
  let id = number
  for (let count = 2; shelf.has(id); count++) id = `${number}-${count}`
  return { ...resource, id }
}

/** Only version 3 has cards. */
function takeCard(draft: Draft, cards: Map<string, Resource>): Resource | null {
  const own = draft.version === 3 ? medicareNumbersOf([draft.patient, ...draft.coverages.values()]) : []
  const [file, card] = [...cards].find(([, it]) => medicareNumbersOf(resourcesIn(it)).some(id => own.includes(id))) ?? []
  if (file !== undefined) cards.delete(file)
  return card ?? null
}

function resourcesIn(bundle: Resource): readonly unknown[] {
  const entries: readonly unknown[] = Array.isArray(bundle['entry']) ? bundle['entry'] : []
  return entries.map(entry => (isObject(entry) ? entry['resource'] : null))
}

function medicareNumbersOf(resources: readonly unknown[]): readonly string[] {
  return resources.flatMap(resource => {
    const list: readonly unknown[] = isObject(resource) && Array.isArray(resource['identifier']) ? resource['identifier'] : []
    const named = list.filter(it => textAt(it, 'system') === MBI).map(it => textAt(it, 'value'))
    return [...named, textAt(resource, 'subscriberId')].filter(value => value !== null)
  })
}

function finish(draft: Draft, card: Resource | null): RecordedPerson {
  return {
    version: draft.version,
    patientId: draft.patientId,
    patient: draft.patient,
    coverages: [...draft.coverages.values()],
    claims: [...draft.claims.values()],
    card,
    givenName: textAt(draft.patient, 'name', 0, 'given', 0),
    familyName: textAt(draft.patient, 'name', 0, 'family'),
  }
}
