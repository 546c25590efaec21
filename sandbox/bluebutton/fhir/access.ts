/**
 * What the data pages ask of the authorization server: whose token is this, and may it do what is asked?
 */
import type { SandboxPerson } from '@/sandbox/people/directory'

export type Version = 1 | 2 | 3
export type ResourceType = 'Patient' | 'Coverage' | 'ExplanationOfBenefit'

export interface Need {
  version: Version
  resource: ResourceType
  action: 'read' | 'search'
}

export type Access =
  | { ok: true; person: SandboxPerson; withholdSubstanceUse: boolean }
  | { ok: false; response: Response }

export type CheckAccess = (request: Request, need: Need) => Access | Promise<Access>
