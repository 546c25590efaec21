/**
 * What a person came for: mostly conditions they keep, now and then something new (claims-data.md 5.5).
 */
import type { History } from '@/sandbox/people/history'
import { DAY_MS } from '@/sandbox/people/numbers/calendar'
import { createStream, hash } from '@/sandbox/people/numbers/hash'
import type { Stream } from '@/sandbox/people/numbers/hash'
import type { Kind } from '@/sandbox/people/numbers/kinds'
import { ACUTE, BEFORE_2015, CHRONIC, EXTERNAL, MENS, SUBSTANCE_USE, WOMENS } from '@/sandbox/people/pools/diagnoses'
import type { DiagnosisEntry } from '@/sandbox/people/pools/diagnoses'
import { RESERVED } from '@/sandbox/people/reserved'
import type { Diagnosis } from './claim'

const TENTH_REVISION = Date.UTC(2015, 9, 1) / DAY_MS
/** Entries after the first that carry no words, so that eight in a hundred of all do. */
const WITHOUT_TEXT = 0.12

const NUMBERS: Readonly<Record<Kind, readonly [number, number]>> = {
  carrier: [1, 5],
  dme: [1, 3],
  hha: [3, 6],
  hospice: [2, 8],
  inpatient: [4, 12],
  outpatient: [1, 9],
  pde: [0, 0],
  snf: [3, 9],
}

/** Whether person n is treated for substance use; only their claims can ever be withheld. */
export function isTreatedForSubstanceUse(n: number): boolean {
  return n === RESERVED.substanceUse || hash(n, 17, 0) % 25 === 0
}

/** The diagnoses of one claim that ended on `day`; `twoPrincipals` is a fault that real claims have. */
export function drawDiagnoses(
  draw: Stream,
  history: History,
  claim: { readonly kind: Kind; readonly day: number; readonly twoPrincipals: boolean },
): readonly Diagnosis[] {
  const { kind, day } = claim
  if (kind === 'pde') return []
  const [low, high] = NUMBERS[kind]
  const few =
    kind === 'outpatient' || kind === 'carrier' ? draw.between(low, draw.between(low, high)) : draw.between(low, high)
  const entries = drawEntries(draw, history, { day, count: Math.max(few, claim.twoPrincipals ? 2 : 1) })
  const icd = day < TENTH_REVISION ? 9 : 10
  const first = entries.map((entry, index) => toDiagnosis(draw, kind, { entry, index, icd }))
  const doubled = first.map((it, index) =>
    index === 1 && claim.twoPrincipals ? { ...it, role: 'principal' as const } : it,
  )
  return kind === 'inpatient' ? [admitting(doubled), ...doubled] : withCause(draw, { kind, icd }, doubled)
}

function drawEntries(
  draw: Stream,
  history: History,
  want: { readonly day: number; readonly count: number },
): readonly DiagnosisEntry[] {
  const old = want.day < TENTH_REVISION
  const kept = old ? keptBy(history).then : keptBy(history).now
  const fresh = old ? BEFORE_2015 : freshFor(history)
  const found = new Map<string, DiagnosisEntry>()
  for (let tries = 0; found.size < want.count && tries < want.count * 3; tries++) {
    const entry = draw.pick(draw.chance(0.7) ? kept : fresh)
    found.set(entry.code, entry)
  }
  return [...found.values()]
}

/** The three to eight conditions a person keeps, in each revision; drawn once for a history. */
function keptBy(history: History): {
  readonly now: readonly DiagnosisEntry[]
  readonly then: readonly DiagnosisEntry[]
} {
  const known = KEPT.get(history) ?? { now: drawKept(history.n), then: drawKeptBefore2015(history.n) }
  KEPT.set(history, known)
  return known
}
const KEPT = new WeakMap<History, ReturnType<typeof keptBy>>()

function drawKept(n: number): readonly DiagnosisEntry[] {
  const draw = createStream(hash(n, 10, 0))
  const kept = Array.from({ length: draw.between(3, 8) }, () => draw.pick(CHRONIC))
  return isTreatedForSubstanceUse(n) ? [...kept, draw.pick(SUBSTANCE_USE)] : kept
}

function drawKeptBefore2015(n: number): readonly DiagnosisEntry[] {
  const draw = createStream(hash(n, 10, 1))
  return Array.from({ length: draw.between(3, 6) }, () => draw.pick(BEFORE_2015))
}

function freshFor(history: History): readonly DiagnosisEntry[] {
  return history.person.sex === 'female' ? FRESH_FOR_WOMEN : FRESH_FOR_MEN
}
const FRESH_FOR_WOMEN = [...ACUTE, ...WOMENS]
const FRESH_FOR_MEN = [...ACUTE, ...MENS]

function toDiagnosis(
  draw: Stream,
  kind: Kind,
  at: { readonly entry: DiagnosisEntry; readonly index: number; readonly icd: 9 | 10 },
): Diagnosis {
  const silent = at.index > 0 && draw.chance(WITHOUT_TEXT)
  const professional = kind === 'carrier' || kind === 'hha' || kind === 'dme'
  return {
    code: at.entry.code,
    text: silent ? null : quoted(draw, at.entry.text),
    icd: at.icd,
    role: at.index === 0 ? 'principal' : professional ? 'secondary' : 'other',
    onAdmission: kind === 'inpatient' ? (draw.chance(0.8) ? 'Y' : 'N') : null,
  }
}

/** Words with a comma sometimes come wrapped in quotation marks. */
function quoted(draw: Stream, text: string): string {
  return text.includes(',') && draw.chance(0.1) ? `"${text}"` : text
}

function admitting(diagnoses: readonly Diagnosis[]): Diagnosis {
  const first = diagnoses[0] ?? { code: null, text: null, icd: 10 as const }
  return { code: first.code, text: first.text, icd: first.icd, role: 'admitting', onAdmission: null }
}

function withCause(
  draw: Stream,
  claim: { readonly kind: Kind; readonly icd: 9 | 10 },
  diagnoses: readonly Diagnosis[],
): readonly Diagnosis[] {
  const { kind, icd } = claim
  const causes = kind === 'outpatient' || kind === 'snf' || kind === 'hospice'
  if (!causes || icd === 9 || !draw.chance(0.15)) return diagnoses
  const { code, text } = draw.pick(EXTERNAL)
  const reason: readonly Diagnosis[] =
    kind === 'outpatient' ? diagnoses.slice(0, 1).map(it => ({ ...it, role: 'reason' })) : []
  return [...diagnoses, { code, text, icd, role: 'external', onAdmission: null }, ...reason]
}
