/**
 * The pieces that each kind of claim hands to the shared frame of a version 2 claim.
 */
import type { JsonObject } from '@/sandbox/people/fhir-json'

/** Keys of the claim that differ by kind; what a kind does not have is left away. */
export interface ClaimParts {
  readonly contained?: readonly JsonObject[]
  readonly extension?: readonly JsonObject[]
  readonly subType?: JsonObject
  readonly periodExtension?: readonly JsonObject[]
  readonly provider?: JsonObject
  readonly facility?: JsonObject
  readonly referral?: JsonObject
  readonly disposition?: string
  readonly careTeam: readonly JsonObject[]
  readonly supportingInfo: readonly JsonObject[]
  readonly procedure?: readonly JsonObject[]
  readonly coverageExtension?: readonly JsonObject[]
  readonly item: readonly JsonObject[]
  readonly total: readonly JsonObject[]
  readonly payment?: JsonObject
  readonly benefitBalance?: readonly JsonObject[]
}
