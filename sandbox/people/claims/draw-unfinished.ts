/**
 * Claims still in the payment systems (version 3 only): each is the earlier state of a claim of the loaded set, or a
 * new one of the last weeks that has no finished counterpart yet.
 */
import type { History } from '@/sandbox/people/history'
import { dayOf, isoDay } from '@/sandbox/people/numbers/calendar'
import { hash } from '@/sandbox/people/numbers/hash'
import { SLOTS_PER_PERSON, controlNumber } from '@/sandbox/people/numbers/ids'
import { KINDS } from '@/sandbox/people/numbers/kinds'
import type { Claim, Line } from './claim'
import { drawClaim } from './draw-claim'

/** The slot of unfinished claim number `index`: counted down from the last number a person has. */
export function unfinishedSlot(index: number): number {
  return SLOTS_PER_PERSON - 1 - index
}

/** Unfinished claim number `index`, 0 up to history.unfinished. It is never a drug event. */
export function drawUnfinished(history: History, index: number): Claim {
  const claim = drawClaim(history, finishedCounterpart(history, index))
  const slot = unfinishedSlot(index)
  // Every other one carries the control number of the finished claim beside it: a reader must show one of the two.
  if (index % 2 === 0) return { ...claim, slot }
  return movedTo(claim, history.lastDay - (hash(history.n, 28, index) % 30), {
    slot,
    controlNumber: controlNumber(history.n, slot),
  })
}

function finishedCounterpart(history: History, index: number): number {
  const { counts, order, held, n } = history
  let at = hash(n, 32, index) % Math.max(1, held - counts.pde)
  for (const kind of KINDS) {
    if (kind === 'pde') continue
    if (at < counts[kind]) return order.slotOf(kind, at)
    at -= counts[kind]
  }
  throw new RangeError('This person has drug events only')
}

function movedTo(claim: Claim, endDay: number, changes: Pick<Claim, 'slot' | 'controlNumber'>): Claim {
  const by = endDay - dayOf(claim.endOn)
  const moved = (iso: string) => isoDay(dayOf(iso) + by)
  const lines = claim.lines.map((line): Line =>
    line.on === null ? line : { ...line, on: { start: moved(line.on.start), end: moved(line.on.end) } },
  )
  const procedures = claim.procedures.map(it => ({ ...it, on: moved(it.on) }))
  return { ...claim, ...changes, startOn: moved(claim.startOn), endOn: moved(claim.endOn), lines, procedures }
}
