// Where a claim stands. `status` is no help: it says "active" on void, deleted and partly processed claims too
// (contract claims-data 4.1), so each version's own marks are read.
import type { ClaimState, Coded, Owe } from '@/lib/claims/claim'
import { coded } from './codes'
import { extensionCoding, isNode, list, node, text, type Node } from './read'
import { anyCoding, claimExtensionCoding, infoCoding, type Source } from './source'
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
  if (isCancelled(source, paidStatus)) return 'cancelled'
  if (isInProcess(record)) return 'in-process'
  if (deniedStatuses.has(paidStatus) || isDenied(facts, denial)) return 'denied'
  return isAdjusted(source) ? 'adjusted' : 'paid'
}

function isCancelled(source: Source, paidStatus: string): boolean {
  const status = text(source.record['status'])
  if (status === 'cancelled' || status === 'entered-in-error') return true
  return source.dialect.version === 2 ? isCancelledInV2(source) : isCancelledInV3(source, paidStatus)
}

/** Deleted fill, full credit or void of a doctor's claim, void bill, cancelling action of a hospital's (1.3). */
function isCancelledInV2(source: Source): boolean {
  if (source.kind === 'pde') return infoCoding(source, 'drugAdjusted')?.code === 'D'
  if (source.kind === 'carrier' || source.kind === 'dme') {
    const disposition = text(source.record['disposition'])?.padStart(2, '0')
    return claimExtensionCoding(source, 'entry')?.code === '3' || disposition === '03'
  }
  const action = claimExtensionCoding(source, 'action')?.code ?? ''
  return ['2', '4', '6'].includes(action) || billFrequency(source) === '8'
}

/** Void, or voided or replaced while in process, or a deleted fill (1.4). Bill digits are random in test data there. */
function isCancelledInV3(source: Source, paidStatus: string): boolean {
  if (anyCoding(source, 'adjusted')?.code === '1' || paidStatus === '1' || paidStatus === '2') return true
  return source.kind === 'pde' && source.typeCodes.includes('3')
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

function isAdjusted(source: Source): boolean {
  if (source.dialect.version === 3) {
    const code = anyCoding(source, 'adjusted')?.code ?? ''
    return ['2', '3', '4', '5'].includes(code) || (source.kind === 'pde' && source.typeCodes.includes('2'))
  }
  if (source.kind === 'pde') return infoCoding(source, 'drugAdjusted')?.code === 'A'
  if (claimExtensionCoding(source, 'entry')?.code === '5' || billFrequency(source) === '7') return true
  const action = claimExtensionCoding(source, 'action')?.code
  if (action === '3' || action === '5') return true
  const query = queryCode(source)
  return query === '0' || query === '5'
}

/** Interim, final or adjusting bill: on the period, and on the claim itself in the preview of 2020. */
function queryCode(source: Source): string | null {
  const url = source.dialect.claimExtension.query
  return (extensionCoding(source.record['billablePeriod'], url) ?? extensionCoding(source.record, url))?.code ?? null
}

function billFrequency(source: Source): string | null {
  return infoCoding(source, 'billType')?.code ?? null
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
