/**
 * The money rules of claims-data.md 5.6, in cents: what Medicare pays of an approved amount, what of a year's
 * deductible one claim may take. No rule looks at another claim.
 */
import type { History } from '@/sandbox/people/history'
import { DAY_MS, yearOf } from '@/sandbox/people/numbers/calendar'
import type { Stream } from '@/sandbox/people/numbers/hash'
import type { LineMoney, Look } from './claim'
import type { Sketch } from './sketch'

/** Yearly amounts in dollars from 2014 on; a later year uses the last. */
const PART_B_DEDUCTIBLES = [147, 147, 166, 183, 183, 185, 198, 203, 233, 226, 240, 257, 283] as const
const PART_A_DEDUCTIBLES = [1216, 1260, 1288, 1316, 1340, 1364, 1408, 1484, 1556, 1600, 1632, 1676, 1736] as const
/** What the first, second and third claim of a year may take of the deductible, in percent. */
const SHARES_OF_DEDUCTIBLE = [60, 30, 10] as const

const CUT_BEGAN = Date.UTC(2013, 3, 1) / DAY_MS
const CUT_PAUSED = Date.UTC(2020, 4, 1) / DAY_MS
const CUT_HALVED = Date.UTC(2022, 3, 1) / DAY_MS
const CUT_RESUMED = Date.UTC(2022, 6, 1) / DAY_MS

/** What is paid of Medicare's share: since 2013 the law withholds two percent, with a pause from 2020 to 2022. */
export function afterCut(cents: number, day: number): number {
  if (day < CUT_BEGAN || (day >= CUT_PAUSED && day < CUT_HALVED)) return cents
  return Math.round(cents * (day >= CUT_HALVED && day < CUT_RESUMED ? 0.99 : 0.98))
}

function ofYear(amounts: readonly number[], day: number): number {
  const index = Math.min(Math.max(0, yearOf(day) - 2014), amounts.length - 1)
  return (amounts[index] ?? 0) * 100
}

/** The deductible of one benefit period of Part A, in cents. */
export function partADeductible(day: number): number {
  return ofYear(PART_A_DEDUCTIBLES, day)
}

/** The most that this claim may take of its year's Part B deductible, in cents. */
export function partBBudget(history: History, sketch: Sketch): number {
  const place = placeInYear(history, sketch)
  const share = place === null ? 0 : (SHARES_OF_DEDUCTIBLE[place] ?? 0)
  return Math.floor((ofYear(PART_B_DEDUCTIBLES, sketch.startDay) * share) / 100)
}

/** 0 for the first claim of its year, or null for one whose place is not known without walking. */
export function placeInYear(history: History, sketch: Sketch): number | null {
  if (sketch.rank === null) return null
  const newYear = Date.UTC(yearOf(sketch.startDay), 0, 1) / DAY_MS
  const before = Math.max(0, newYear - history.firstDay)
  return sketch.rank - Math.floor((before * history.order.total) / (history.lastDay - history.firstDay))
}

export interface LineRule {
  readonly day: number
  readonly denied: boolean
  readonly preventive: boolean
  readonly otherPayer: boolean
  /** What is left of the claim's part of the deductible. */
  readonly deductibleLeft: number
  /** Billed amounts in cents; drawn evenly on a logarithmic scale. */
  readonly billed?: number
}

/** The amounts of one Part B line, consistent to the cent. */
export function drawLineMoney(draw: Stream, rule: LineRule): LineMoney {
  const billed = rule.billed ?? Math.round(2_000 * 45 ** draw.fraction())
  const approved = Math.round(billed * (0.35 + 0.45 * draw.fraction()))
  if (rule.denied) return { ...NOTHING, billed, notCovered: billed }
  const deductible = rule.preventive ? 0 : Math.min(approved, rule.deductibleLeft)
  const coinsurance = rule.preventive ? 0 : Math.round(0.2 * (approved - deductible))
  const share = approved - deductible - coinsurance
  const primaryPaid = rule.otherPayer ? Math.round(share * 0.6) : 0
  const paid = afterCut(share - primaryPaid, rule.day)
  return { billed, allowed: approved, deductible, coinsurance, primaryPaid, notCovered: 0, paid }
}

export const NOTHING: LineMoney = {
  billed: 0,
  allowed: 0,
  deductible: 0,
  coinsurance: 0,
  primaryPaid: 0,
  notCovered: 0,
  paid: 0,
}

/** Bends amounts to the look of the older test sets, whose sums do not hold. */
export function bend<T extends { readonly coinsurance: number; readonly paid: number }>(money: T, look: Look): T {
  if (look === 'mirrored') return { ...money, coinsurance: money.paid }
  return look === 'rounded' ? roundAll(money) : money
}

/** Every amount to ten dollars, each on its own. */
export function roundAll<T extends object>(money: T): T {
  const rounded = Object.entries(money).map(([name, value]: [string, unknown]): [string, unknown] => [
    name,
    typeof value === 'number' ? Math.round(value / 1_000) * 1_000 : value,
  ])
  return { ...money, ...Object.fromEntries<unknown>(rounded) }
}

export function sumOf<T>(list: readonly T[], amount: (entry: T) => number): number {
  return list.reduce((sum, entry) => sum + amount(entry), 0)
}
