/**
 * The query of a search, checked in the words of the real server (blue-button.md 4.4). What it does not know
 * it drops without a word, as the real one does.
 */
import type { ScopedResource } from '@/sandbox/bluebutton/authorize/scopes'
import type { Need } from '@/sandbox/bluebutton/check-access'
import type { Version } from '@/sandbox/bluebutton/parts'
import { Refusal, badRequest, refusedUpstream } from './refusal'

/** A range of instants in milliseconds: at or after `from`, before `until`. */
export interface Range {
  readonly from: number
  readonly until: number
}

export interface Search {
  readonly version: Version
  readonly resource: ScopedResource
  readonly count: number
  readonly start: number
  /** Lower-case claim types, or null for all. */
  readonly types: ReadonlySet<string> | null
  readonly serviceDate: Range
  readonly lastUpdated: Range
  /**
   * Version 3: the sources asked for (`NCH`, `DDPS` …), null for all; the tags (`system|code`), of which one of each
   * group must be there.
   */
  readonly sources: ReadonlySet<string> | null
  readonly tags: readonly (readonly string[])[]
  /** Leave out claims of treatment for substance use, as `_security:not` asks. */
  readonly withoutSubstanceUse: boolean
  /** The query as it came, for the links. */
  readonly asked: URLSearchParams
}

export const CLAIM_TYPES = ['carrier', 'pde', 'dme', 'hha', 'hospice', 'inpatient', 'outpatient', 'snf'] as const
const TYPE_SYSTEM = 'https://bluebutton.cms.gov/resources/codesystem/eob-type|'
const DAY_MS = 86_400_000

/** Reads and checks the query; throws a Refusal in the real server's words. */
export function readSearch(need: Need, asked: URLSearchParams, strict: boolean): Search {
  const { version, resource } = need
  if (strict && version === 3) refuseUnknown(asked, resource)
  const claims = resource === 'ExplanationOfBenefit'
  const count = readCount(asked)
  const start = readWhole(lastOf(asked, version === 3 ? '_offset' : 'startIndex') ?? '0')
  readWhole(lastOf(asked, 'startIndex') ?? '0')
  const search: Search = {
    version,
    resource,
    count,
    start,
    types: claims ? readTypes(asked) : null,
    serviceDate: claims ? readRange(asked, 'service-date', version) : ALWAYS,
    lastUpdated: readRange(asked, '_lastUpdated', version),
    sources: version === 3 ? readSources(asked) : null,
    tags: version === 3 ? asked.getAll('_tag').map(value => value.split(',')) : [],
    withoutSubstanceUse: version === 3 && asked.getAll('_security:not').some(value => value.endsWith('42CFRPart2')),
    asked,
  }
  if (count === 0) throw refusedUpstream(version, "Invalid pageSize '0'")
  if (start < 0) throw refusedUpstream(version, `Value for startIndex cannot be negative: ${start}`)
  return search
}

/** No limit at all; the same object for every search without one. */
export const ALWAYS: Range = { from: -Infinity, until: Infinity }

export function isWithin(ms: number, range: Range): boolean {
  return ms >= range.from && ms < range.until
}

function lastOf(asked: URLSearchParams, name: string): string | null {
  return asked.getAll(name).at(-1) ?? null
}

function readCount(asked: URLSearchParams): number {
  const count = readWhole(lastOf(asked, 'count') ?? lastOf(asked, '_count') ?? '10')
  if (count > 50) throw badRequest('value must be at most 50')
  if (count < 0) throw badRequest('value must be at least 0')
  return count
}

function readWhole(text: string): number {
  if (!/^[+-]?\d{1,9}$/.test(text.trim())) throw badRequest('expected int')
  return Number(text)
}

function readTypes(asked: URLSearchParams): ReadonlySet<string> | null {
  const given = lastOf(asked, 'type')
  if (given === null) return null
  const types = given.split(',').map(part => part.toLowerCase().replace(TYPE_SYSTEM, ''))
  const known: readonly string[] = CLAIM_TYPES
  if (!types.every(type => known.includes(type))) throw badRequest('the type parameter value is not valid')
  return new Set(types)
}

function readSources(asked: URLSearchParams): ReadonlySet<string> | null {
  const given = asked.getAll('_source').flatMap(value => value.split(','))
  if (given.length > 0) return new Set(given)
  return asked.has('_tag') ? null : new Set(['NCH', 'DDPS'])
}

function readRange(asked: URLSearchParams, name: string, version: Version): Range {
  return asked.getAll(name).reduce((range, text) => narrow(range, text, name, version), ALWAYS)
}

function narrow(range: Range, text: string, name: string, version: Version): Range {
  const [, operator, date] = /^(lt|le|gt|ge)(.+)$/.exec(text) ?? []
  if (operator === undefined || date === undefined) throw badRequest(`the ${name} operator is not valid`)
  const { from, until } = readInstant(date, version)
  if (operator === 'ge') return { ...range, from: Math.max(range.from, from) }
  if (operator === 'gt') return { ...range, from: Math.max(range.from, until) }
  const bound = operator === 'le' ? until : from
  return { ...range, until: Math.min(range.until, bound) }
}

/** A day, or a moment: a day given without a time means the whole of it (UTC). */
function readInstant(date: string, version: Version): Range {
  // A `+` of a time zone that was not written `%2B` arrives as a blank.
  const from = /^\d{4}(-\d\d(-\d\d(T.*)?)?)?$/.test(date) ? Date.parse(date.replace(' ', '+')) : NaN
  if (Number.isNaN(from)) throw refusedUpstream(version, `Invalid date/time format: "${date.slice(0, 40)}"`)
  return { from, until: from + lengthOf(date, from) }
}

function lengthOf(date: string, from: number): number {
  const at = new Date(from)
  if (date.length === 4) return Date.UTC(at.getUTCFullYear() + 1, 0, 1) - from
  if (date.length === 7) return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1) - from
  return date.length === 10 ? DAY_MS : 1
}

const KNOWN: Readonly<Record<ScopedResource, readonly string[]>> = {
  Patient: ['_id', 'identifier'],
  Coverage: ['beneficiary'],
  ExplanationOfBenefit: ['patient', 'type', 'service-date', '_tag', '_source', '_security', '_security:not'],
}
const KNOWN_BY_ALL = ['_count', 'count', 'startIndex', '_offset', '_lastUpdated', '_format']

function refuseUnknown(asked: URLSearchParams, resource: ScopedResource): void {
  const known = [...KNOWN[resource], ...KNOWN_BY_ALL]
  const unknown = [...new Set(asked.keys())].filter(name => !known.includes(name))
  if (unknown.length === 0) return
  throw new Refusal(400, { error: `Invalid parameters: [${unknown.map(name => `'${name}'`).join(', ')}]` })
}
