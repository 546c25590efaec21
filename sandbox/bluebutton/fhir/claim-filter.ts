/**
 * Which claims of a generated person a search returns and in what order, decided from sketches: no claim is made
 * to leave it out.
 */
import { listedClaims } from '@/sandbox/people/claims/sketch'
import type { Sketch } from '@/sandbox/people/claims/sketch'
import type { History } from '@/sandbox/people/history'
import { DAY_MS } from '@/sandbox/people/numbers/calendar'
import { lateAnchor } from '@/sandbox/people/numbers/ids'
import { ALWAYS, isWithin } from './parameters'
import type { Search } from './parameters'

/** What a sketch must satisfy, or null when every claim does. */
export function filterOf(search: Search): ((sketch: Sketch) => boolean) | null {
  const { types, serviceDate, lastUpdated } = search
  if (types === null && serviceDate === ALWAYS && lastUpdated === ALWAYS) return null
  return sketch =>
    (types === null || types.has(sketch.kind)) &&
    isWithin(sketch.endDay * DAY_MS, serviceDate) &&
    isWithin(sketch.updatedMs, lastUpdated)
}

/** Slots in the order of their version 2 numbers as text: a late claim follows the one whose number it extends. */
export function slotsInTextOrder(history: History): readonly number[] {
  const { n, held } = history
  const slots = Array.from({ length: held }, (_, slot) => slot)
  if (history.lateWeeks.length === 0) return slots
  const late = history.lateWeeks.map((_, index) => ({ slot: held + index, after: lateAnchor(n, index, held) }))
  return slots.flatMap(slot => [slot, ...late.filter(it => it.after === slot).map(it => it.slot)])
}

/** Slots in the order of their version 3 numbers, the most negative first. */
export function slotsDescending(history: History): readonly number[] {
  const count = listedClaims(history)
  return Array.from({ length: count }, (_, index) => count - 1 - index)
}
