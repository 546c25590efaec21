// `_typeFilter`, which version 3 alone reads: one question about ExplanationOfBenefit (contract 1.5).
import { finalActions, noFilter, systemTypes } from '@/sandbox/organizations/bcda/data/claim-filter'
import type { ClaimFilter, DateTest } from '@/sandbox/organizations/bcda/data/claim-filter'
import { DAY_MS } from '@/sandbox/people/numbers/calendar'

const known: Readonly<Record<string, readonly string[]>> = {
  [systemTypes]: ['SharedSystem', 'NationalClaimsHistory', 'DDPS'],
  [finalActions]: ['FinalAction', 'NotFinalAction'],
}
interface Reading {
  readonly tags: (readonly string[])[]
  readonly outcomes: (readonly string[])[]
  readonly dates: (readonly DateTest[])[]
}

const prefixes = ['eq', 'lt', 'gt', 'le', 'ge'] as const

/** The filter, or the complaint. `values` are all that were sent. */
export function readTypeFilter(values: readonly string[]): ClaimFilter | string {
  const [text, ...more] = values
  if (more.length > 0) return 'failed to process request given more that one _typeFilter parameter'
  if (text === undefined) return noFilter
  const mark = text.indexOf('?')
  if (mark < 0) return `missing question mark ${text}`
  const resource = text.slice(0, mark)
  if (resource !== 'ExplanationOfBenefit') return `invalid _typeFilter Resource Type (Only EOBs valid): ${resource}`
  return readQuestion(text.slice(mark + 1))
}

function readQuestion(question: string): ClaimFilter | string {
  const filter: Reading = { tags: [], outcomes: [], dates: [] }
  for (const pair of question.split('&')) {
    const [name = '', value, ...rest] = pair.split('=')
    if (value === undefined || value === '' || rest.length > 0) return `invalid _typeFilter parameter/value: ${pair}`
    const values = decoded(value).split(',')
    const problem = values.map(it => complain(name, it)).find(it => it !== null)
    if (problem !== undefined && problem !== null) return problem
    if (name === '_tag') filter.tags.push(values)
    if (name === 'outcome') filter.outcomes.push(values)
    if (name === 'service-date') filter.dates.push(values.flatMap(it => readDate(it) ?? []))
  }
  return filter
}

function complain(name: string, value: string): string | null {
  if (name === '_tag') return complainTag(value)
  if (name === 'outcome') {
    const isKnown = value === 'complete' || value === 'partial'
    return isKnown ? null : `invalid outcome value: ${value}. Supported outcome values are 'complete' and 'partial'`
  }
  if (name === 'service-date') return readDate(value) ? null : `invalid service-date value: ${value}. Pass a valid FHIR date parameter`
  return `invalid _typeFilter subquery parameter: ${name}`
}

function complainTag(value: string): string | null {
  const [system = '', code, ...rest] = value.split('|')
  if (code === undefined) return `invalid _tag value: ${value}. Searching by tag requires a token (system|code) to be specified`
  const codes = Object.hasOwn(known, system) ? known[system] : undefined
  return rest.length === 0 && codes?.includes(code) ? null : `invalid _tag value: ${value}`
}

/** A year, a month, a day or a moment, with how the claim must lie to it. */
function readDate(value: string): DateTest | null {
  const [, prefix, year = '', month, day, time] = /^(eq|lt|gt|le|ge)?(\d{4})(?:-(\d\d)(?:-(\d\d)(T.+)?)?)?$/.exec(value) ?? []
  if (year === '' || (time !== undefined && !/^T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$/.test(time))) return null
  const first = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1))
  const isDate = new Date(first).toISOString().slice(0, 10) === `${year}-${month ?? '01'}-${day ?? '01'}`
  const next = day !== undefined ? first + DAY_MS : Date.UTC(Number(year) + (month === undefined ? 1 : 0), month === undefined ? 0 : Number(month), 1)
  return isDate ? { prefix: prefixes.find(it => it === prefix) ?? 'eq', firstDay: first / DAY_MS, lastDay: next / DAY_MS - 1 } : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
