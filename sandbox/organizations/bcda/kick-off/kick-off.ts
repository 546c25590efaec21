// `$export`: the checks in the order of the real server, then a job (contract 1.5). Of two faults in one request the
// earlier check speaks; the table below is that order.
import type { BcdaBehaviour } from '@/sandbox/organizations/bcda/behaviour'
import type { Asked } from '@/sandbox/organizations/bcda/asked'
import { checkToken } from '@/sandbox/organizations/bcda/check-token'
import type { BcdaClient } from '@/sandbox/organizations/bcda/clients'
import { namesSystems, systemTypes } from '@/sandbox/organizations/bcda/data/claim-filter'
import type { BcdaVersion, FileType } from '@/sandbox/organizations/bcda/data/extract'
import { bare, refuse } from '@/sandbox/organizations/bcda/outcome'
import type { BcdaParts } from '@/sandbox/organizations/bcda/parts'
import { complainAttribution } from './attribution'
import { duplicateOf } from './duplicate'
import { checkHeaders } from './headers'
import { complainSince } from './since'
import { startJob } from './start-job'
import { readTypeFilter } from './type-filter'
import { complainTypes, typesFor } from './types-asked'

/** Everything that a check may look at. */
export interface KickOff {
  readonly parts: BcdaParts
  readonly asked: Asked
  readonly version: BcdaVersion
  readonly client: BcdaClient
  readonly behaviour: BcdaBehaviour
  /** `patient` for `/Patient`, otherwise the group as it was named. */
  readonly group: string
}

type Check = (kickOff: KickOff) => Response | null

const outputFormats = ['ndjson', 'application/fhir+ndjson', 'application/ndjson']

const checks: readonly Check[] = [
  ({ behaviour, version }) => (behaviour.bcdaOrganization === 'disabled' ? refuse(version, 401) : null),
  ({ behaviour, version }) => says(version, closedVersion(behaviour, version), 403),
  ({ asked, version, parts }) => says(version, complainFormat(asked.url.searchParams.get('_outputFormat'), parts.now())),
  ({ asked, version }) =>
    asked.url.searchParams.has('_elements') ? refuse(version, 400, 'Invalid parameter: this server does not support the _elements parameter.') : null,
  ({ asked, version }) =>
    [...asked.url.searchParams.keys()].some(key => key.startsWith('?'))
      ? refuse(version, 400, 'Invalid parameter: query parameters cannot start with ?')
      : null,
  ({ asked, version, parts }) => {
    const since = asked.url.searchParams.get('_since')
    return since === null ? null : says(version, complainSince(since, parts.now()))
  },
  ({ asked, version }) => says(version, complainRepeats(asked.url.searchParams.get('_type'))),
  ({ asked, version, behaviour }) => (version === 3 ? says(version, complainFilter(asked.url.searchParams, behaviour)) : null),
  ({ asked, version }) => says(version, checkHeaders(asked.request)),
  kickOff => (duplicateOf(kickOff) ? bare(429, { 'retry-after': String(kickOff.behaviour.bcdaDuplicateRetryAfter) }) : null),
  ({ group, version }) => (['patient', 'all', 'runout'].includes(group) ? null : refuse(version, 400, 'Invalid group ID')),
  kickOff => says(kickOff.version, complainTypes(kickOff)),
  kickOff => says(kickOff.version, complainAttribution(kickOff), 404),
]

/** Answers a kick-off: 202 and where to look, or the first thing that is wrong. */
export async function answerKickOff(parts: BcdaParts, asked: Asked): Promise<Response> {
  const version = asked.version ?? 1
  const access = await checkToken(parts, asked.request, asked)
  if ('refusal' in access) return access.refusal
  const { client } = access
  const group = asked.name === '' ? 'patient' : asked.name
  const kickOff = { parts, asked, version, client, group, behaviour: parts.behaviourFor(client.clientId) }
  for (const check of checks) {
    const refusal = check(kickOff)
    if (refusal) return refusal
  }
  const types: readonly FileType[] = typesFor(kickOff)
  const { id } = startJob(kickOff, types)
  return bare(202, { 'content-location': `${asked.base}/api/v${version}/jobs/${id}` })
}

function says(version: BcdaVersion, complaint: string | null, status = 400): Response | null {
  return complaint === null ? null : refuse(version, status, complaint)
}

function closedVersion({ bcdaVersions }: BcdaBehaviour, version: BcdaVersion): string | null {
  if (version === 3) return bcdaVersions === 'not-v3' ? 'V3 access not enabled for this ACO' : null
  return bcdaVersions === 'not-v1-v2' ? 'v1 nor v2 access not enabled for this ACO' : null
}

/** The list stands in an order that cannot be relied on, as the real one's. */
function complainFormat(format: string | null, nowMs: number): string | null {
  if (format === null || outputFormats.includes(format)) return null
  const at = Math.floor(nowMs) % outputFormats.length
  return `_outputFormat parameter must be one of [${[...outputFormats.slice(at), ...outputFormats.slice(0, at)].join(' ')}]`
}

function complainRepeats(types: string | null): string | null {
  const names = types?.split(',') ?? []
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice === undefined ? null : `Repeated resource type ${twice}`
}

function complainFilter(asked: URLSearchParams, { bcdaModel }: BcdaBehaviour): string | null {
  const filter = readTypeFilter(asked.getAll('_typeFilter'))
  if (typeof filter === 'string') return filter
  const shared = `${systemTypes}|SharedSystem`
  const asksShared = namesSystems(filter) && filter.tags.some(group => group.includes(shared))
  return bcdaModel === 'guide' && asksShared ? `invalid _tag value: ${shared}` : null
}
