/**
 * One prescription fill: which medicine, how much of it, and who paid which part (claims-data.md 5.5, 5.6).
 */
import type { History } from '@/sandbox/people/history'
import { isoDay, yearOf } from '@/sandbox/people/numbers/calendar'
import { createStream, hash } from '@/sandbox/people/numbers/hash'
import type { Stream } from '@/sandbox/people/numbers/hash'
import { DRUGS, SUBSTANCE_USE_DRUG } from '@/sandbox/people/pools/drugs'
import type { DrugEntry } from '@/sandbox/people/pools/drugs'
import { ORIGINS, PHARMACIES, RESIDENCES } from '@/sandbox/people/pools/practice'
import type { Fill, FillMoney } from './claim'
import { isTreatedForSubstanceUse } from './draw-diagnoses'
import { placeInYear } from './money'
import type { Sketch } from './sketch'

/** What people with help pay at the pharmacy, in cents. */
const COPAYMENTS = [0, 135, 395, 400, 985, 1_120, 1_265] as const
const FEWEST_FILLS_ABOVE_LIMIT = 150
const LIMIT_IS_FREE_SINCE = 2_024

/** The fill of a drug event. */
export function drawFill(draw: Stream, history: History, sketch: Sketch): Fill {
  const drug = draw.chance(0.75) ? draw.pick(medicinesOf(history)) : draw.pick(OTHERS)
  const days = draw.weighted<number>([
    [60, 30],
    [30, 90],
    [10, draw.between(7, 14)],
  ])
  const price = drug.monthCents * (days / 30) * (0.85 + 0.3 * draw.fraction())
  const cost = Math.round(Math.min(90_000, Math.max(400, price)))
  const phase = phaseOf(draw, history, sketch)
  return {
    ndc: drug.ndc,
    name: draw.chance(0.25) ? null : drug.name,
    brand: drug.brand,
    compound: draw.chance(0.02),
    days,
    number: draw.between(0, 11),
    quantity: Math.max(1, Math.round((drug.perMonth * days) / 30)),
    prescription: String(10_000_000_000 + (hash(history.n, 24, sketch.slot) % 1_000_000_000)),
    paidOn: isoDay(sketch.endDay + draw.between(1, 6)),
    pharmacy: draw.weighted(PHARMACIES),
    residence: draw.weighted(RESIDENCES),
    origin: draw.weighted(ORIGINS),
    phase,
    money: drawFillMoney(draw, {
      cost,
      phase,
      brand: drug.brand,
      help: history.enrollment.drugHelp !== '09',
      sketch,
      history,
    }),
  }
}

const OTHERS = DRUGS.filter(drug => !drug.name.startsWith(SUBSTANCE_USE_DRUG))
const SPECIAL = DRUGS.filter(drug => drug.name.startsWith(SUBSTANCE_USE_DRUG))

/** The two to eight medicines a person keeps taking; drawn once for a history. */
function medicinesOf(history: History): readonly DrugEntry[] {
  const known = MEDICINES.get(history) ?? drawMedicines(history.n)
  MEDICINES.set(history, known)
  return known
}
const MEDICINES = new WeakMap<History, readonly DrugEntry[]>()

function drawMedicines(n: number): readonly DrugEntry[] {
  const draw = createStream(hash(n, 25, 0))
  const kept = Array.from({ length: draw.between(2, 8) }, () => draw.pick(OTHERS))
  return isTreatedForSubstanceUse(n) ? [...kept, ...SPECIAL] : kept
}

/** By quarters of the year, so that no other fill is looked at: only heavy use passes the yearly limit. */
function phaseOf(draw: Stream, history: History, sketch: Sketch): Fill['phase'] {
  if (history.counts.pde < FEWEST_FILLS_ABOVE_LIMIT) return null
  const month = Number(isoDay(sketch.startDay).slice(5, 7))
  if (month >= 10) return 'C'
  return month === 9 && draw.chance(0.2) ? 'A' : null
}

interface Price {
  readonly cost: number
  readonly phase: Fill['phase']
  readonly brand: boolean
  readonly help: boolean
  readonly sketch: Sketch
  readonly history: History
}

function drawFillMoney(draw: Stream, price: Price): FillMoney {
  const { cost, phase, brand, help } = price
  const due = patientShare(price)
  const patient = help ? Math.min(due, draw.pick(COPAYMENTS)) : due
  const subsidy = help ? due - patient : 0
  const otherTroop = !help && patient > 500 && draw.chance(0.03) ? Math.round(patient / 2) : 0
  const otherPayer = !help && patient > 500 && otherTroop === 0 && draw.chance(0.02) ? Math.round(patient / 2) : 0
  const inGap = brand && phase === null && Number(isoDay(price.sketch.startDay).slice(5, 7)) >= 7
  const above = phase === 'C' ? cost : phase === 'A' ? Math.round(cost / 3) : 0
  return {
    cost,
    patient: patient - otherTroop - otherPayer,
    subsidy,
    otherTroop,
    otherPayer,
    plan: cost - patient - subsidy,
    gapDiscount: inGap && yearOf(price.sketch.startDay) < 2_025 && draw.chance(0.3) ? Math.round(cost * 0.7) : 0,
    below: cost - above,
    above,
  }
}

/** A part of the deductible on the first fills of a year, then a quarter, then little or nothing above the limit. */
function patientShare(price: Price): number {
  const { cost, phase, history, sketch } = price
  if (phase === 'C') return yearOf(sketch.startDay) < LIMIT_IS_FREE_SINCE ? Math.round(cost * 0.05) : 0
  const place = placeInYear(history, sketch)
  if (place !== null && place >= 0 && place < 3) return Math.min(cost, 15_000)
  return Math.round(cost * 0.25)
}
