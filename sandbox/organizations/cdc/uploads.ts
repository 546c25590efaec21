// Uploads: POST adds, PUT changes, DELETE asks for deletion, each under a scope of its own; small ones at once, zipped
// ones as a job (contract 3.4). What arrives is counted and thrown away.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { jsonAnswer } from '@/sandbox/organizations/answers'
import type { CdcScope } from '@/sandbox/organizations/credentials'
import type { CdcParts } from './cdc'
import type { CdcEnv } from './dating'
import { readScoped } from './holder'
import type { Jobs } from './jobs'
import { countRecords } from './records'
import type { UploadFormat } from './records'
import { refuse, wrongMethod } from './refusals'
import { measureZip, readUpload } from './upload-body'

const scopeOf: ReadonlyMap<string, CdcScope> = new Map([
  ['POST', 'UPLOAD'],
  ['PUT', 'UPDATE'],
  ['DELETE', 'DELETE'],
])
const anyUpload = [...scopeOf.values()]

const batches: Readonly<Record<string, UploadFormat>> = {
  '/v0/upload/cvrs/batch': 'cvrs',
  '/v0/upload/hl7/batch': 'hl7',
  '/v0/upload/hl7/json': 'hl7-json',
}

/** Every route that takes records, and the two that tell what became of them. */
export function uploadApi(parts: CdcParts, jobs: Jobs): Hono<CdcEnv> {
  const api = new Hono<CdcEnv>()
  for (const [path, format] of Object.entries(batches)) api.all(path, c => takeBatch(c, format, { parts, jobs }))
  api.get('/v0/upload/file/:id', c => tell(c, { parts, jobs }, file))
  api.all('/v0/upload/file/:id', () => wrongMethod('GET'))
  api.all('/v0/async/cvrs/jobs', c => takeZip(c, { parts, jobs }))
  api.get('/v0/async/cvrs/jobs/:id', c => tell(c, { parts, jobs }, job))
  api.all('/v0/async/cvrs/jobs/:id', () => wrongMethod('GET'))
  return api
}

interface Place {
  readonly parts: CdcParts
  readonly jobs: Jobs
}

async function takeBatch(c: Context<CdcEnv>, format: UploadFormat, { parts, jobs }: Place): Promise<Response> {
  const scope = scopeOf.get(c.req.method)
  if (!scope) return wrongMethod('POST, PUT, DELETE')
  const holder = readScoped(c.req.raw, parts, [scope])
  if (holder instanceof Response) return holder
  const text = await readUpload(c.req.raw)
  if (text === null) return refuse(400, 'The body cannot be read')
  const totalRecords = countRecords(text, format)
  if (totalRecords === null) return refuse(400, `The body is not ${format}`)
  const { id } = jobs.add({ clientId: holder.clientId, kind: format, bytes: Buffer.byteLength(text) })
  return jsonAnswer(200, { id, totalRecords, storageResult: 'SUCCESS', operation: scope })
}

async function takeZip(c: Context<CdcEnv>, { parts, jobs }: Place): Promise<Response> {
  const scope = scopeOf.get(c.req.method)
  if (!scope) return wrongMethod('POST, PUT, DELETE')
  const holder = readScoped(c.req.raw, parts, [scope])
  if (holder instanceof Response) return holder
  const bytes = await measureZip(c.req.raw)
  if (bytes === 'too-large') return refuse(413, 'A file must be smaller than 150 MB')
  if (bytes === 'not-a-zip') return refuse(400, 'The body is not a zip file')
  const { id } = jobs.add({ clientId: holder.clientId, kind: `cvrs-${scope}`, bytes })
  return jsonAnswer(202, { id, status: 'QUEUED' })
}

type Told = (id: string, clientId: string, jobs: Jobs) => object | null

function tell(c: Context<CdcEnv>, { parts, jobs }: Place, told: Told): Response {
  const holder = readScoped(c.req.raw, parts, anyUpload)
  if (holder instanceof Response) return holder
  const found = told(c.req.param('id') ?? '', holder.clientId, jobs)
  return found ? jsonAnswer(200, found) : refuse(404, 'No such resource')
}

const file: Told = (id, clientId, jobs) => {
  const found = jobs.find(id, clientId)
  return found && { fileId: found.id, format: found.kind, size: found.bytes, uploadTime: new Date(found.createdAtMs).toISOString() }
}

const job: Told = (id, clientId, jobs) => {
  const found = jobs.find(id, clientId)
  return found && { id: found.id, status: jobs.stateOf(found) }
}
