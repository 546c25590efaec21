// Optum Real: tokens asked for in JSON, and routes that answer live or canned (contract 4). One function makes both
// worlds; they share nothing.
import { Hono } from 'hono'
import type { Env } from '@/sandbox/env'
import { jsonAnswer } from '@/sandbox/organizations/answers'
import { optumClients } from '@/sandbox/organizations/credentials'
import type { Instance, OptumClient } from '@/sandbox/organizations/credentials'
import { createMemory } from '@/sandbox/organizations/memory'
import type { OrganizationMemory } from '@/sandbox/organizations/memory'
import type { OrganizationParts } from '@/sandbox/organizations/mount'
import { remembering } from '@/sandbox/organizations/remembering'
import type { RememberingOrganization } from '@/sandbox/organizations/remembering'
import { createRsaSigner } from '@/sandbox/organizations/signer'
import type { Sign } from '@/sandbox/organizations/signer'
import { correlate } from './correlation'
import { resourceApi } from './resources'
import { tokenApi } from './token'

/** What the routes of one instance work with. */
export interface OptumParts extends OrganizationParts {
  readonly instance: Instance
  readonly path: string
  readonly clients: readonly OptumClient[]
  readonly memory: OrganizationMemory
  readonly sign: Sign
}

/** The emulator of one world. */
export function createOptum(parts: OrganizationParts, instance: Instance): RememberingOrganization {
  const path = instance === 'production' ? '/optum-production' : '/optum'
  const clients = Object.values<OptumClient>(optumClients).filter(client => client.instance === instance)
  const memory = createMemory(parts.clock.now)
  const own: OptumParts = { ...parts, instance, path, clients, memory, sign: createRsaSigner('1') }
  const api = new Hono<Env>()
  api.use(correlate)
  api.route('/', tokenApi(own))
  api.route('/', resourceApi(own))
  api.all('*', () => jsonAnswer(404, { message: 'Not Found', statusCode: 404 }))
  return remembering({ name: `Optum Real, ${instance}`, path, api, memory, clients })
}
