// Where a claim stands. `status` is no help: it says "active" on void, deleted and partly processed claims too
// (contract claims-data 4.1), so each version's own marks are read.
import type { ClaimState, Coded, Owe, VersionKind } from '@/lib/claims/claim'
import { coded } from './codes'
import { isNode, list, node, text, type Node } from './read'
import { anyCoding, infoCoding, type Source } from './source'
import { isManagedCareType } from './versions'

export interface Standing {
  readonly state: ClaimState
  readonly managedCare: boolean
  readonly assigned: boolean | null
  readonly denialReason: Coded | null
  /** Why no figure may be shown, or `null` when one may (4.2). */
  readonly silence: Extract<Owe, { kind: 'none' }>['why'] | null
}

export interface StandingFacts {
  readonly paidCents: number | null
  readonly linesDenied: 'none' | 'some' | 'all'
  readonly versionKind: VersionKind | null
}

/** The state of the claim, and whether its amounts may be turned into a figure. */
export function readStanding(source: Source, facts: StandingFacts): Standing {
  const managedCare = isManagedCare(source)
  const denial = readDenial(source)
  const state = readState(source, facts, denial)
  return { state, managedCare, assigned: readAssigned(source), denialReason: denial, silence: silenceOf(state, managedCare) }
}

function silenceOf(state: ClaimState, managedCare: boolean): Standing['silence'] {
  if (state === 'authorization' || state === 'cancelled' || state === 'in-process') return state
  return managedCare ? 'managed-care' : null
}

function readState(source: Source, facts: StandingFacts, denial: Coded | null): ClaimState {
  const { record } = source
  const use = text(record['use'])
  if (use === 'preauthorization' || use === 'predetermination') return 'authorization'
  const paidStatus = infoCoding(source, 'paidStatus')?.code ?? ''
  if (facts.versionKind === 'void' || isCancelled(source, paidStatus)) return 'cancelled'
  if (isInProcess(record)) return 'in-process'
  if (deniedStatuses.has(paidStatus) || isDenied(facts, denial)) return 'denied'
  return facts.versionKind === 'replacement' ? 'adjusted' : 'paid'
}

function isCancelled(source: Source, paidStatus: string): boolean {
  const status = text(source.record['status'])
  // Voided or replaced while still in process.
  return status === 'cancelled' || status === 'entered-in-error' || paidStatus === '1' || paidStatus === '2'
}

function isInProcess(record: Node): boolean {
  const outcome = text(record['outcome'])
  // The preview of 2020 has no outcome; its claims are finished.
  if (outcome !== null && outcome !== 'complete') return true
  return text(record['status']) === 'draft' || list(node(record['meta'])['tag']).some(isNotFinal)
}

function isNotFinal(tag: unknown): boolean {
  return isNode(tag) && tag['code'] === 'NotFinalAction'
}

/** Denied, denied by a carrier's system, rejected. */
const deniedStatuses = new Set(['D', 'Y', 'R'])

function isDenied(facts: StandingFacts, denial: Coded | null): boolean {
  const nothingPaid = (facts.paidCents ?? 0) <= 0
  if (denial !== null) return denial.code === '0' || (facts.paidCents !== null && nothingPaid)
  return facts.linesDenied === 'all' && nothingPaid
}

/** Codes that name who was paid, or that a claim was allowed, asked for or done again: no denial. */
const paidTo = new Set(['1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'R'])
const notDenied = new Set(['P', 'A', '~'])

function readDenial(source: Source): Coded | null {
  const professional = source.kind === 'carrier' || source.kind === 'dme'
  if (source.kind === 'pde') return null
  const found = anyCoding(source, professional ? 'denial' : 'nonPayment')
  if (found === null || (professional ? paidTo : notDenied).has(found.code)) return null
  return coded('denial', found)
}

function isManagedCare(source: Source): boolean {
  return infoCoding(source, 'managedCare')?.code === '1' || source.typeCodes.some(isManagedCareType)
}

/** Only doctors' and equipment claims are assigned; elsewhere the mark is noise. */
function readAssigned(source: Source): boolean | null {
  if (source.kind !== 'carrier' && source.kind !== 'dme') return null
  const code = anyCoding(source, 'assigned')?.code
  if (code === 'N') return false
  return code === 'A' || code === 'L' ? true : null
}
