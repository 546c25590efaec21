/**
 * How many claims of each kind a person has: the promised ones, or drawn from the published quantiles
 * (claims-data.md 5.1). Ill people are ill in all kinds.
 */
import { reservedCounts } from '@/sandbox/people/reserved'
import { hash } from './hash'
import type { Counts, Kind } from './kinds'

/** The shares at which the quantiles below were published. */
const SHARES = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.97, 0.99, 0.995, 0.999, 1] as const

/** Carrier and inpatient from the set of 2018, the rest from that of 2023, as 5.2 combines them. */
const QUANTILES: Readonly<Record<Kind, readonly number[]>> = {
  carrier: [3, 11, 14, 22, 32, 42, 51, 57, 60, 64, 66, 70, 75],
  inpatient: [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 7],
  dme: [0, 0, 0, 0, 1, 6, 9, 11, 14, 36, 58, 120, 204],
  hha: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 7],
  hospice: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1],
  outpatient: [0, 0, 0, 4, 9, 25, 69, 271, 395, 534, 620, 723, 783],
  pde: [0, 0, 0, 0, 12, 51, 124, 202, 308, 629, 861, 1_463, 2_502],
  snf: [0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4],
}

/** The share of people whose amount of one kind follows their general health. */
const TOGETHER = 0.7

/** The claims of person n by kind. */
export function countsOf(n: number): Counts {
  const reserved = reservedCounts(n)
  if (reserved !== null) return reserved
  const health = share(n, 0)
  const count = (kind: Kind, key: number) => {
    const own = share(n, key)
    return quantile(QUANTILES[kind], share(n, key + 20) < TOGETHER ? health : own)
  }
  return {
    carrier: quantile(QUANTILES.carrier, share(n, 30)),
    inpatient: quantile(QUANTILES.inpatient, share(n, 31)),
    dme: count('dme', 2),
    hha: count('hha', 3),
    hospice: count('hospice', 4),
    outpatient: count('outpatient', 5),
    pde: count('pde', 6),
    snf: count('snf', 7),
  }
}

function share(n: number, key: number): number {
  return hash(n, 1, key) / 4_294_967_296
}

function quantile(values: readonly number[], at: number): number {
  const upper = Math.max(1, SHARES.findIndex(share => share > at))
  const low = values[upper - 1] ?? 0
  const high = values[upper] ?? low
  const from = SHARES[upper - 1] ?? 0
  const to = SHARES[upper] ?? 1
  return Math.floor(low + ((high - low) * (at - from)) / (to - from))
}
