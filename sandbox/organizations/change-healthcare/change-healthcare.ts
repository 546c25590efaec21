// Change Healthcare's platform: its tokens, and two of the routes they open (contract 2). One function makes both
// worlds; they share nothing.
import { Hono } from 'hono'
import type { Env } from '@/sandbox/env'
import { jsonAnswer } from '@/sandbox/organizations/answers'
import { changeClients } from '@/sandbox/organizations/credentials'
import type { ChangeClient, Instance } from '@/sandbox/organizations/credentials'
import { createMemory } from '@/sandbox/organizations/memory'
import type { OrganizationMemory } from '@/sandbox/organizations/memory'
import type { OrganizationParts } from '@/sandbox/organizations/mount'
import { remembering, tokenOf } from '@/sandbox/organizations/remembering'
import type { RememberingOrganization } from '@/sandbox/organizations/remembering'
import { createRsaSigner } from '@/sandbox/organizations/signer'
import type { Sign } from '@/sandbox/organizations/signer'
import { retired } from './retired'
import { resourceApi } from './resources'
import { tokenApi } from './token'

/** What the routes of one instance work with. */
export interface ChangeParts extends OrganizationParts {
  readonly path: string
  readonly clients: readonly ChangeClient[]
  readonly memory: OrganizationMemory
  readonly sign: Sign
}

/** The emulator of one world. */
export function createChangeHealthcare(parts: OrganizationParts, instance: Instance): RememberingOrganization {
  const path = instance === 'production' ? '/change-healthcare-production' : '/change-healthcare'
  const clients = Object.values<ChangeClient>(changeClients).filter(client => client.instance === instance)
  const memory = createMemory(parts.clock.now)
  const own: ChangeParts = { ...parts, path, clients, memory, sign: createRsaSigner('1') }
  const api = new Hono<Env>()
  api.use(async (c, next) => {
    const holder = memory.find(tokenOf(c.req.raw))?.clientId ?? null
    return parts.behaviourFor(holder).changeHost === 'retired' ? retired(c.req.path) : next()
  })
  api.route('/', tokenApi(own))
  api.route('/', resourceApi(own))
  api.all('*', () => jsonAnswer(404, { error: 'not_found', error_description: 'Unsupported resource' }))
  return remembering({ name: `Change Healthcare, ${instance}`, path, api, memory, clients })
}
