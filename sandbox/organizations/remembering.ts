// An emulator that gives out tokens: what its memory lets the sandbox do with it, in a test and over HTTP.
import { Hono } from 'hono'
import type { Env } from '@/sandbox/env'
import { randomLetters } from '@/sandbox/random'
import type { Credentials } from './credentials'
import type { OrganizationMemory } from './memory'
import type { Organization } from './mount'

/** An emulator with a memory of its tokens; the memory is also how a test ends them or replaces a secret. */
export interface RememberingOrganization extends Organization {
  readonly memory: OrganizationMemory
}

export interface Wish {
  readonly name: string
  readonly path: string
  readonly api: Hono<Env>
  readonly memory: OrganizationMemory
  readonly clients: readonly Credentials[]
}

/** The emulator as the server mounts it. */
export function remembering({ name, path, api, memory, clients }: Wish): RememberingOrganization {
  const [first] = clients
  return {
    path,
    api,
    memory,
    controls: memoryControls(memory, clients),
    clientOf: request => memory.find(tokenOf(request))?.clientId ?? null,
    reset: () => memory.clear(),
    greeting: url => [`${name}: ${url}${path}${first ? `, client ${first.clientId}, secret ${first.clientSecret}` : ''}`],
  }
}

/** The token of a request, with or without `Bearer` in front of it. */
export function tokenOf(request: Request): string {
  return (request.headers.get('authorization') ?? '').replace(/^bearer\s+/i, '')
}

/** `GET /`, `POST /revoke {clientId?}`, `POST /rotate {clientId, clientSecret?}`. */
function memoryControls(memory: OrganizationMemory, clients: readonly Credentials[]): Hono<Env> {
  const api = new Hono<Env>()
  api.get('/', c => c.json({ clients: clients.map(({ clientId }) => clientId), tokens: memory.counts(), violations: memory.violations() }))
  api.post('/revoke', async c => {
    const { clientId } = await readFields(c.req.raw)
    if (clientId !== undefined && typeof clientId !== 'string') return c.json({ error: 'clientId must be text' }, 400)
    return c.json({ ended: memory.revoke(clientId) })
  })
  api.post('/rotate', async c => {
    const { clientId, clientSecret = randomLetters(32) } = await readFields(c.req.raw)
    const known = clients.find(client => client.clientId === clientId)
    if (!known || typeof clientSecret !== 'string') return c.json({ error: 'clientId must be one of GET /, clientSecret text' }, 400)
    memory.rotate(known.clientId, clientSecret)
    return c.json({ clientId: known.clientId, clientSecret })
  })
  return api
}

async function readFields(request: Request): Promise<Readonly<Record<string, unknown>>> {
  try {
    const body: unknown = await request.json()
    return typeof body === 'object' && body !== null ? { ...body } : {}
  } catch {
    return {}
  }
}
