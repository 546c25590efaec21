/**
 * The lines of one claim by kind: which services, on which day, at which price (claims-data.md 5.5).
 */
import { isoDay } from './calendar'
import type { Line, LineMoney } from './claim'
import type { Stream } from './hash'
import type { History } from './history'
import { NOTHING, afterCut, drawLineMoney, partBBudget, sumOf } from './money'
import { REVENUE, ROOMS, STAY_LINES } from './pools/institutions'
import { AT_HOME, PLACES_OF_SERVICE } from './pools/practice'
import { EQUIPMENT, OFFICE, OUTPATIENT } from './pools/services'
import type { CodeText, Service } from './pools/services'
import { RESERVED } from './reserved'
import type { Sketch } from './sketch'

export interface LineWishes {
  readonly denied: boolean
  readonly otherPayer: boolean
  readonly dateOutside: boolean
  readonly diagnoses: number
}

/** The lines of the claim; the last of an institutional one is the total (revenue code 0001). */
export function drawLines(draw: Stream, history: History, sketch: Sketch, wishes: LineWishes): readonly Line[] {
  const { kind } = sketch
  if (kind === 'carrier') return drawProfessional(draw, { history, sketch, wishes }, OFFICE, officeLines(draw))
  if (kind === 'dme') return drawProfessional(draw, { history, sketch, wishes }, EQUIPMENT, draw.chance(0.85) ? 1 : draw.between(2, 3))
  if (kind === 'outpatient') return drawOutpatient(draw, { history, sketch, wishes })
  return kind === 'pde' ? [] : drawInstitutional(draw, history, sketch)
}

interface Setting {
  readonly history: History
  readonly sketch: Sketch
  readonly wishes: LineWishes
}

function officeLines(draw: Stream): number {
  return draw.between(...draw.weighted<[number, number]>([[59, [1, 1]], [18, [2, 2]], [5, [3, 3]], [8, [5, 6]], [10, [8, 11]]]))
}

function drawProfessional(
  draw: Stream,
  setting: Setting,
  pool: readonly (readonly [number, Service])[],
  count: number,
): readonly Line[] {
  const { sketch, wishes, history } = setting
  const denied = wishes.denied ? draw.between(1, count) : 0
  let deductibleLeft = partBBudget(history, sketch)
  return Array.from({ length: count }, (_, index): Line => {
    const service = draw.weighted(pool)
    const isDenied = index + 1 === denied
    const rule = { day: sketch.startDay, denied: isDenied, preventive: service.preventive, otherPayer: wishes.otherPayer }
    const money = drawLineMoney(draw, { ...rule, deductibleLeft })
    deductibleLeft -= money.deductible
    return {
      ...blankLine(index + 1, money),
      service,
      modifiers: modifiersFor(draw, service),
      place: sketch.kind === 'dme' ? AT_HOME : draw.weighted(PLACES_OF_SERVICE),
      quantity: service.code.startsWith('A') ? draw.pick([1, 2, 50, 100]) : 1,
      on: lineDate(draw, sketch, wishes.dateOutside && index === 0),
      denied: isDenied,
      diagnosis: draw.between(1, wishes.diagnoses),
      ndc: service.code.startsWith('J') ? '99999070401' : null,
      hemoglobin: hemoglobinFor(draw, history, service),
    }
  })
}

/** Letters belong to HCPCS; two digits are CPT and have no words here. */
function modifiersFor(draw: Stream, service: Service): readonly string[] {
  if (service.type.code === 'R') return ['RR']
  if (service.type.code === 'P') return ['NU']
  return draw.chance(0.15) ? [draw.pick(['25', '59', 'LT', 'RT', 'GA', '26'])] : []
}

function hemoglobinFor(draw: Stream, history: History, service: Service): number | null {
  if (history.look === 'mirrored') return 0
  return service.code === '85025' && draw.chance(0.5) ? draw.between(82, 165) : null
}

function lineDate(draw: Stream, sketch: Sketch, outside: boolean): { start: string; end: string } {
  const start = outside ? sketch.startDay - draw.between(20, 300) : sketch.startDay
  const end = outside ? start : Math.max(start, sketch.endDay)
  return { start: isoDay(start), end: isoDay(end) }
}

function drawOutpatient(draw: Stream, setting: Setting): readonly Line[] {
  const { sketch, wishes, history } = setting
  const count = draw.between(...draw.weighted<[number, number]>([[50, [1, 1]], [35, [2, 3]], [15, [4, 10]]]))
  let deductibleLeft = partBBudget(history, sketch)
  const denied = wishes.denied ? draw.between(1, count) : 0
  const lines = Array.from({ length: count }, (_, index): Line => {
    const service = draw.weighted(OUTPATIENT)
    const rule = { day: sketch.startDay, denied: index + 1 === denied, preventive: service.preventive }
    const money = drawLineMoney(draw, { ...rule, otherPayer: wishes.otherPayer, deductibleLeft })
    deductibleLeft -= money.deductible
    // Three lines in ten name no product, never the first.
    const named = index === 0 || !draw.chance(0.51)
    return {
      ...blankLine(index + 1, money),
      service: named ? service : null,
      revenue: revenueCode(service.revenue),
      modifiers: named && draw.chance(0.08) ? [draw.pick(['25', '59', 'LT', 'PO'])] : [],
      on: draw.chance(0.9) || index === 0 ? lineDate(draw, sketch, wishes.dateOutside && index === 0) : null,
      denied: index + 1 === denied,
      ndc: named && service.code.startsWith('J') ? '99999070401' : null,
    }
  })
  return [...lines, totalLine(lines)]
}

function drawInstitutional(draw: Stream, history: History, sketch: Sketch): readonly Line[] {
  const codes = revenueCodes(draw, history, sketch)
  const days = Math.max(1, sketch.endDay - sketch.startDay)
  const billed = billedFor(draw, sketch, days)
  const parts = codes.map((_, index) => (index === 0 ? 2.5 : 0.3) + draw.fraction())
  const whole = sumOf(parts, part => part)
  const lines = codes.map((code, index): Line => {
    const amount = Math.round((billed * (parts[index] ?? 0)) / whole)
    return {
      ...blankLine(index + 1, { ...NOTHING, billed: amount }),
      service: serviceFor(draw, sketch, code),
      revenue: revenueCode(code),
      quantity: code.startsWith('01') || code === '0651' ? days : draw.between(1, 9),
      on: sketch.kind === 'hha' || sketch.kind === 'hospice' ? lineDate(draw, { ...sketch, endDay: sketch.startDay }, false) : null,
    }
  })
  return [...lines, totalLine(lines)]
}

function revenueCodes(draw: Stream, history: History, sketch: Sketch): readonly string[] {
  const some = (count: number, pool: readonly string[]) => Array.from({ length: count }, () => draw.pick(pool))
  if (sketch.kind === 'inpatient') return [draw.pick(ROOMS), ...some(stayLines(draw, history) - 1, STAY_LINES)]
  if (sketch.kind === 'snf') return ['0022', '0120', ...some(draw.between(1, 7), ['0250', '0270', '0420', '0430'])]
  if (sketch.kind === 'hha') return ['0023', ...some(draw.between(1, 7), ['0421', '0424', '0551', '0552'])]
  return ['0651', ...some(draw.between(0, 3), ['0652', '0655', '0656', '0250'])]
}

/** A few people have stays of hundreds of lines, as real hospitals send them. */
function stayLines(draw: Stream, history: History): number {
  if (history.n === RESERVED.longClaim) return 449
  return history.longStays ? draw.between(100, 449) : draw.between(8, 22)
}

function billedFor(draw: Stream, sketch: Sketch, days: number): number {
  if (sketch.kind === 'inpatient') return draw.between(800_000, 9_000_000)
  if (sketch.kind === 'snf') return days * draw.between(50_000, 90_000)
  return sketch.kind === 'hha' ? draw.between(120_000, 420_000) : days * draw.between(16_000, 24_000)
}

function serviceFor(draw: Stream, sketch: Sketch, revenue: string): Line['service'] {
  const named = (code: string): Line['service'] => ({ code, system: 'hcpcs' })
  if (revenue === '0022') return named(draw.pick(['KAGD1', 'CAXE1', 'NHNB1', 'PDXF1']))
  if (revenue === '0023') return named(draw.pick(['1AA11', '2BB21', '3CC11', '4DA21']))
  if (sketch.kind === 'hha') return named(revenue.startsWith('04') ? 'G0151' : 'G0299')
  if (sketch.kind === 'hospice') return named(draw.pick(['Q5001', 'Q5002', 'G0299']))
  return revenue === '0636' ? named(draw.pick(['J0696', 'J1885'])) : null
}

function blankLine(sequence: number, money: LineMoney): Line {
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
function totalLine(lines: readonly Line[]): Line {
  const billed = sumOf(lines, line => line.money.billed)
  const notCovered = sumOf(lines, line => line.money.notCovered)
  return { ...blankLine(lines.length + 1, { ...NOTHING, billed, notCovered }), revenue: revenueCode('0001'), quantity: 0 }
}

function revenueCode(code: string): CodeText {
  return { code, text: REVENUE[code] ?? '' }
}

/** What Medicare pays for the lines of a Part B claim, with a blood share taken off the whole. */
export function paidFor(lines: readonly Line[], blood: number, day: number): number {
  const share = sumOf(lines, ({ money }) => money.allowed - money.deductible - money.coinsurance - money.primaryPaid)
  return blood === 0 ? sumOf(lines, line => line.money.paid) : afterCut(share - blood, day)
}
