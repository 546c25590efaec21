// What can be asked of BCDA, and the address that asks it (contract organization-apis 1.4 and 1.5). What BCDA would
// refuse or, worse, ignore in silence is refused here.
import 'server-only'
import { z } from 'zod'
import { Misconfigured } from '@/lib/errors'

export const resourceTypes = ['Patient', 'Coverage', 'ExplanationOfBenefit', 'Claim', 'ClaimResponse'] as const
export type ResourceType = (typeof resourceTypes)[number]

export const populations = ['patient', 'group-all', 'group-runout'] as const
/** `patient`: all current enrollees; `group-all`: the same, with the whole history of those new since `since`; `group-runout`: last year's. */
export type Population = (typeof populations)[number]

export const requestSchema = z.object({
  version: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  population: z.enum(populations),
  /** None: whatever BCDA sends by itself. */
  types: z.array(z.enum(resourceTypes)).readonly(),
  /** A FHIR instant; only what changed after it. */
  since: z.string().nullable(),
  /** Version 3 only: `ExplanationOfBenefit?name=value&...`. */
  typeFilter: z.string().nullable(),
})
export type ExportRequest = z.infer<typeof requestSchema>

/** What to ask for. A `since` of `last`: from where the last export like this one ended, or everything when there was none. */
export type ExportOptions = ExportRequest

const paths: Readonly<Record<Population, string>> = { patient: 'Patient', 'group-all': 'Group/all', 'group-runout': 'Group/runout' }
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/
const filterNames = ['_tag', 'outcome', 'service-date']

/** The path and query of the kick-off, below the connection's base. @throws Misconfigured with a line for each problem */
export function kickOffPath(request: ExportRequest, nowMs: number): string {
  const problems = listProblems(request, nowMs)
  if (problems.length > 0) throw new Misconfigured(problems)
  // Commas stay as they are: BCDA compares the raw list of types of two requests.
  const query = [
    ...(request.types.length > 0 ? [`_type=${request.types.join(',')}`] : []),
    ...(request.since === null ? [] : [`_since=${encodeURIComponent(request.since)}`]),
    ...(request.typeFilter === null ? [] : [`_typeFilter=${encodeURIComponent(request.typeFilter)}`]),
  ]
  return `/api/v${request.version}/${paths[request.population]}/$export${query.length > 0 ? `?${query.join('&')}` : ''}`
}

function listProblems({ version, types, since, typeFilter }: ExportRequest, nowMs: number): string[] {
  const problems: string[] = []
  if (new Set(types).size < types.length) problems.push('A type is named twice.')
  if (version !== 2 && types.some((type) => type === 'Claim' || type === 'ClaimResponse')) problems.push('Claim and ClaimResponse exist in version 2 only.')
  if (since !== null && !(instant.test(since) && Date.parse(since) <= nowMs)) problems.push('since must be a past instant such as 2026-01-01T00:00:00Z.')
  if (typeFilter !== null && version !== 3) problems.push('Versions 1 and 2 ignore a type filter: ask for version 3.')
  if (typeFilter !== null && !isFilter(typeFilter)) problems.push(`A type filter is ExplanationOfBenefit? with any of ${filterNames.join(', ')}.`)
  return problems
}

function isFilter(text: string): boolean {
  const [type, query = '', ...more] = text.split('?')
  const names = [...new URLSearchParams(query).keys()]
  return type === 'ExplanationOfBenefit' && more.length === 0 && names.length > 0 && names.every((name) => filterNames.includes(name))
}

/** Whether two addresses ask for the same, wherever they were written down: the source may encode otherwise than we do. */
export function isSameRequest(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && essence(new URL(one)) === essence(new URL(other))
}

function essence(url: URL): string {
  const api = url.pathname.indexOf('/api/v')
  return JSON.stringify([decodeURIComponent(url.pathname.slice(Math.max(0, api))), [...url.searchParams].map((pair) => JSON.stringify(pair)).sort()])
}
