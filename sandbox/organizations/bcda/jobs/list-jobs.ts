// `GET /jobs`: an organization's jobs as a Bundle of Tasks. It wants the headers of a kick-off (contract 1.6).
import type { Asked } from '@/sandbox/organizations/bcda/asked'
import { checkToken } from '@/sandbox/organizations/bcda/check-token'
import { checkHeaders } from '@/sandbox/organizations/bcda/kick-off/headers'
import { goJson, outcomeText, refuse } from '@/sandbox/organizations/bcda/outcome'
import type { BcdaParts } from '@/sandbox/organizations/bcda/parts'
import { wholeSeconds } from './go-time'
import { jobAt, jobStatuses } from './job'
import type { Job, JobStatus } from './job'
import { endOf } from './job-api'

/** What a Task calls each state. */
const taskStatuses: Readonly<Record<JobStatus, string>> = {
  Pending: 'accepted',
  'In Progress': 'in-progress',
  Completed: 'completed',
  Archived: 'completed',
  Expired: 'completed',
  Failed: 'failed',
  FailedExpired: 'failed',
  Cancelled: 'cancelled',
  CancelledExpired: 'cancelled',
}

/** Answers with the jobs of the caller's organization. */
export async function answerList(parts: BcdaParts, asked: Asked): Promise<Response> {
  const { request, url, base } = asked
  const version = asked.version ?? 1
  const access = await checkToken(parts, request, asked)
  if ('refusal' in access) return access.refusal
  const { set, clientId } = access.client
  if (parts.behaviourFor(clientId).bcdaOrganization === 'disabled') return refuse(version, 401)
  const problem = checkHeaders(request) ?? complain(url.searchParams.get('_status'))
  if (problem !== null) return refuse(version, 400, problem)
  const wanted = url.searchParams.get('_status')?.split(',') ?? jobStatuses
  const jobs = parts.jobs.listOf(set.cmsId).filter(job => wanted.some(status => status === jobAt(job, parts.now()).status))
  const tasks = jobs.map(job => taskOf(job, parts.now(), `${base}/api/v${version}/jobs`))
  return tasks.length > 0 ? answer(200, goJson(bundleOf(tasks))) : nothing(version, set.cmsId, wanted)
}

function complain(statuses: string | null): string | null {
  const wanted = statuses?.split(',') ?? []
  const twice = wanted.find((status, index) => wanted.indexOf(status) !== index)
  if (twice !== undefined) return `Repeated status type ${twice}`
  const unknown = wanted.find(status => !jobStatuses.some(known => known === status))
  return unknown === undefined ? null : `invalid status type ${unknown}. Supported types [${jobStatuses.join(', ')}]`
}

/** The refusal is written, processing goes on, and an empty Bundle follows. */
function nothing(version: 1 | 2 | 3, cmsId: string, wanted: readonly string[]): Response {
  const words = `no Jobs found for acoID ${cmsId} with job statuses [${wanted.join(' ')}]`
  return answer(404, outcomeText(version, 404, words) + goJson(bundleOf([])), 'application/fhir+json')
}

function answer(status: number, body: string, type = 'application/json'): Response {
  return new Response(body, { status, headers: { 'content-type': type } })
}

function bundleOf(tasks: readonly object[]) {
  return { resourceType: 'Bundle', type: 'searchset', total: tasks.length, entry: tasks.length > 0 ? tasks.map(resource => ({ resource })) : undefined }
}

function taskOf(job: Job, nowMs: number, system: string) {
  const moment = jobAt(job, nowMs)
  return {
    resourceType: 'Task',
    identifier: [{ use: 'official', system, value: String(job.id) }],
    status: taskStatuses[moment.status],
    intent: 'order',
    input: [{ type: { text: 'BULK FHIR Export' }, valueString: `GET ${job.request}` }],
    executionPeriod: { start: wholeSeconds(job.createdMs), end: wholeSeconds(endOf(job, moment)) },
  }
}
