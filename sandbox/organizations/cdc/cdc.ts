// CDC's COVID-19 Data Clearinghouse: tokens of fifteen minutes that carry scopes, and thin versions of the routes they
// open (contract 3). One function makes both worlds; they share nothing.
import { Hono } from 'hono'
import type { Env } from '@/sandbox/env'
import { cdcClients } from '@/sandbox/organizations/credentials'
import type { CdcClient, Instance } from '@/sandbox/organizations/credentials'
import { createMemory } from '@/sandbox/organizations/memory'
import type { OrganizationMemory } from '@/sandbox/organizations/memory'
import type { OrganizationParts } from '@/sandbox/organizations/mount'
import { remembering } from '@/sandbox/organizations/remembering'
import type { RememberingOrganization } from '@/sandbox/organizations/remembering'
import { createHmacSigner } from '@/sandbox/organizations/signer'
import type { Sign } from '@/sandbox/organizations/signer'
import { dating } from './dating'
import type { CdcEnv } from './dating'
import { exportApi } from './exports'
import { createJobs } from './jobs'
import { refuse } from './refusals'
import { tokenApi } from './token'
import { uploadApi } from './uploads'

/** What the routes of one instance work with. */
export interface CdcParts extends OrganizationParts {
  readonly clients: readonly CdcClient[]
  readonly memory: OrganizationMemory
  readonly sign: Sign
}

/** The emulator of one world. */
export function createCdc(parts: OrganizationParts, instance: Instance): RememberingOrganization {
  const path = instance === 'production' ? '/cdc-production' : '/cdc'
  const clients = Object.values<CdcClient>(cdcClients).filter(client => client.instance === instance)
  const memory = createMemory(parts.clock.now)
  const own: CdcParts = { ...parts, clients, memory, sign: createHmacSigner() }
  const jobs = createJobs(parts.clock.now)
  const api = new Hono<CdcEnv>()
  api.use(dating(own))
  for (const routes of [tokenApi(own), exportApi(own), uploadApi(own, jobs)]) api.route('/', routes)
  api.all('*', () => refuse(404, 'No such resource'))
  const organization = remembering({ name: `CDC, ${instance === 'sandbox' ? 'test host' : instance}`, path, api: new Hono<Env>().route('/', api), memory, clients })
  return {
    ...organization,
    reset: () => {
      memory.clear()
      jobs.clear()
    },
  }
}
