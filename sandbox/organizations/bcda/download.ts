// `GET /data/{job}/{file}`: lines as they are made, packed when the caller likes, without a length and with an end that
// only shows in the data (contract 1.7).
import type { Asked } from './asked'
import { errorLinesOf, linesOf } from './data/lines'
import { blocksOf, bodyOf, packed } from './data/packed'
import { findFile } from './jobs/files'
import type { Found } from './jobs/files'
import { expiresMs, jobAt } from './jobs/job'
import type { Job } from './jobs/job'
import { findOwn } from './jobs/job-api'
import { outcomeText } from './outcome'
import type { BcdaParts } from './parts'

/** A slower reader is cut off (contract 1.3). By the sandbox's clock. */
const longestDownloadMs = 900_000

const warning = {
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'warning',
      code: 'processing',
      details: { text: 'Default System-Type behavior includes only claims from NCH and DDPS in this export.' },
    },
  ],
}

/** Answers a download. */
export async function answerDownload(parts: BcdaParts, asked: Asked): Promise<Response> {
  const job = await findOwn(parts, asked)
  if (job instanceof Response) return job
  const { status } = jobAt(job, parts.now())
  if (status === 'Archived' || status === 'Expired') return notFound(outcomeText(1, 404))
  const isOver = parts.behaviourFor(job.clientId).bcdaReading === 'as-documented' && parts.now() >= expiresMs(job)
  const found = status === 'Completed' && !isOver ? findFile(job, asked.name) : null
  return found ? fileAnswer(parts, asked, linesFor(job, found)) : notFound()
}

function linesFor(job: Job, found: Found): Iterable<string> {
  if (found.kind === 'warnings') return [JSON.stringify(warning)]
  return found.kind === 'errors' ? errorLinesOf(job.extract, found.file) : linesOf(job.extract, found.file)
}

/** The letters anywhere in the header are enough, even where it says that gzip is not wanted. */
function fileAnswer(parts: BcdaParts, { request, breakOff }: Asked, lines: Iterable<string>): Response {
  const wantsGzip = request.headers.get('accept-encoding')?.includes('gzip') ?? false
  const startedMs = parts.now()
  const mayGoOn = () => parts.now() - startedMs <= longestDownloadMs
  const blocks = blocksOf(lines)
  const body = bodyOf(wantsGzip ? packed(blocks) : blocks, { mayGoOn, breakOff, ended: parts.streams.begin() })
  // Said in so many words, or a short file would be given a length on its way out.
  const headers = { 'content-type': 'application/fhir+ndjson', 'transfer-encoding': 'chunked' }
  return new Response(body, { headers: { ...headers, ...(wantsGzip && { 'content-encoding': 'gzip' }) } })
}

/** Of an archived job the refusal comes first, and then the words that stand for any missing file. */
function notFound(before = ''): Response {
  const headers = { 'content-type': before === '' ? 'text/plain; charset=utf-8' : 'application/fhir+json' }
  return new Response(`${before}Not Found\n`, { status: 404, headers })
}
