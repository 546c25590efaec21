// BCDA, the Beneficiary Claims Data API: tokens, bulk exports and files of six invented organizations (contract 1).
import { Hono } from 'hono'
import type { Env } from '@/sandbox/env'
import type { Organization, OrganizationParts } from '@/sandbox/organizations/mount'

export interface Bcda extends Organization {
  readonly path: '/bcda'
}

/** The emulator, to be mounted at its path. */
export function createBcda(_parts: OrganizationParts): Bcda {
  const api = new Hono<Env>()
  api.get('/_version', c => c.json({ version: 'r300' }))
  api.all('*', c => c.text('404 page not found\n', 404))
  return { path: '/bcda', api, reset: () => undefined, greeting: url => [`BCDA: ${url}/bcda`] }
}
