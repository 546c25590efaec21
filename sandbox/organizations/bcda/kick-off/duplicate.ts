// Whether an export is the same as one that is under way. The comparison has quirks, and they are copied: a list of
// types is one text, and Patient, `all` and `runout` are not told apart (contract 1.5).
import { jobAt } from '@/sandbox/organizations/bcda/jobs/job'
import type { Job } from '@/sandbox/organizations/bcda/jobs/job'
import { DAY_MS } from '@/sandbox/people/numbers/calendar'
import type { KickOff } from './kick-off'

/** The job that this export repeats, or null; null as well while duplicates are allowed. */
export function duplicateOf(kickOff: KickOff): Job | null {
  if (kickOff.behaviour.bcdaDuplicates === 'allowed') return null
  return kickOff.parts.jobs.listOf(kickOff.client.set.cmsId).find(job => isUnderWay(kickOff, job) && isSame(kickOff, job)) ?? null
}

function isUnderWay({ parts, version }: KickOff, job: Job): boolean {
  const { status } = jobAt(job, parts.now())
  const isRecent = parts.now() - job.createdMs < DAY_MS
  return job.extract.version === version && isRecent && (status === 'Pending' || status === 'In Progress')
}

function isSame({ asked }: KickOff, job: Job): boolean {
  const types = asked.url.searchParams.get('_type')
  if (types === null || job.rawTypes === null || types.split(',').includes(job.rawTypes)) return true
  return whereTo(asked.request.url) === whereTo(job.request)
}

function whereTo(address: string): string {
  const { pathname, search } = new URL(address)
  try {
    return decodeURIComponent(pathname + search)
  } catch {
    return pathname + search
  }
}
