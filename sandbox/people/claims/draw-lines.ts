/**
 * The lines of one claim by kind: which services, on which day, at which price (claims-data.md 5.5).
 */
import type { History } from '@/sandbox/people/history'
import { isoDay } from '@/sandbox/people/numbers/calendar'
import type { Stream } from '@/sandbox/people/numbers/hash'
import { AT_HOME, PLACES_OF_SERVICE } from '@/sandbox/people/pools/practice'
import { EQUIPMENT, OFFICE, OUTPATIENT } from '@/sandbox/people/pools/services'
import type { Service } from '@/sandbox/people/pools/services'
import { blankLine, revenueCode, totalLine } from './blank-line'
import type { Line } from './claim'
import { drawInstitutional } from './draw-institutional-lines'
import { afterCut, drawLineMoney, partBBudget, sumOf } from './money'
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
  if (kind === 'dme')
    return drawProfessional(draw, { history, sketch, wishes }, EQUIPMENT, draw.chance(0.85) ? 1 : draw.between(2, 3))
  if (kind === 'outpatient') return drawOutpatient(draw, { history, sketch, wishes })
  return kind === 'pde' ? [] : drawInstitutional(draw, history, sketch)
}

interface Setting {
  readonly history: History
  readonly sketch: Sketch
  readonly wishes: LineWishes
}

function officeLines(draw: Stream): number {
  return draw.between(
    ...draw.weighted<[number, number]>([
      [59, [1, 1]],
      [18, [2, 2]],
      [5, [3, 3]],
      [8, [5, 6]],
      [10, [8, 11]],
    ]),
  )
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
    const rule = {
      day: sketch.startDay,
      denied: isDenied,
      preventive: service.preventive,
      otherPayer: wishes.otherPayer,
    }
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
  const count = draw.between(
    ...draw.weighted<[number, number]>([
      [50, [1, 1]],
      [35, [2, 3]],
      [15, [4, 10]],
    ]),
  )
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

/** What Medicare pays for the lines of a Part B claim, with a blood share taken off the whole. */
export function paidFor(lines: readonly Line[], blood: number, day: number): number {
  const share = sumOf(lines, ({ money }) => money.allowed - money.deductible - money.coinsurance - money.primaryPaid)
  return blood === 0 ? sumOf(lines, line => line.money.paid) : afterCut(share - blood, day)
}
