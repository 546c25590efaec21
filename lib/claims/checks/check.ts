// A question about claims that only the person can answer. It accuses nobody: every check may well be right.
import type { CalendarDate } from '@/lib/claims/claim'
import type { CurrentClaim } from '@/lib/claims/current'

interface Asked {
  /** The same for the same question, however often it is asked. */
  readonly id: string
  /** The day it is about, the latest of several; `null` without a date. */
  readonly on: CalendarDate | null
  /** Newest first; never empty. */
  readonly claims: readonly CurrentClaim[]
}

/** The same service, or the same drug, on one day on more than one claim. */
export interface TwiceCheck extends Asked {
  readonly kind: 'twice'
  /** In the reader's words, each once. */
  readonly services: readonly string[]
}

/** Somebody who first shows up within the last months. */
export interface NewProviderCheck extends Asked {
  readonly kind: 'new-provider'
  readonly name: string
}

/** Medical equipment. */
export interface EquipmentCheck extends Asked {
  readonly kind: 'equipment'
  readonly services: readonly string[]
}

/** A claim, or a part of it, that Medicare did not pay, and how long one may ask for another look. */
export interface DeniedCheck extends Asked {
  readonly kind: 'denied'
  readonly why: string | null
  /** About the last day; `null` where nothing on the claim tells, or a private plan decided. */
  readonly appealBy: CalendarDate | null
  readonly past: boolean
  /** Only some of the charges were refused. */
  readonly inPart: boolean
}

export type Check = TwiceCheck | NewProviderCheck | EquipmentCheck | DeniedCheck

/** Neither called back nor refused, nor a mere promise: care that counts as received. */
export function isReceived({ row }: Pick<CurrentClaim, 'row'>): boolean {
  return row.state === 'paid' || row.state === 'adjusted' || row.state === 'in-process'
}

/** An id that no other question has: its kind, and the claims and matter it is about. */
export function idOf(kind: Check['kind'], claims: readonly CurrentClaim[], matter = ''): string {
  return [kind, matter, ...claims.map(({ row }) => row.id)].filter(Boolean).join(' ')
}
