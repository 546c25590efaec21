/**
 * The pieces that each kind of claim hands to the shared frame of a version 3 claim.
 */
import type { JsonObject } from '@/sandbox/people/fhir-json'

export interface ClaimParts {
  readonly contained: readonly JsonObject[]
  readonly careTeam: readonly JsonObject[]
  readonly facts: readonly JsonObject[]
  readonly procedure?: readonly JsonObject[]
  readonly items: readonly JsonObject[]
  readonly adjudication: readonly JsonObject[]
  readonly totals: readonly JsonObject[]
  readonly payment: JsonObject
}
