/**
 * The two lines that need no drawing: one with nothing on it yet, and the total at the end of an institution's claim.
 */
import { REVENUE } from '@/sandbox/people/pools/institutions'
import type { CodeText } from '@/sandbox/people/pools/services'
import type { Line, LineMoney } from './claim'
import { NOTHING, sumOf } from './money'

export function blankLine(sequence: number, money: LineMoney): Line {
  return {
    sequence,
    service: null,
    modifiers: [],
    revenue: null,
    place: null,
    quantity: 1,
    on: null,
    denied: false,
    diagnosis: null,
    ndc: null,
    hemoglobin: null,
    money,
  }
}

/** The line that repeats the sum of all others: adding it up counts everything twice. */
export function totalLine(lines: readonly Line[]): Line {
  const billed = sumOf(lines, line => line.money.billed)
  const notCovered = sumOf(lines, line => line.money.notCovered)
  return {
    ...blankLine(lines.length + 1, { ...NOTHING, billed, notCovered }),
    revenue: revenueCode('0001'),
    quantity: 0,
  }
}

/** A revenue centre with its words. */
export function revenueCode(code: string): CodeText {
  return { code, text: REVENUE[code] ?? '' }
}
