/**
 * What can stand in a version 3 list of claims, before it is made: finished claims, claims still in the payment
 * systems, authorizations. Each knows its source and tags without being built.
 */
import type { Claim } from '@/sandbox/people/claims/claim'
import { drawClaim } from '@/sandbox/people/claims/draw-claim'
import { isTreatedForSubstanceUse } from '@/sandbox/people/claims/draw-diagnoses'
import { drawUnfinished, unfinishedSlot } from '@/sandbox/people/claims/draw-unfinished'
import { sketchOf } from '@/sandbox/people/claims/sketch'
import type { Sketch } from '@/sandbox/people/claims/sketch'
import type { Resource } from '@/sandbox/people/fhir-json'
import type { History } from '@/sandbox/people/history'
import { dayOf } from '@/sandbox/people/numbers/calendar'
import { slotOfV3, v3ClaimNumber } from '@/sandbox/people/numbers/ids'
import { authorizationId, buildAuthorization } from './authorization'
import { buildV3Claim } from './claim'
import { CODES } from './codes'
import { processingOf } from './unfinished'
import type { Processing } from './unfinished'

export interface Entry {
  readonly id: string
  readonly isAuthorization: boolean
  source(): string
  tags(): readonly string[]
  matches(wanted: (sketch: Sketch) => boolean): boolean
  isSubstanceUse(): boolean
  build(): Resource
}

const tag = (system: string, code: string) => `${CODES}${system}|${code}`
const SHARED = tag('System-Type', 'SharedSystem')

export interface FinishedEntries {
  readonly at: (slot: number) => Entry
  find(id: string, listed: number): Entry | null
}

/** The finished claims of a person: those of Part A and B under NCH, drug events under DDPS. */
export function finishedEntries(history: History, patientId: string): FinishedEntries {
  const at = (slot: number): Entry => {
    const isDrug = () => sketchOf(history, slot).kind === 'pde'
    const build = (claim: Claim) =>
      buildV3Claim(claim, { patientId, claimNumber: v3ClaimNumber(history.n, slot), processing: null })
    return {
      id: v3ClaimNumber(history.n, slot),
      isAuthorization: false,
      source: () => (isDrug() ? 'DDPS' : 'NCH'),
      tags: () => [tag('System-Type', isDrug() ? 'DDPS' : 'NationalClaimsHistory'), tag('Final-Action', 'FinalAction')],
      matches: wanted => wanted(sketchOf(history, slot)),
      isSubstanceUse: () => isTreatedForSubstanceUse(history.n) && drawClaim(history, slot).substanceUse,
      build: () => build(drawClaim(history, slot)),
    }
  }
  return {
    at,
    find: (id, listed) => {
      const slot = slotOfV3(id, history.n)
      return slot === null || slot >= listed ? null : at(slot)
    },
  }
}

/** Claims in the payment systems, in the order of their numbers. */
export function unfinishedEntries(history: History, patientId: string): readonly Entry[] {
  return Array.from({ length: history.unfinished }, (_, index): Entry => {
    const claim = drawUnfinished(history, index)
    const processing = stateOf(claim)
    const claimNumber = v3ClaimNumber(history.n, unfinishedSlot(index))
    return {
      id: claimNumber,
      isAuthorization: false,
      source: () => processing?.source ?? '',
      tags: () => [SHARED, tag('Final-Action', 'NotFinalAction')],
      matches: wanted => wanted(sketchFor(claim)),
      isSubstanceUse: () => claim.substanceUse,
      build: () => buildV3Claim(claim, { patientId, claimNumber, processing }),
    }
  })
}

/** Authorizations have neither a kind nor a period, so no filter by those finds them. */
export function authorizationsOf(history: History, patientId: string): readonly Entry[] {
  return Array.from({ length: history.authorizations }, (_, index): Entry => ({
    id: authorizationId(history.n, index),
    isAuthorization: true,
    source: () => 'CWF',
    tags: () => [SHARED],
    matches: () => false,
    isSubstanceUse: () => false,
    build: () => buildAuthorization(history, index, patientId),
  }))
}

function stateOf(claim: Claim): Processing | null {
  return claim.kind === 'pde' ? null : processingOf(claim.kind, claim.n, claim.slot)
}

function sketchFor(claim: Claim): Sketch {
  const { slot, kind, updatedMs, state } = claim
  const days = { startDay: dayOf(claim.startOn), endDay: dayOf(claim.endOn) }
  return { slot, kind, index: 0, rank: null, ...days, updatedMs, state, corrects: null }
}
