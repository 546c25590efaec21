/**
 * What person n's claims have in common: their order, the years they cover, the conditions and medicines that
 * return, the doctors who return. Opened once a request; no claim is made here.
 */
import type { Look } from '@/sandbox/people/claims/claim'
import { DAY_MS, WEEK_MS, lastLoad } from '@/sandbox/people/numbers/calendar'
import { countsOf } from '@/sandbox/people/numbers/counts'
import { hash } from '@/sandbox/people/numbers/hash'
import { MOST_LATE_CLAIMS, SLOTS_PER_PERSON } from '@/sandbox/people/numbers/ids'
import type { Counts } from '@/sandbox/people/numbers/kinds'
import { orderOf } from '@/sandbox/people/numbers/order'
import type { Order } from '@/sandbox/people/numbers/order'
import { enrollmentOf } from './enrollment'
import type { Enrollment } from './enrollment'
import { getPerson } from './person'
import type { Person } from './person'
import { RESERVED, reservedCounts } from './reserved'

export interface History {
  readonly n: number
  readonly person: Person
  readonly enrollment: Enrollment
  readonly counts: Counts
  readonly order: Order
  /** Claims of the loaded set; slots from here up came later. */
  readonly held: number
  /** The weeks after loading in which one more claim came. */
  readonly lateWeeks: readonly number[]
  /** Version 3 only: claims still in the payment systems, and authorizations asked for beforehand. */
  readonly unfinished: number
  readonly authorizations: number
  readonly loadedMs: number
  /** First and last day on which a claim of the loaded set may begin or end. */
  readonly firstDay: number
  readonly lastDay: number
  readonly look: Look
  /** Dates cut to the first of the month, as in the set of 2018. */
  readonly monthly: boolean
  readonly everyTrap: boolean
  /** Hospital stays with hundreds of lines. */
  readonly longStays: boolean
}

export interface When {
  /** The moment the set of claims was loaded; the last Monday unless said otherwise. */
  readonly loadedMs?: number
  readonly nowMs?: number
}

const FIRST_DAY = Date.UTC(2014, 0, 1) / DAY_MS

/** Opens the history of person n. Deterministic in n, the load and the weeks passed since. */
export function openHistory(n: number, when: When = {}): History {
  const nowMs = when.nowMs ?? Date.now()
  const loadedMs = when.loadedMs ?? lastLoad(nowMs)
  const counts = countsOf(n)
  const order = orderOf(n, counts)
  const person = getPerson(n)
  const everyTrap = n === RESERVED.traps
  return {
    n,
    person,
    enrollment: enrollmentOf({ n, person, counts }),
    counts,
    order,
    held: order.total,
    lateWeeks: weeksWithNews(n, order.total, Math.floor((nowMs - loadedMs) / WEEK_MS)),
    unfinished: unfinishedOf(order.total, counts.pde),
    authorizations: hash(n, 33, 0) % 20 === 0 || everyTrap ? 1 + (hash(n, 33, 1) % 2) : 0,
    loadedMs,
    firstDay: FIRST_DAY + (hash(n, 8, 0) % 1_400),
    lastDay: loadedMs / DAY_MS - 7,
    look: everyTrap ? 'rounded' : lookOf(n),
    monthly: n % 7 === 3 && n !== RESERVED.everything,
    everyTrap,
    longStays: n === RESERVED.longClaim || hash(n, 9, 0) % 200 === 0,
  }
}

function lookOf(n: number): Look {
  if (hash(n, 11, 0) % 20 !== 0 || reservedCounts(n) !== null) return 'consistent'
  return hash(n, 11, 1) % 2 === 0 ? 'rounded' : 'mirrored'
}

/** New claims come to a random part of the rolling set, never to somebody whose count is promised. */
function weeksWithNews(n: number, held: number, weeks: number): readonly number[] {
  const promised = reservedCounts(n) !== null && n !== RESERVED.grows
  if (n >= RESERVED.everything || promised || held === 0) return []
  const all = Array.from({ length: Math.max(0, Math.min(weeks, 520)) }, (_, index) => index + 1)
  const some = n === RESERVED.grows ? all : all.filter(week => hash(n, 20, week) % 4 === 0)
  return some.slice(0, MOST_LATE_CLAIMS)
}

/** One claim in twenty has a counterpart in the payment systems, as far as numbers reach. */
function unfinishedOf(held: number, drugs: number): number {
  if (held === drugs) return 0
  return Math.max(0, Math.min(Math.round(held * 0.05), SLOTS_PER_PERSON - MOST_LATE_CLAIMS - held))
}
