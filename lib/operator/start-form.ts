// What the form that starts an export may say. Each field is of a closed list or one instant; everything else is refused
// with a word of ours, never with the text that came.
import 'server-only'
import { type ExportOptions, populations, resourceTypes } from '@/lib/connections/bulk-export/export-request'

export type StartProblem = 'form' | 'types' | 'since'
export type StartForm = { readonly ok: true; readonly options: ExportOptions } | { readonly ok: false; readonly problem: StartProblem }

const versions = [1, 2, 3] as const
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/
const day = /^\d{4}-\d{2}-\d{2}$/

export function readStartForm(form: FormData, nowMs: number = Date.now()): StartForm {
  const version = versions.find((each) => String(each) === form.get('version'))
  const population = populations.find((each) => each === form.get('population'))
  const asked = form.getAll('type')
  const types = resourceTypes.filter((type) => asked.includes(type))
  const since = readSince(form, nowMs)
  if (!version || !population || types.length !== asked.length) return { ok: false, problem: 'form' }
  // Only version 2 has them.
  if (version !== 2 && types.some((type) => type === 'Claim' || type === 'ClaimResponse')) return { ok: false, problem: 'types' }
  if (since === undefined) return { ok: false, problem: 'since' }
  return { ok: true, options: { version, population, types, since, typeFilter: null } }
}

/** A day counts from its first moment in UTC; undefined for what is neither. */
function readSince(form: FormData, nowMs: number): string | null | undefined {
  const how = form.get('since')
  if (how === 'all') return null
  if (how === 'last') return 'last'
  const at = form.get('sinceAt')
  const text = how === 'at' && typeof at === 'string' ? at.trim() : ''
  const whole = day.test(text) ? `${text}T00:00:00Z` : text
  return instant.test(whole) && Date.parse(whole) <= nowMs ? whole : undefined
}
