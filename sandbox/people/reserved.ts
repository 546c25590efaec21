/**
 * People whose records are promised: their claim counts never depend on chance, so a test or a reader of the
 * documentation can rely on them (claims-data.md 5.2 and 5.7; the well-known users of blue-button.md 5).
 */
import { NO_CLAIMS } from '@/sandbox/people/numbers/kinds'
import type { Counts } from '@/sandbox/people/numbers/kinds'

/** Numbers with a purpose of their own. */
export const RESERVED = {
  /** A new claim every week of the sandbox's clock. */
  grows: 7,
  /** Every optional field filled. */
  everything: 10_000,
  /** Treated for substance use: some claims are withheld where they must be. */
  substanceUse: 29_987,
  /** Known to version 1 and 2 only. */
  noVersion3: 29_988,
  noClaims: 29_990,
  oneClaim: 29_991,
  drugsOnly: 29_992,
  fourThousand: 29_993,
  /** The one hospital stay has 450 lines. */
  longClaim: 29_994,
  /** The version 3 record was merged into another. */
  merged: 29_995,
  noCoverage: 29_996,
  /** Every trap of claims-data.md 4.1 at once. */
  traps: 29_997,
} as const

/** The promised counts by person, or null for everybody else. */
export function reservedCounts(n: number): Counts | null {
  const promised = PROMISED.get(n)
  return promised === undefined ? null : { ...NO_CLAIMS, ...promised }
}

const NOTHING: Partial<Counts> = {}

const PROMISED: ReadonlyMap<number, Partial<Counts>> = new Map([
  [0, { carrier: 14, outpatient: 38 }],
  [1, { carrier: 7, outpatient: 3, pde: 29 }],
  [2, { carrier: 5, inpatient: 2, outpatient: 37, pde: 1 }],
  [3, NOTHING],
  [5, { carrier: 7, inpatient: 1, outpatient: 1, pde: 1 }],
  [7, { carrier: 12, outpatient: 9, pde: 10 }],
  [8, { carrier: 2, dme: 2, outpatient: 3 }],
  [11, { carrier: 1, dme: 1, outpatient: 1 }],
  [12, { carrier: 9, dme: 4, inpatient: 1, outpatient: 458, pde: 25 }],
  [13, NOTHING],
  [15, NOTHING],
  [19, { carrier: 107, hospice: 1, inpatient: 13, outpatient: 92, pde: 748 }],
  [20, NOTHING],
  [28, { carrier: 4, outpatient: 3, pde: 4 }],
  [48, { carrier: 5, dme: 1, outpatient: 5 }],
  [82, { carrier: 9, dme: 2, outpatient: 12, pde: 28 }],
  [98, { carrier: 8, dme: 10, inpatient: 1, outpatient: 14, snf: 1, pde: 16 }],
  [130, { carrier: 9, dme: 4, outpatient: 14, pde: 22 }],
  [136, { carrier: 8, outpatient: 3, pde: 90 }],
  [218, { carrier: 6, outpatient: 2, pde: 2 }],
  [374, { carrier: 50, inpatient: 367, pde: 2_502 }],
  [732, { outpatient: 1 }],
  [754, { outpatient: 1 }],
  [1_243, { carrier: 11, dme: 3, inpatient: 2, outpatient: 457, pde: 27 }],
  [1_351, { carrier: 9, hha: 1, outpatient: 13, pde: 77 }],
  [2_176, { pde: 8 }],
  [3_678, { carrier: 12, dme: 6, inpatient: 2, outpatient: 41, pde: 139 }],
  [7_028, { carrier: 40, inpatient: 120, outpatient: 51, pde: 2_342 }],
  [7_199, { carrier: 9, dme: 11, hha: 2, hospice: 1, inpatient: 1, outpatient: 23, snf: 1, pde: 142 }],
  [7_602, { carrier: 60, inpatient: 150, outpatient: 101, pde: 2_198 }],
  [8_158, { carrier: 12, dme: 4, hha: 1, hospice: 1, inpatient: 3, outpatient: 16, snf: 2, pde: 54 }],
  [9_001, NOTHING],
  [9_003, { carrier: 3, dme: 4, inpatient: 2, outpatient: 33, pde: 49 }],
  [9_005, NOTHING],
  [9_999, { carrier: 9, dme: 8, inpatient: 1, outpatient: 6, pde: 2 }],
  [RESERVED.everything, { carrier: 33, dme: 6, hha: 2, hospice: 2, inpatient: 4, outpatient: 42, snf: 2, pde: 67 }],
  [RESERVED.substanceUse, { carrier: 20, outpatient: 5, pde: 15 }],
  [RESERVED.noVersion3, { carrier: 5, outpatient: 2 }],
  [RESERVED.noClaims, NOTHING],
  [RESERVED.oneClaim, { carrier: 1 }],
  [RESERVED.drugsOnly, { pde: 24 }],
  [
    RESERVED.fourThousand,
    { carrier: 900, dme: 150, hha: 10, hospice: 5, inpatient: 60, outpatient: 1_100, snf: 10, pde: 1_765 },
  ],
  [RESERVED.longClaim, { carrier: 5, inpatient: 1, outpatient: 3, pde: 3 }],
  [RESERVED.merged, { carrier: 4, outpatient: 2, pde: 6 }],
  [RESERVED.noCoverage, { carrier: 3, outpatient: 2 }],
  [RESERVED.traps, { carrier: 16, dme: 4, hha: 2, hospice: 2, inpatient: 3, outpatient: 12, snf: 2, pde: 19 }],
  [29_999, { carrier: 46, outpatient: 40, pde: 60 }],
])
