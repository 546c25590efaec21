// The emulators of the organizations, each under a path of its own in the sandbox's one server. A new one is a function
// beside the others and a line in `organizations` below.
import type { Hono } from 'hono'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import type { Clock } from '@/sandbox/clock'
import type { Env } from '@/sandbox/env'
import { createBcda } from './bcda/bcda'
import type { Bcda } from './bcda/bcda'
import { createCdc } from './cdc/cdc'
import { createChangeHealthcare } from './change-healthcare/change-healthcare'
import { createOptum } from './optum/optum'
import type { RememberingOrganization } from './remembering'

/** What the sandbox lends to every emulator. */
export interface OrganizationParts {
  readonly clock: Clock
  /** How to behave towards this client at this moment; null for nobody in particular. */
  readonly behaviourFor: (clientId: string | null) => Behaviour
}

/** An emulator as the server sees it. */
export interface Organization {
  /** Where it is mounted: `/bcda`. It answers everything below, unknown paths included. */
  readonly path: string
  readonly api: Hono<Env>
  /** Further controls, mounted behind the gate at `/__sandbox` + `path`. */
  readonly controls?: Hono<Env>
  /** Whose token a request carries, for journal and faults; null when it is none of ours. Nothing is checked. */
  readonly clientOf?: (request: Request) => string | null
  /** Forgets what happened since the start. */
  reset(): void
  /** What is said at start; `url` is the sandbox's own address. */
  greeting(url: string): readonly string[]
}

export interface Organizations {
  readonly all: readonly Organization[]
  readonly bcda: Bcda
  readonly changeHealthcare: RememberingOrganization
  readonly changeHealthcareProduction: RememberingOrganization
  readonly cdc: RememberingOrganization
  readonly cdcProduction: RememberingOrganization
  readonly optum: RememberingOrganization
  readonly optumProduction: RememberingOrganization
}

/** All emulators, ready to be mounted. Creating them costs next to nothing: keys are made when first needed. */
export function organizations(parts: OrganizationParts): Organizations {
  const named = {
    bcda: createBcda(parts),
    changeHealthcare: createChangeHealthcare(parts, 'sandbox'),
    changeHealthcareProduction: createChangeHealthcare(parts, 'production'),
    cdc: createCdc(parts, 'sandbox'),
    cdcProduction: createCdc(parts, 'production'),
    optum: createOptum(parts, 'sandbox'),
    optumProduction: createOptum(parts, 'production'),
  }
  return { ...named, all: Object.values<Organization>(named) }
}
