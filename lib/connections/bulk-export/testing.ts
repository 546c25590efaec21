// For tests: a small source of exports on this machine whose every answer can be bent, the real connection to it, and a
// world whose time passes only when somebody waits.
import 'server-only'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Connection } from '@/lib/connections/connection'
import { type ConnectionOptions, createConnection } from '@/lib/connections/create-connection'
import { Secret } from '@/lib/secret'
import { type ExportDesk, openExportDesk } from './export-desk'
import type { ExportOptions } from './export-request'
import type { World } from './world'

export interface ServedFile {
  readonly type: string
  /** Unpacked, as it should arrive. */
  readonly bytes: Buffer
  readonly list?: 'output' | 'error'
  /** The same as it is sent; packed when it is first asked for if left out. */
  readonly packed?: Buffer
}

/** Answers instead of the server, or does something and lets it answer. */
export type Bend = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>

export interface Source {
  readonly url: string
  readonly connection: Connection
  /** Tried in order for each request; one that answers true has answered. */
  readonly bends: Bend[]
  /** `GET /path` of each request, tokens left out. */
  readonly asked: string[]
  kickOffs(): number
  tokens(): number
  peakDownloads(): number
  stop(): Promise<void>
}

const emptyMember = gzipSync('')

/** As BCDA sends it: packed, with an empty member behind. */
export function packed(bytes: Buffer): Buffer {
  return Buffer.concat([gzipSync(bytes, { level: 1 }), emptyMember])
}

export function linesOf(type: string, count: number, more: (index: number) => object = () => ({})): Buffer {
  return Buffer.from(Array.from({ length: count }, (_, index) => `${JSON.stringify({ resourceType: type, id: `-${index}`, ...more(index) })}\n`).join(''))
}

/** @param looks how many looks at a job come before it is done */
export async function startSource(files: readonly ServedFile[], { looks = 1, port = 0 }: { readonly looks?: number; readonly port?: number } = {}): Promise<Source> {
  const jobs: { readonly asked: string; left: number }[] = []
  const bends: Bend[] = []
  const asked: string[] = []
  let tokens = 0
  let open = 0
  let peak = 0
  const named = files.map((file, index) => ({ ...file, name: `${index}.ndjson` }))
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://source')
    asked.push(`${request.method} ${request.url}`)
    for (const bend of bends) if (await bend(request, response)) return
    if (pathname === '/auth/token') {
      tokens += 1
      return json(response, { access_token: `token-${tokens}`, expires_in: '1200', token_type: 'bearer' })
    }
    if (pathname.endsWith('/$export')) {
      jobs.push({ asked: `${url}${request.url}`, left: looks })
      return void response.writeHead(202, { 'content-location': `${url}/api/v2/jobs/${jobs.length}` }).end()
    }
    if (pathname === '/api/v2/jobs') return listJobs(response)
    if (pathname.startsWith('/api/v2/jobs/')) return status(response, Number(pathname.slice('/api/v2/jobs/'.length)))
    return data(response, pathname)
  }
  const listJobs = (response: ServerResponse) => {
    if (jobs.length === 0) return void response.writeHead(404).end('{"resourceType":"OperationOutcome"}{"resourceType":"Bundle"}')
    const entry = jobs.map((job, index) => ({
      resource: {
        resourceType: 'Task', identifier: [{ value: String(index + 1) }], status: job.left > 0 ? 'in-progress' : 'completed',
        input: [{ valueString: `GET ${job.asked}` }], executionPeriod: { start: new Date().toISOString() },
      },
    }))
    json(response, { resourceType: 'Bundle', entry })
  }
  const status = (response: ServerResponse, number: number) => {
    const job = jobs[number - 1]
    if (!job) return void response.writeHead(404).end()
    if (job.left > 0) {
      job.left -= 1
      return void response.writeHead(202, { 'x-progress': 'In Progress (37%)' }).end()
    }
    const listed = (list: string) => named.filter((file) => (file.list ?? 'output') === list).map(({ type, name }) => ({ type, url: `${url}/data/${number}/${name}` }))
    json(response, { transactionTime: '2026-08-21T15:02:15.123456Z', request: job.asked, requiresAccessToken: true, output: listed('output'), error: listed('error'), JobID: number })
  }
  const data = (response: ServerResponse, pathname: string) => {
    const file = named.find(({ name }) => pathname.endsWith(`/${name}`))
    if (!file) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not Found\n')
    open += 1
    peak = Math.max(peak, open)
    response.on('close', () => (open -= 1))
    response.writeHead(200, { 'content-type': 'application/fhir+ndjson', 'content-encoding': 'gzip', connection: 'close' }).end(file.packed ?? packed(file.bytes))
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const connection = connectionTo(url)
  return {
    url, connection, bends, asked,
    kickOffs: () => asked.filter((line) => line.includes('$export')).length,
    tokens: () => tokens,
    peakDownloads: () => peak,
    async stop() {
      await connection.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** The real connection, with credentials that any source of ours takes. */
export function connectionTo(baseUrl: string, clientId = '3841c594-a8c0-41e5-98cc-38bb45360d3c', secret = 'invented', options: ConnectionOptions = {}): Connection {
  const credential = { secret: new Secret(secret), issuedAtMs: null }
  return createConnection({ system: 'bcda', environment: 'sandbox', baseUrl, tokenUrl: `${baseUrl}/auth/token`, credentials: { clientId, issuedAtMs: null, read: () => credential } }, options)
}

export interface TestWorld extends World {
  /** All waits so far, in ms. */
  readonly waits: number[]
}

/** Plenty of room, no real waiting; time passes by waiting, on top of the machine's own. */
export async function testWorld(connection: Connection, changes: Partial<World> = {}): Promise<TestWorld> {
  const waits: number[] = []
  let ahead = 0
  return {
    folder: changes.folder ?? (await mkdtemp(path.join(tmpdir(), 'exports-'))),
    connect: () => connection,
    now: () => Date.now() + ahead,
    pause: async (ms, signal) => {
      signal.throwIfAborted()
      waits.push(ms)
      ahead += ms
    },
    random: Math.random,
    space: async () => ({ freeBytes: 50 * 1024 ** 3, totalBytes: 100 * 1024 ** 3 }),
    keepDays: 30,
    pollFloorMs: 5_000,
    onStep: () => undefined,
    ...changes,
    waits,
  }
}

export const wholeExport: ExportOptions = { version: 2, population: 'group-all', types: [], since: null, typeFilter: null }

/** One export from its beginning to wherever it ends. */
export async function exportAll(world: World, options: ExportOptions = wholeExport): Promise<{ desk: ExportDesk; id: string; view: Awaited<ReturnType<ExportDesk['settled']>> }> {
  const desk = openExportDesk(world)
  const { id } = await desk.start(options)
  return { desk, id, view: await desk.settled(id) }
}

export async function clear(world: World): Promise<void> {
  await rm(world.folder, { recursive: true, force: true })
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
