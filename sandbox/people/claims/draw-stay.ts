/**
 * What only institutions write: the stay itself and the money of a whole claim (claims-data.md 5.5, 5.6).
 */
import type { History } from '@/sandbox/people/history'
import { hash } from '@/sandbox/people/numbers/hash'
import type { Stream } from '@/sandbox/people/numbers/hash'
import { ADMISSION_SOURCES, ADMISSION_TYPES, DISCHARGES, DRG, STILL_PATIENT } from '@/sandbox/people/pools/institutions'
import type { ClaimMoney, Line, Stay } from './claim'
import { paidFor } from './draw-lines'
import { afterCut, partADeductible, sumOf } from './money'
import { sketchOf } from './sketch'
import type { Sketch } from './sketch'

/** The stay of an institutional claim, or null for doctors, suppliers and pharmacies. */
export function drawStay(draw: Stream, sketch: Sketch, voided: boolean): Stay | null {
  const { kind } = sketch
  if (kind === 'carrier' || kind === 'dme' || kind === 'pde') return null
  const days = Math.max(1, sketch.endDay - sketch.startDay)
  const inBed = kind === 'inpatient' || kind === 'snf'
  const frequency = voided
    ? '8'
    : draw.weighted([
        [90, '1'],
        [4, '7'],
        [2, '2'],
        [2, '3'],
        [2, '4'],
      ])
  return {
    billType: BILL_TYPES[kind](draw),
    frequency,
    days,
    coinsuranceDays: coinsuranceDays(sketch, days),
    admission: inBed ? { type: draw.weighted(ADMISSION_TYPES), source: draw.weighted(ADMISSION_SOURCES) } : null,
    discharge: kind === 'hha' || kind === 'hospice' ? STILL_PATIENT : draw.weighted(DISCHARGES),
    drg: inBed ? draw.pick(DRG) : null,
    visits: draw.between(2, 20),
  }
}

/** Facility and class digit of the bill. */
const BILL_TYPES = {
  outpatient: (draw: Stream) =>
    draw.weighted([
      [60, '13'],
      [15, '71'],
      [10, '72'],
      [15, '85'],
    ]),
  inpatient: () => '11',
  snf: () => '21',
  hha: () => '32',
  hospice: (draw: Stream) => draw.pick(['81', '82']),
} as const

function coinsuranceDays(sketch: Sketch, days: number): number {
  if (sketch.kind === 'inpatient') return Math.max(0, days - 60)
  return sketch.kind === 'snf' ? Math.max(0, Math.min(days, 100) - 20) : 0
}

/** The money of the whole claim, consistent to the cent. */
export function drawClaimMoney(
  draw: Stream,
  history: History,
  claim: { readonly sketch: Sketch; readonly lines: readonly Line[]; readonly stay: Stay | null },
): ClaimMoney {
  const { sketch, stay } = claim
  const lines = claim.lines.filter(line => line.revenue?.code !== '0001')
  const blood = draw.chance(0.01) ? draw.between(20, 90) * 100 : 0
  if (sketch.kind === 'inpatient' || sketch.kind === 'snf') {
    return stayMoney(draw, history, { sketch, lines, blood, coinsuranceDays: stay?.coinsuranceDays ?? 0 })
  }
  if (sketch.kind === 'hha' || sketch.kind === 'hospice') return careMoney(draw, lines)
  const own =
    sketch.kind === 'outpatient'
      ? Math.min(
          blood,
          sumOf(lines, line => line.money.paid),
        )
      : 0
  const paid = paidFor(lines, own, sketch.startDay)
  return {
    billed: sumOf(lines, line => line.money.billed),
    allowed: sumOf(lines, line => line.money.allowed),
    deductible: sumOf(lines, line => line.money.deductible),
    coinsurance: sumOf(lines, line => line.money.coinsurance),
    blood: own,
    primaryPaid: sumOf(lines, line => line.money.primaryPaid),
    notCovered: sumOf(lines, line => line.money.notCovered),
    paid,
    toProvider: paid,
  }
}

function stayMoney(
  draw: Stream,
  history: History,
  claim: {
    readonly sketch: Sketch
    readonly lines: readonly Line[]
    readonly blood: number
    readonly coinsuranceDays: number
  },
): ClaimMoney {
  const { sketch, coinsuranceDays: days } = claim
  const billed = sumOf(claim.lines, line => line.money.billed)
  const hospital = sketch.kind === 'inpatient'
  const notCovered = draw.chance(0.1) ? Math.round(billed * 0.02) : 0
  const rate = Math.round(billed * (hospital ? 0.3 : 0.6))
  const perPeriod = partADeductible(sketch.startDay)
  const deductible = hospital && beginsPeriod(history, sketch) ? Math.min(perPeriod, rate) : 0
  const coinsurance = Math.min(Math.round((days * perPeriod) / (hospital ? 4 : 8)), rate - deductible)
  const blood = Math.min(claim.blood, rate - deductible - coinsurance)
  const paid = afterCut(rate - deductible - coinsurance - blood, sketch.startDay)
  return { billed, allowed: rate, deductible, coinsurance, blood, primaryPaid: 0, notCovered, paid, toProvider: paid }
}

/** Sixty days without a stay begin a new benefit period, and with it a new deductible. */
function beginsPeriod(history: History, sketch: Sketch): boolean {
  const { counts, order, n } = history
  // Somebody with very many stays: by chance, so that no more than a few other claims are ever looked at.
  if (counts.inpatient > 8) return hash(n, 23, sketch.slot) % 3 === 0
  return Array.from({ length: counts.inpatient }, (_, index) => order.slotOf('inpatient', index))
    .filter(slot => slot !== sketch.slot)
    .map(slot => sketchOf(history, slot))
    .every(other => !comesShortlyBefore(other, sketch))
}

function comesShortlyBefore(other: Sketch, sketch: Sketch): boolean {
  const earlier = other.startDay < sketch.startDay || (other.startDay === sketch.startDay && other.slot < sketch.slot)
  return earlier && sketch.startDay - other.endDay <= 60
}

/** Home health and hospice: paid in part of what was charged, nothing owed and nothing said about it. */
function careMoney(draw: Stream, lines: readonly Line[]): ClaimMoney {
  const billed = sumOf(lines, line => line.money.billed)
  const paid = Math.round(billed * (0.5 + 0.45 * draw.fraction()))
  const none = { deductible: 0, coinsurance: 0, blood: 0, primaryPaid: 0, notCovered: 0 }
  return { ...none, billed, allowed: billed, paid, toProvider: paid }
}
