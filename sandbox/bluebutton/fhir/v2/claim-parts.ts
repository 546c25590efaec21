/**
 * The pieces that each kind of claim hands to the shared frame of a version 2 claim.
 */
import type { JsonObject } from '@/sandbox/people/fhir-json'

/** What a kind adds to the frame, in the order in which the server writes it. */
export interface ClaimParts {
  /** contained, extension */
  readonly head: JsonObject
  readonly subType?: JsonObject
  readonly period?: JsonObject
  /** provider, facility, referral */
  readonly provider: JsonObject
  /** disposition, careTeam, supportingInfo */
  readonly team: JsonObject
  readonly procedures?: JsonObject
  readonly coverage?: JsonObject
  /** item, total */
  readonly lines: JsonObject
  readonly payment?: JsonObject
  readonly balance?: JsonObject
}
