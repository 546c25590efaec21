// Writes down what was asked for. How the server is to treat the job is settled here, once: a switch that is turned
// later is for later jobs.
import { noFilter, namesSystems } from '@/sandbox/organizations/bcda/data/claim-filter'
import type { ClaimFilter } from '@/sandbox/organizations/bcda/data/claim-filter'
import { filesOf } from '@/sandbox/organizations/bcda/data/extract'
import type { Extract, FileType } from '@/sandbox/organizations/bcda/data/extract'
import type { Job } from '@/sandbox/organizations/bcda/jobs/job'
import { lastLoad } from '@/sandbox/people/numbers/calendar'
import type { KickOff } from './kick-off'
import { readInstant } from './since'
import { readTypeFilter } from './type-filter'

/** A job for this kick-off, which has passed every check. */
export function startJob(kickOff: KickOff, types: readonly FileType[]): Job {
  const { parts, asked, client, behaviour, version } = kickOff
  const extract = extractOf(kickOff)
  return parts.jobs.add({
    cmsId: client.set.cmsId,
    clientId: client.clientId,
    request: asked.request.url,
    rawTypes: asked.url.searchParams.get('_type'),
    types,
    extract,
    warns: version === 3 && types.includes('ExplanationOfBenefit') && !namesSystems(extract.filter),
    createdMs: parts.now(),
    pendingMs: behaviour.bcdaPendingMs,
    runMs: behaviour.bcdaRunMs + behaviour.bcdaFileMs * filesOf(extract, types).length,
    // When nobody is known every part of the job fails, and with them the job (contract 1.6).
    fails: behaviour.bcdaJob === 'fails' || behaviour.bcdaUnknownPeople >= 100,
  })
}

function extractOf(kickOff: KickOff): Extract {
  const { parts, asked, client, behaviour, version, group } = kickOff
  return {
    set: client.set,
    version,
    population: group === 'runout' ? 'runout' : 'current',
    sinceMs: sinceOf(kickOff),
    newcomersWhole: group === 'all',
    filter: version === 3 ? filterOf(asked.url.searchParams) : noFilter,
    weekMs: Math.max(parts.loadedMs(), lastLoad(parts.now())),
    loadedMs: parts.loadedMs(),
    unknownPercent: behaviour.bcdaUnknownPeople,
  }
}

/** The pages say that the weeks in which old data was stamped anew bring everything; the code compares as always. */
function sinceOf({ asked, behaviour, version }: KickOff): number | null {
  const since = readInstant(asked.url.searchParams.get('_since') ?? '')
  const isStamped = since !== null && since >= Date.UTC(2020, 0, 1) && since < Date.UTC(2020, 1, 12)
  return isStamped && version !== 3 && behaviour.bcdaReading === 'as-documented' ? null : since
}

function filterOf(asked: URLSearchParams): ClaimFilter {
  const filter = readTypeFilter(asked.getAll('_typeFilter'))
  return typeof filter === 'string' ? noFilter : filter
}
