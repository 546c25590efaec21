// What a test or a developer may do to BCDA besides its switches: end tokens, replace secrets, add clients, look at jobs
// and counts. Behind the gate at `/__sandbox/bcda`.
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Env } from '@/sandbox/env'
import { jobAt } from './jobs/job'
import type { Job, JobStatus } from './jobs/job'
import type { BcdaParts } from './parts'

export interface BcdaControls {
  /** Ends one token from now on. False when it is none. */
  revokeToken(token: string): boolean
  /** Ends all tokens of a client. */
  revokeAll(clientId: string): void
  /** Another secret for a client; answers it, or null for a stranger. */
  rotate(clientId: string, secret?: string): string | null
  /** A further client of an organization, by its CMS id; answers its secret, or null when there is no such organization. */
  addClient(clientId: string, cmsId: string, secret?: string): string | null
  /** Files on their way, now and at most. */
  streams(): { readonly open: number; readonly peak: number; readonly total: number }
  /** Clients, jobs and streams. */
  state(): BcdaState
}

export interface BcdaState {
  readonly clients: readonly { readonly clientId: string; readonly set: string; readonly cmsId: string; readonly enrollees: number; readonly secretExpiresAtMs: number | null }[]
  /** What each job was asked for, and what it is now. */
  readonly jobs: readonly (Pick<Job, 'id' | 'cmsId' | 'clientId' | 'request'> & { readonly startedMs: number; readonly sinceMs: number | null; readonly status: JobStatus })[]
  readonly streams: { readonly open: number; readonly peak: number; readonly total: number }
}

/** The controls of one BCDA. */
export function createBcdaControls({ tokens, clients, jobs, streams, now }: BcdaParts): BcdaControls {
  return {
    revokeToken: tokens.revoke,
    revokeAll: tokens.revokeAll,
    rotate: clients.rotate,
    addClient: clients.add,
    streams: streams.counts,
    state: () => ({
      clients: clients.list().map(({ clientId, set }) => ({
        clientId,
        set: set.name,
        cmsId: set.cmsId,
        enrollees: set.enrollees,
        secretExpiresAtMs: clients.secretExpiresAtMs(clientId),
      })),
      jobs: jobs.all().map(job => describe(job, now())),
      streams: streams.counts(),
    }),
  }
}

function describe(job: Job, nowMs: number): BcdaState['jobs'][number] {
  const { id, cmsId, clientId, request, createdMs, extract } = job
  return { id, cmsId, clientId, request, startedMs: createdMs, sinceMs: extract.sinceMs, status: jobAt(job, nowMs).status }
}

/** The same over HTTP, in JSON. */
export function bcdaControlApi(controls: BcdaControls): Hono<Env> {
  const api = new Hono<Env>()
  api.get('/state', c => c.json(controls.state()))
  api.post('/revoke', async c => {
    const { token, clientId } = await readFields(c)
    if (token !== undefined) return c.json({ revoked: controls.revokeToken(token) })
    if (clientId === undefined) return c.json({ error: 'Say token or clientId' }, 400)
    controls.revokeAll(clientId)
    return c.json({ revoked: true })
  })
  api.post('/rotate', async c => {
    const { clientId = '', secret } = await readFields(c)
    return secretAnswer(c, controls.rotate(clientId, secret), 'clientId must be a client of GET /__sandbox/bcda/state')
  })
  api.post('/clients', async c => {
    const { clientId, cmsId = '', secret } = await readFields(c)
    if (clientId === undefined) return c.json({ error: 'clientId is missing' }, 400)
    return secretAnswer(c, controls.addClient(clientId, cmsId, secret), 'cmsId must be an organization of GET /__sandbox/bcda/state')
  })
  return api
}

function secretAnswer(c: Context, secret: string | null, complaint: string) {
  return secret === null ? c.json({ error: complaint }, 400) : c.json({ client_secret: secret }, 201)
}

/** The text members of a JSON object; whatever else was sent is as if it were not. */
async function readFields(c: Context): Promise<Readonly<Record<string, string | undefined>>> {
  try {
    const body: unknown = await c.req.json()
    const entries = typeof body === 'object' && body !== null ? Object.entries(body) : []
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''))
  } catch {
    return {}
  }
}
