/**
 * The claim in a slot of a person's history. It depends on (n, slot) and the load alone: no other claim is made
 * for it, and asking twice gives the same claim (claims-data.md 5.3 to 5.6).
 */
import type { History } from '@/sandbox/people/history'
import { DAY_MS, isoDay } from '@/sandbox/people/numbers/calendar'
import { createStream, hash } from '@/sandbox/people/numbers/hash'
import type { Stream } from '@/sandbox/people/numbers/hash'
import { controlNumber } from '@/sandbox/people/numbers/ids'
import type { Kind } from '@/sandbox/people/numbers/kinds'
import { SUBSTANCE_USE } from '@/sandbox/people/pools/diagnoses'
import { SUBSTANCE_USE_DRUG, DRUGS } from '@/sandbox/people/pools/drugs'
import { PROCEDURES, PROCEDURES_BEFORE_2015 } from '@/sandbox/people/pools/institutions'
import { CONTRACTORS, SUPPLIER } from '@/sandbox/people/pools/practice'
import { RESERVED } from '@/sandbox/people/reserved'
import type { Claim, ClaimMoney, Diagnosis, Fill, Gaps, Line, Procedure } from './claim'
import { drawDiagnoses } from './draw-diagnoses'
import { drawFill } from './draw-fill'
import { drawLines } from './draw-lines'
import { drawClaimMoney, drawStay } from './draw-stay'
import { bend, roundAll } from './money'
import { doctorAt, organizationAt } from './providers'
import type { OrganizationKind } from './providers'
import { sketchOf } from './sketch'
import type { Sketch } from './sketch'

/** The claim in `slot`, 0 up to listedClaims(history). */
export function drawClaim(history: History, slot: number): Claim {
  const sketch = sketchOf(history, slot)
  if (sketch.corrects === null) return drawFrom(history, sketch)
  return correct(drawFrom(history, sketchOf(history, sketch.corrects)), sketch)
}

function drawFrom(history: History, sketch: Sketch): Claim {
  const { n } = history
  const { kind, slot } = sketch
  const draw = createStream(hash(n, 7, slot))
  const full = n === RESERVED.everything
  const odd = oddities(draw, history)
  const twoPrincipals = odd(0.08)
  const diagnoses = drawDiagnoses(draw, history, { kind, day: sketch.endDay, twoPrincipals })
  const wishes = { denied: odd(0.04), otherPayer: odd(0.03), dateOutside: odd(0.03), diagnoses: diagnoses.length }
  const lines = drawLines(draw, history, sketch, wishes)
  const stay = drawStay(draw, sketch, sketch.state === 'void')
  const money = drawClaimMoney(draw, history, { sketch, lines, stay })
  const fill = kind === 'pde' ? drawFill(draw, history, sketch) : null
  const gaps = drawGaps(draw, kind, odd)
  const people = drawPeople(draw, history, kind)
  const id = identify(history, sketch)
  return bendClaim(history, {
    n,
    slot,
    kind,
    startOn: id.startOn,
    endOn: id.endOn,
    processedOn: id.processedOn,
    updatedMs: sketch.updatedMs,
    controlNumber: controlNumber(n, slot),
    group: id.group,
    state: sketch.state,
    look: history.look,
    full,
    assigned: !odd(0.03),
    managedCare: stay !== null && odd(0.02),
    substanceUse: isSubstanceUse(diagnoses, fill),
    diagnoses: history.everyTrap ? withBlank(diagnoses) : diagnoses,
    procedures: drawProcedures(draw, sketch),
    lines: history.everyTrap ? fromSix(lines) : lines,
    lineShares: draw.chance(0.5),
    money: odd(0.01) ? { ...money, toProvider: -1_000 } : money,
    stay,
    fill,
    doctor: people.doctor,
    referring: people.referring,
    specialty: people.specialty,
    organization: people.organization,
    contractor: draw.pick(CONTRACTORS),
    plan: history.enrollment.drugPlan,
    gaps,
  })
}

/** The chance of each deliberate gap: none for the person with everything, high for the one with every trap. */
function oddities(draw: Stream, history: History): (share: number) => boolean {
  if (history.n === RESERVED.everything) return () => draw.chance(0)
  return share => draw.chance(history.everyTrap ? 0.4 : share)
}

function identify(history: History, sketch: Sketch) {
  const processed = sketch.endDay + 7 + (hash(history.n, 26, sketch.slot) % 22)
  return {
    startOn: isoDay(sketch.startDay),
    endOn: isoDay(sketch.endDay),
    processedOn: isoDay(Math.min(processed, Math.floor(Math.max(history.loadedMs, sketch.updatedMs) / DAY_MS))),
    group: history.monthly
      ? 44_000_000_000 + history.n
      : 1_632_000_000 + (hash(history.n, 27, sketch.slot) % 1_000_000),
  }
}

/** The same fill once more with another price; it keeps the control number of the one it corrects. */
function correct(original: Claim, sketch: Sketch): Claim {
  const { fill } = original
  if (fill === null) return original
  const plan = Math.round(fill.money.plan * 0.9)
  const cost = fill.money.cost - fill.money.plan + plan
  const money = { ...fill.money, plan, cost, above: Math.min(fill.money.above, cost) }
  return {
    ...original,
    slot: sketch.slot,
    updatedMs: sketch.updatedMs,
    state: 'corrected',
    fill: { ...fill, money: { ...money, below: cost - money.above } },
  }
}

/** Seven times in ten somebody the person has seen before. */
function drawPeople(draw: Stream, history: History, kind: Kind) {
  const [first, most] = draw.chance(0.7) ? ([0, 4] as const) : ([1_000, 101_000] as const)
  const doctor = doctorAt(hash(history.n, 50, draw.between(first, most)))
  const referring = doctorAt(hash(history.n, 51, draw.between(first, most)))
  const place = hash(history.n, 52, draw.between(first, most))
  return {
    doctor,
    referring,
    specialty: kind === 'dme' ? SUPPLIER : doctor.specialty,
    organization: organizationAt(PLACES_BY_KIND[kind], kind === 'carrier' ? doctor.group : place),
  }
}

const PLACES_BY_KIND: Readonly<Record<Kind, OrganizationKind>> = {
  carrier: 'group',
  dme: 'supplier',
  hha: 'home',
  hospice: 'hospice',
  inpatient: 'hospital',
  outpatient: 'clinic',
  pde: 'pharmacy',
  snf: 'nursing',
}

function drawGaps(draw: Stream, kind: Kind, odd: (share: number) => boolean): Gaps {
  return {
    noProviderV2: kind === 'carrier' && odd(0.1),
    noProviderV3: odd(0.05),
    // Nameless with every unknown provider as well: together 55 of a hundred doctors' claims.
    noNameV2: odd(kind === 'carrier' ? 0.5 : 0.9),
    emptyReferrer: draw.chance(0.2),
  }
}

function drawProcedures(draw: Stream, sketch: Sketch): readonly Procedure[] {
  const count =
    sketch.kind === 'inpatient' ? draw.between(0, 4) : sketch.kind === 'outpatient' && draw.chance(0.1) ? 1 : 0
  const icd = isoDay(sketch.endDay) < '2015-10-01' ? 9 : 10
  return Array.from({ length: count }, () => {
    const { code, text } = draw.pick(icd === 10 ? PROCEDURES : PROCEDURES_BEFORE_2015)
    return { code, text, icd, on: isoDay(draw.between(sketch.startDay, sketch.endDay)) }
  })
}

const WITHHELD_CODES = new Set(SUBSTANCE_USE.map(entry => entry.code))
const WITHHELD_DRUGS = new Set(DRUGS.filter(drug => drug.name.startsWith(SUBSTANCE_USE_DRUG)).map(drug => drug.ndc))

function isSubstanceUse(diagnoses: readonly Diagnosis[], fill: Fill | null): boolean {
  return (
    diagnoses.some(it => it.code !== null && WITHHELD_CODES.has(it.code)) ||
    (fill !== null && WITHHELD_DRUGS.has(fill.ndc))
  )
}

function withBlank(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  if (diagnoses.length === 0) return diagnoses
  return [...diagnoses, { code: null, text: null, icd: 10, role: 'other', onAdmission: null }]
}

/** Sequences are keys, not positions: one person's lines begin at six. */
function fromSix(lines: readonly Line[]): readonly Line[] {
  return lines.map(line => ({ ...line, sequence: line.sequence + 5 }))
}

function bendClaim(history: History, claim: Claim): Claim {
  const look = history.everyTrap && claim.slot % 2 === 0 ? 'mirrored' : claim.look
  if (look === 'consistent') return claim
  const lines = claim.lines.map(line => ({ ...line, money: bend(line.money, look) }))
  return { ...claim, look, lines, money: bendMoney(claim, look), fill: bendFill(claim.fill, look) }
}

/** The older sets also claim that as much was approved as was paid. */
function bendMoney(claim: Claim, look: Claim['look']): ClaimMoney {
  const money = bend(claim.money, look)
  return look === 'mirrored' ? { ...money, allowed: money.paid } : money
}

function bendFill(fill: Fill | null, look: Claim['look']): Fill | null {
  return fill === null || look !== 'rounded' ? fill : { ...fill, money: roundAll(fill.money) }
}
