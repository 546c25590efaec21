// The single records: one claim, all coverages, the person. Each is checked to be the connection's own.
import 'server-only'
import { NotAllowed, Unreadable } from '@/lib/errors'
import type { GrantRef } from '@/lib/vault/vault'
import { withAccess } from './access'
import { readBundle, requireOwner } from './bundle'
import { type Call, readFhir } from './fhir'
import { isObject } from './json'
import { requireSameOwner } from './owner'
import { sharesProfile } from './provider'

// Dots alone would be steps on the path.
const idPattern = /^(?!\.+$)[A-Za-z0-9.-]{1,64}$/

export interface Versioned {
  readonly resource: unknown
  readonly version: 2 | 3
}

/** One claim by its id. @throws NotAllowed when there is none, or it is another person's */
export function getClaimRecord(ref: GrantRef, id: string): Promise<Versioned> {
  if (!idPattern.test(id)) throw new NotAllowed('not an id')
  return withAccess(ref, async (call, grant) => {
    const resource = await readFhir(call, `ExplanationOfBenefit/${id}/`).catch(notFoundWhenNoId)
    // Asked for one, only that one will do: another claim of the same person would be believed.
    if (!isObject(resource) || resource['resourceType'] !== 'ExplanationOfBenefit' || resource['id'] !== id) throw new Unreadable('another record')
    const owner = requireOwner(resource, { type: 'ExplanationOfBenefit', patient: grant.patient, provider: call.provider })
    await requireSameOwner(ref, grant, owner)
    return { resource, version: grant.version }
  })
}

/** 400 is how Medicare says that this is no id of a claim: the only part of this call that came from outside. */
function notFoundWhenNoId(error: unknown): never {
  throw error instanceof Unreadable && error.what === 'status 400' ? new NotAllowed('not an id') : error
}

export interface CoverageRecords {
  readonly records: readonly Versioned[]
  /** Entries that were no coverage of anybody, and those that Medicare counts or links to and did not send. */
  readonly unreadable: number
}

/** All coverage records; never more than one page (contract 4.6). */
export function listCoverageRecords(ref: GrantRef, signal?: AbortSignal): Promise<CoverageRecords> {
  return withAccess(
    ref,
    async (call, grant) => {
      const reply = await readFhir(call, 'Coverage/?_count=50')
      const { resources, unreadable, total, next, patient } = readBundle(reply, { type: 'Coverage', patient: grant.patient, provider: call.provider })
      await requireSameOwner(ref, grant, patient)
      const lacking = Math.max(next === null ? 0 : 1, (total ?? 0) - resources.length - unreadable)
      return { records: resources.map((resource) => ({ resource, version: grant.version })), unreadable: unreadable + lacking }
    },
    signal,
  )
}

/** The person's own record, or null when they keep it to themselves: then no call is made (quality OAU-08). */
export function findPatientRecord(ref: GrantRef): Promise<Versioned | null> {
  return withAccess(ref, async (call, grant) => {
    if (!sharesProfile(grant.scopes)) return null
    try {
      const reply = await readFhir(call, 'Patient/')
      const { resources, patient } = readBundle(reply, { type: 'Patient', patient: grant.patient, provider: call.provider })
      await requireSameOwner(ref, grant, patient)
      const [resource] = resources
      if (!resource) throw new Unreadable('no patient')
      return { resource, version: grant.version }
    } catch (error) {
      // Granted, yet refused: the same calm answer as not shared (contract 4.3).
      if (error instanceof NotAllowed) return null
      throw error
    }
  })
}

/** The person's record under another id, one that their own record was merged into. @throws NotAllowed, Unreadable when it is not that record */
export function getPatientRecord(ref: GrantRef, id: string): Promise<Versioned> {
  if (!idPattern.test(id)) throw new NotAllowed('not an id')
  return withAccess(ref, async (call, grant) => {
    const resource = await readFhir(call, `Patient/${id}/`)
    requireOwner(resource, { type: 'Patient', patient: id, provider: call.provider })
    return { resource, version: grant.version }
  })
}

/** True when Medicare refuses the token: the proof that access has ended. */
export async function isRefused(call: Call): Promise<boolean> {
  try {
    await readFhir(call, 'Coverage/?_count=1')
    return false
  } catch (error) {
    return error instanceof Error && error.name === 'AccessRefused'
  }
}
