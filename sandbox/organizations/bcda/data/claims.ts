// The claims of one person as BCDA holds them: fewer than the person has at Blue Button, in dates and numbers the same.
import { buildV2Claim } from '@/sandbox/bluebutton/fhir/v2/claim'
import { buildV3Claim } from '@/sandbox/bluebutton/fhir/v3/claim'
import { processingOf } from '@/sandbox/bluebutton/fhir/v3/unfinished'
import type { Processing } from '@/sandbox/bluebutton/fhir/v3/unfinished'
import type { Claim } from '@/sandbox/people/claims/claim'
import { drawClaim } from '@/sandbox/people/claims/draw-claim'
import { drawUnfinished, unfinishedSlot } from '@/sandbox/people/claims/draw-unfinished'
import { sketchOf } from '@/sandbox/people/claims/sketch'
import type { Resource } from '@/sandbox/people/fhir-json'
import type { History } from '@/sandbox/people/history'
import { DAY_MS, dayOf } from '@/sandbox/people/numbers/calendar'
import { hash } from '@/sandbox/people/numbers/hash'
import { v2ClaimNumber, v2PatientId, v3ClaimNumber, v3PatientId } from '@/sandbox/people/numbers/ids'
import { isWanted, wantsSystem } from './claim-filter'
import { lastDayOfRunout, sinceFor } from './extract'
import type { BcdaVersion, Extract } from './extract'

/** A claim that is wanted and not made yet. */
export interface WantedClaim {
  readonly build: () => Resource
}

/** A claim that is not decided yet, as the payment systems have it. */
export interface OpenClaim {
  readonly claim: Claim
  readonly processing: Processing
  /** Its number among the person's open claims. */
  readonly index: number
}

/** A synthetic person has 3 to 76 claims at CMS, 33 in the mean (contract 1.9); claims here are larger, so fewer. */
const fewestClaims = 3
const spreadOfClaims = 50
/** What was loaded before is as good as undated (contract 1.5). */
const datedSinceMs = Date.UTC(2020, 1, 12)
const undatedMs = Date.UTC(2020, 0, 1)
const version3BeganMs = Date.UTC(2026, 2, 26)
const openForDays = 60

/** The decided claims and, in version 3 where they are asked for, the open ones. */
export function* wantedClaims(extract: Extract, history: History): Generator<WantedClaim> {
  const { version, filter } = extract
  if (version === 3 && extract.set.partiallyAdjudicated && wantsSystem(filter, 'SharedSystem')) yield* wantedOpenV3(extract, history)
  const since = sinceFor(extract, history.n)
  const lastDay = extract.population === 'runout' ? lastDayOfRunout(extract) : Infinity
  for (const slot of slotsOf(history)) {
    const { kind, endDay, updatedMs } = sketchOf(history, slot)
    if (endDay > lastDay || (since !== null && datedMs(updatedMs, version) <= since)) continue
    const system = kind === 'pde' ? 'DDPS' : 'NationalClaimsHistory'
    if (version === 3 && !isWanted(filter, { system, outcome: 'complete', endDay })) continue
    yield { build: () => buildDecided(extract, history, slot) }
  }
}

/** Claims that are not decided: Part A and B without equipment, touched in the last sixty days (contract 1.4). */
export function* openClaims(extract: Extract, history: History): Generator<OpenClaim> {
  const since = sinceFor(extract, history.n)
  const earliestMs = extract.weekMs - openForDays * DAY_MS
  for (let index = 0; index < history.unfinished; index += 1) {
    const drawn = drawUnfinished(history, index)
    if (drawn.kind === 'dme' || drawn.kind === 'pde') continue
    const updatedMs = (dayOf(drawn.endOn) + 2 + (hash(history.n, 73, index) % 3)) * DAY_MS
    if (updatedMs < earliestMs || (since !== null && updatedMs <= since)) continue
    yield { claim: { ...drawn, updatedMs }, processing: processingOf(drawn.kind, history.n, drawn.slot), index }
  }
}

/** A share of the loaded claims, evenly over the years, and whatever came since. */
function* slotsOf(history: History): Generator<number> {
  const { n, held, lateWeeks } = history
  const shown = Math.min(held, fewestClaims + (hash(n, 72, 0) % spreadOfClaims))
  for (let at = 0; at < shown; at += 1) yield Math.floor((at * held) / shown)
  for (let late = 0; late < lateWeeks.length; late += 1) yield held + late
}

function buildDecided(extract: Extract, history: History, slot: number): Resource {
  const { version, weekMs } = extract
  const { n, held } = history
  const drawn = drawClaim(history, slot)
  const claim = { ...drawn, updatedMs: datedMs(drawn.updatedMs, version) }
  return version === 3
    ? buildV3Claim(claim, { patientId: v3PatientId(n), claimNumber: v3ClaimNumber(n, slot), processing: null })
    : buildV2Claim(claim, { patientId: v2PatientId(n), claimNumber: v2ClaimNumber(n, slot, held), nowMs: weekMs })
}

function* wantedOpenV3(extract: Extract, history: History): Generator<WantedClaim> {
  const patientId = v3PatientId(history.n)
  for (const { claim, processing, index } of openClaims(extract, history)) {
    const seen = { system: 'SharedSystem', outcome: processing.outcome, endDay: dayOf(claim.endOn) } as const
    if (!isWanted(extract.filter, seen)) continue
    yield { build: () => buildV3Claim(claim, { patientId, claimNumber: v3ClaimNumber(history.n, unfinishedSlot(index)), processing }) }
  }
}

function datedMs(updatedMs: number, version: BcdaVersion): number {
  if (version === 3) return Math.max(updatedMs, version3BeganMs)
  return updatedMs < datedSinceMs ? undatedMs : updatedMs
}
