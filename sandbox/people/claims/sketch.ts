/**
 * The little that a filter needs to know of a claim: kind, dates, when it was last touched. Cheap enough to ask of
 * all claims of a person; making the claim itself is left to the page it is on.
 */
import type { History } from '@/sandbox/people/history'
import { DAY_MS, WEEK_MS, firstOfMonth, lastOfMonth } from '@/sandbox/people/numbers/calendar'
import { createStream, hash } from '@/sandbox/people/numbers/hash'
import type { Stream } from '@/sandbox/people/numbers/hash'
import type { Kind } from '@/sandbox/people/numbers/kinds'
import type { State } from './claim'

export interface Sketch {
  readonly slot: number
  readonly kind: Kind
  /** Which of its kind it is. */
  readonly index: number
  /** Position in time among the loaded set; null for a claim that came later. */
  readonly rank: number | null
  readonly startDay: number
  readonly endDay: number
  readonly updatedMs: number
  readonly state: State
  /** The slot of the fill that this one corrects. */
  readonly corrects: number | null
}

/** How many claims can be listed at the clock's time: the loaded set and what came since. */
export function listedClaims(history: History): number {
  return history.held + history.lateWeeks.length
}

/** The sketch of the claim in a slot, 0 up to listedClaims. */
export function sketchOf(history: History, slot: number): Sketch {
  return slot < history.held ? sketchHeld(history, slot) : sketchLate(history, slot)
}

function sketchHeld(history: History, slot: number): Sketch {
  const { order, n } = history
  const { kind, index } = order.kindAt(slot)
  if (kind === 'pde' && isCorrection(history, index)) {
    const original = sketchHeld(history, order.slotOf('pde', index - 1))
    const updatedMs = touched(history, original.endDay + 20, slot)
    return { ...original, slot, index, updatedMs, state: 'corrected', corrects: original.slot }
  }
  const rank = order.rankOf(slot)
  const draw = createStream(hash(n, 13, slot))
  const spread = (history.lastDay - history.firstDay) / order.total
  const day = history.firstDay + Math.floor((rank + draw.fraction()) * spread)
  const { startDay, endDay } = spanOf(kind, history.monthly ? firstOfMonth(day) : day, draw, history.lastDay)
  const updatedMs = touched(history, startDay, slot)
  return { slot, kind, index, rank, startDay, endDay, updatedMs, state: stateOf(history, slot), corrects: null }
}

/** A claim of one to two weeks back that came with a weekly load. */
function sketchLate(history: History, slot: number): Sketch {
  const late = slot - history.held
  const week = history.lateWeeks[late] ?? 0
  const updatedMs = history.loadedMs + week * WEEK_MS
  const draw = createStream(hash(history.n, 22, late))
  const kinds = (['carrier', 'outpatient', 'pde'] as const).filter(kind => history.counts[kind] > 0)
  const kind = kinds.length === 0 ? 'carrier' : draw.pick(kinds)
  const day = updatedMs / DAY_MS - draw.between(8, 14)
  const same = { slot, index: 0, rank: null, startDay: day, endDay: day, updatedMs }
  return { ...same, kind, state: 'original', corrects: null }
}

/** One fill in fifty corrects the one before it; both stay listed. */
function isCorrection(history: History, index: number): boolean {
  const marked = (at: number) => hash(history.n, 30, at) % 50 === 0
  return index > 0 && marked(index) && !marked(index - 1)
}

function stateOf(history: History, slot: number): State {
  const share = history.everyTrap ? 6 : 100
  return hash(history.n, 31, slot) % share === 0 ? 'void' : 'original'
}

/** Stable whatever the clock says, and never after the loading of the set. */
function touched(history: History, day: number, slot: number): number {
  const at = (day + (hash(history.n, 14, slot) % 40)) * DAY_MS + (hash(history.n, 16, slot) % DAY_MS)
  return Math.min(at, history.loadedMs - 1_000)
}

interface Span {
  readonly startDay: number
  readonly endDay: number
}

function spanOf(kind: Kind, day: number, draw: Stream, lastDay: number): Span {
  if (kind === 'hospice') {
    const endDay = Math.min(lastOfMonth(day), lastDay)
    return { startDay: Math.min(firstOfMonth(day), endDay), endDay }
  }
  const startDay = Math.min(day, lastDay)
  return { startDay, endDay: Math.min(startDay + lengthOf(kind, draw), lastDay) }
}

function lengthOf(kind: Kind, draw: Stream): number {
  if (kind === 'dme') return draw.chance(0.5) ? 29 : 0
  if (kind === 'outpatient') return draw.chance(0.3) ? draw.between(1, 30) : 0
  if (kind === 'inpatient') return Math.min(60, 1 + Math.floor(Math.log(1 - draw.fraction()) / Math.log(1 - 0.18)))
  if (kind === 'snf') return draw.between(5, 40)
  return kind === 'hha' ? 29 : 0
}
