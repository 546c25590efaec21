/**
 * People made of recorded replies: every FHIR JSON file under a folder, sorted to the patient it speaks of.
 * The resources stay as they were recorded; what cannot be used is named, never dropped in silence.
 */
import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { isResource, textAt } from './fhir-json'
import type { Resource } from './fhir-json'

export interface RecordedPerson {
  readonly version: 2 | 3
  readonly patientId: string
  readonly patient: Resource | null
  readonly coverages: readonly Resource[]
  readonly claims: readonly Resource[]
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

/** Reads every `.json` file under the folder. The folder must exist. */
export async function readRecords(
  folder: string,
): Promise<{ people: readonly RecordedPerson[]; skipped: readonly Skipped[] }> {
  const drafts = new Map<string, Draft>()
  const skipped: Skipped[] = []
  for (const path of await listFiles(folder)) {
    const file = relative(folder, path)
    for (const why of sortFile(await readFile(path, 'utf8'), drafts)) skipped.push({ file, why })
  }
  return { people: [...drafts.values()].map(finish), skipped }
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter(entry => entry.isFile() && entry.name.endsWith('.json'))
  return files.map(entry => join(entry.parentPath, entry.name)).sort()
}

/** Puts each resource of one file where it belongs and says why any could not be. */
function sortFile(text: string, drafts: Map<string, Draft>): readonly string[] {
  const parsed = parse(text)
  if (!isResource(parsed)) return ['no FHIR resource in JSON']
  if (parsed.resourceType !== 'Bundle') return reasons([sortResource(parsed, drafts)])
  if (textAt(parsed, 'type') === 'collection') return ['a collection names no patient of this server']
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

function finish(draft: Draft): RecordedPerson {
  return {
    version: draft.version,
    patientId: draft.patientId,
    patient: draft.patient,
    coverages: [...draft.coverages.values()],
    claims: [...draft.claims.values()],
    givenName: textAt(draft.patient, 'name', 0, 'given', 0),
    familyName: textAt(draft.patient, 'name', 0, 'family'),
  }
}
