/**
 * Where a claim stands: by its number (slot), in time (rank) and in its kind (place). Two affine permutations
 * connect them, so each step is one multiplication and no other claim is looked at (claims-data.md 5.3).
 */
import { hash } from './hash'
import { KINDS, totalOf } from './kinds'
import type { Counts, Kind } from './kinds'

export interface Order {
  readonly total: number
  rankOf(slot: number): number
  slotAtRank(rank: number): number
  /** The kind of the claim, and which of its kind it is. */
  kindAt(slot: number): { readonly kind: Kind; readonly index: number }
  slotOf(kind: Kind, index: number): number
}

/** The order of person n's claims. */
export function orderOf(n: number, counts: Counts): Order {
  const total = totalOf(counts)
  const { m1, k1, m2, k2 } = permutationOf(n, total)
  const [back1, back2] = [inverse(m1, total), inverse(m2, total)]
  const rankOf = (slot: number) => (m1 * slot + k1) % total
  const slotAtRank = (rank: number) => (back1 * (rank - k1 + total)) % total
  return {
    total,
    rankOf,
    slotAtRank,
    kindAt: slot => kindOfPlace(counts, (m2 * rankOf(slot) + k2) % total),
    slotOf: (kind, index) => slotAtRank((back2 * (placeOf(counts, kind, index) - k2 + total)) % total),
  }
}

/** The four numbers of 5.3 (5.8 lists them for ten people). */
export function permutationOf(n: number, total: number): { m1: number; k1: number; m2: number; k2: number } {
  if (total === 0) return { m1: 1, k1: 0, m2: 1, k2: 0 }
  return {
    m1: step(total, hash(n, 2, 0)),
    k1: hash(n, 3, 0) % total,
    m2: step(total, hash(n, 4, 0)),
    k2: hash(n, 5, 0) % total,
  }
}

function step(total: number, seed: number): number {
  const wanted = (Math.floor((total * 382) / 1_000) + (seed % (Math.floor(total / 8) + 1))) % total
  let at = Math.max(1, wanted)
  while (divisor(at, total) !== 1) at = at >= total ? 1 : at + 1
  return at
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

/** The number that undoes a multiplication by m modulo total (extended Euclid). */
function inverse(m: number, total: number): number {
  let [r, nextR, t, nextT] = [total, m % Math.max(1, total), 0, 1]
  while (nextR !== 0) {
    const quotient = Math.floor(r / nextR)
    ;[t, nextT] = [nextT, t - quotient * nextT]
    ;[r, nextR] = [nextR, r - quotient * nextR]
  }
  return t < 0 ? t + total : t
}

function kindOfPlace(counts: Counts, place: number): { kind: Kind; index: number } {
  let index = place
  for (const kind of KINDS) {
    if (index < counts[kind]) return { kind, index }
    index -= counts[kind]
  }
  throw new RangeError('No claim stands at this place')
}

function placeOf(counts: Counts, kind: Kind, index: number): number {
  const before = KINDS.slice(0, KINDS.indexOf(kind)).reduce((sum, other) => sum + counts[other], 0)
  return before + index
}
