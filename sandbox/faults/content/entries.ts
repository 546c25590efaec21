// Entries and totals that are wrong: somebody else's, doubled, out of order, of no known type, or far too large.
import { seededDraws, shuffled } from '@/sandbox/random'
import { entriesOf, isFields, numberValue, resourcesOf, textValue } from './content'
import type { Content, ContentEditor, Fields } from './content'
import type { entryEdits } from './names'

const stranger = '-10000010254647'
const mostEntries = 20_000
const mostLetters = 100_000_000
const mostDepth = 1_000_000

export const entryEditors: Record<(typeof entryEdits)[number], ContentEditor> = {
  'wrong-patient-once': content => giveAway(content, list => list.slice(pick(list, content), pick(list, content) + 1)),
  'wrong-patient-everywhere': content => giveAway(content, list => list),
  'total-missing': ({ body }) => {
    delete body['total']
    return body
  },
  'total-wrong': content =>
    Object.assign(content.body, { total: Number(content.value ?? Number(content.body['total'] ?? 0) + 7) }),
  'duplicate-within-page': ({ body }) => withEntries(body, list => [...list, ...list.slice(0, 1)]),
  'same-id-twice': ({ body }) => {
    const [first, second] = resourcesOf(body)
    if (first && second) second['id'] = first['id']
    return body
  },
  'entries-reordered': ({ body, draw }) => withEntries(body, list => shuffled(list, seededDraws(draw * 4_294_967_296))),
  'outcome-among-entries': ({ body }) => withEntries(body, list => [{ resource: outcome, search: { mode: 'outcome' } }, ...list]),
  'unknown-type': ({ body }) => withEntries(body, list => [{ resource: unknown }, ...list]),
  'huge-bundle': content => withEntries(content.body, list => multiply(list, numberValue(content, 1_000, mostEntries))),
  'huge-text': content => addExtension(content, 'x'.repeat(numberValue(content, 5_000_000, mostLetters))),
  deep: content => nest(content.body, numberValue(content, 5_000, mostDepth)),
  'proto-keys': ({ body }) => {
    for (const resource of resourcesOf(body)) addDangerousKeys(resource)
    return body
  },
}

const outcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'warning', code: 'incomplete', diagnostics: 'Some claims could not be read.' }],
}
const unknown = { resourceType: 'SomethingOfTomorrow', id: 'tomorrow-1', status: 'active' }

function withEntries(body: Fields, change: (entries: Fields[]) => unknown[]): Fields {
  return body['resourceType'] === 'Bundle' ? Object.assign(body, { entry: change(entriesOf(body)) }) : body
}

function pick(list: readonly unknown[], { draw }: Content): number {
  return Math.floor(draw * list.length)
}

/** The person stands in another place in each type of resource. */
function giveAway(content: Content, choose: (list: Fields[]) => Fields[]): Fields {
  const id = textValue(content, stranger)
  for (const resource of choose(resourcesOf(content.body))) {
    if (resource['resourceType'] === 'Patient') resource['id'] = id
    for (const key of ['patient', 'beneficiary'])
      if (isFields(resource[key])) resource[key] = { ...resource[key], reference: `Patient/${id}` }
  }
  return content.body
}

/** The same entries over and over, each with an id of its own. */
function multiply(list: readonly Fields[], wanted: number): unknown[] {
  if (list.length === 0) return []
  return Array.from({ length: wanted }, (_, index) => {
    const entry = list[index % list.length] ?? {}
    const round = Math.floor(index / list.length)
    const { resource } = entry
    return round === 0 || !isFields(resource) ? entry : { resource: { ...resource, id: `${String(resource['id'])}${round}` } }
  })
}

function addExtension({ body }: Content, valueString: string): Fields {
  const [first] = resourcesOf(body)
  if (!first) return body
  const { extension } = first
  const others: readonly unknown[] = Array.isArray(extension) ? extension : []
  first['extension'] = [...others, { url: 'https://elsewhere.invalid/long', valueString }]
  return body
}

/** As text: a JSON writer would lose its footing before the depths that are of interest. */
function nest(body: Fields, depth: number): string {
  const inside = `${'{"extension":['.repeat(depth)}${']}'.repeat(depth)}`
  return `${JSON.stringify(body).slice(0, -1)},"contained":[${inside}]}`
}

/** Defined, not set: setting `__proto__` would change our own object and write nothing. */
function addDangerousKeys(resource: Fields): void {
  for (const key of ['__proto__', 'constructor', 'prototype'])
    Object.defineProperty(resource, key, { value: { polluted: true }, enumerable: true, configurable: true, writable: true })
}
