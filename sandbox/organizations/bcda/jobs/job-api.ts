// One job: how far it is, its manifest, and its end before time (contract 1.6). Neither looks at the version in the path.
import { checkToken } from '@/sandbox/organizations/bcda/check-token'
import type { Asked } from '@/sandbox/organizations/bcda/asked'
import { bare, goJson, outcomeText, refuse } from '@/sandbox/organizations/bcda/outcome'
import type { BcdaParts } from '@/sandbox/organizations/bcda/parts'
import { listFiles, warningsName } from './files'
import { goInstant, goText } from './go-time'
import { completedMs, expiresMs, jobAt } from './job'
import type { Job, Moment } from './job'

/** `GET /jobs/{id}`. */
export async function answerStatus(parts: BcdaParts, asked: Asked): Promise<Response> {
  const found = await findOwn(parts, asked)
  return found instanceof Response ? found : statusOf(parts, asked, found)
}

/** `DELETE /jobs/{id}`. */
export async function answerCancel(parts: BcdaParts, asked: Asked): Promise<Response> {
  const job = await findOwn(parts, asked)
  if (job instanceof Response) return job
  const { status } = jobAt(job, parts.now())
  const words = 'job was not cancelled because it is not Pending or In Progress'
  if (status !== 'Pending' && status !== 'In Progress') return refuse(asked.version ?? 1, 410, words)
  job.cancelledMs = parts.now()
  return bare(202)
}

/** The job of the path, if it is the caller's; otherwise the answer. A stranger's job is no matter of the token. */
export async function findOwn(parts: BcdaParts, asked: Asked): Promise<Job | Response> {
  const version = asked.version ?? 1
  const access = await checkToken(parts, asked.request, asked)
  if ('refusal' in access) return access.refusal
  if (!/^\d{1,15}$/.test(asked.jobId)) return refuse(version, 400)
  const job = parts.jobs.find(Number(asked.jobId))
  if (!job) return refuse(version, 404)
  return job.cmsId === access.client.set.cmsId ? job : refuse(version, 401)
}

async function statusOf(parts: BcdaParts, asked: Asked, job: Job): Promise<Response> {
  const version = asked.version ?? 1
  const moment = jobAt(job, parts.now())
  switch (moment.status) {
    case 'Pending':
      return bare(202, { 'x-progress': 'Pending' })
    case 'In Progress':
      return bare(202, { 'x-progress': progressOf(parts, job, moment) })
    case 'Completed':
      return parts.now() < expiresMs(job) ? manifestAnswer(asked, job) : refuse(version, 410, undefined, { expires: goText(expiresMs(job)) })
    case 'Archived':
    case 'Expired':
      return gone(parts, asked, job)
    case 'Failed':
    case 'FailedExpired':
      return refuse(version, 500, 'Service encountered numerous errors. Job failed to complete.')
    case 'Cancelled':
    case 'CancelledExpired':
      return refuse(version, 404, 'Job has been cancelled.')
  }
}

/** The pages show another form than the code writes. */
function progressOf({ behaviourFor }: BcdaParts, { clientId }: Job, { percent }: Moment): string {
  const { bcdaReading, bcdaProgress } = behaviourFor(clientId)
  if (bcdaProgress === 'without-number') return 'In Progress'
  return bcdaReading === 'as-documented' ? `In Progress, ${percent}%` : `In Progress (${percent}%)`
}

/** A check writes the refusal, and then processing goes on and writes another: two documents in one body. */
function gone({ behaviourFor }: BcdaParts, { version }: Asked, job: Job): Response {
  const { bcdaReading } = behaviourFor(job.clientId)
  if (bcdaReading === 'as-documented') return refuse(version ?? 1, 410, undefined, { expires: goText(expiresMs(job)) })
  const once = outcomeText(version ?? 1, 404)
  return new Response(once + once, { status: 404, headers: { 'content-type': 'application/fhir+json' } })
}

async function manifestAnswer({ base }: Asked, job: Job): Promise<Response> {
  const headers = { 'content-type': 'application/json', expires: goText(expiresMs(job)) }
  return new Response(goJson(await manifestOf(job, base)), { headers })
}

/** In the order of the real one; counts, sizes and checksums are not among it. */
async function manifestOf(job: Job, base: string) {
  const files = await listFiles(job)
  const url = (name: string) => `${base}/data/${job.id}/${name}`
  const errors = files.flatMap(({ errorName }) => (errorName === null ? [] : [errorName]))
  return {
    transactionTime: goInstant(job.createdMs),
    request: job.request,
    requiresAccessToken: true,
    output: files.map(({ type, name }) => ({ type, url: url(name) })),
    error: [...errors, ...(job.warns ? [warningsName] : [])].map(name => ({ type: 'OperationOutcome', url: url(name) })),
    JobID: job.id,
  }
}

/** When a job was last touched, for lists. */
export function endOf(job: Job, { status, sinceMs }: Moment): number {
  return status === 'Completed' || status === 'Archived' || status === 'Expired' ? completedMs(job) : sinceMs
}
