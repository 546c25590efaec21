/**
 * Revenue lines of stays, home health and hospice: a charge each, services where the rules ask for one.
 */
import type { History } from '@/sandbox/people/history'
import { isoDay } from '@/sandbox/people/numbers/calendar'
import type { Stream } from '@/sandbox/people/numbers/hash'
import { ROOMS, STAY_LINES } from '@/sandbox/people/pools/institutions'
import { RESERVED } from '@/sandbox/people/reserved'
import { blankLine, revenueCode, totalLine } from './blank-line'
import type { Line } from './claim'
import { NOTHING, sumOf } from './money'
import type { Sketch } from './sketch'

/** The lines of an institutional claim outside the clinics, the total last. */
export function drawInstitutional(draw: Stream, history: History, sketch: Sketch): readonly Line[] {
  const codes = revenueCodes(draw, history, sketch)
  const days = Math.max(1, sketch.endDay - sketch.startDay)
  const billed = billedFor(draw, sketch, days)
  const parts = codes.map((_, index) => (index === 0 ? 2.5 : 0.3) + draw.fraction())
  const whole = sumOf(parts, part => part)
  const dated = sketch.kind === 'hha' || sketch.kind === 'hospice'
  const lines = codes.map((code, index): Line => {
    const amount = Math.round((billed * (parts[index] ?? 0)) / whole)
    return {
      ...blankLine(index + 1, { ...NOTHING, billed: amount }),
      service: serviceFor(draw, sketch, code),
      revenue: revenueCode(code),
      quantity: code.startsWith('01') || code === '0651' ? days : draw.between(1, 9),
      on: dated ? { start: isoDay(sketch.startDay), end: isoDay(sketch.startDay) } : null,
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
