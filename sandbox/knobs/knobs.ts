// The misbehaviours that have a name (quality D), so that a test or a developer asks for one by saying it. What each
// does stands in the tables beside this file; faults and switches can do more than is named here.
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import type { Clock } from '@/sandbox/clock'
import type { Faults } from '@/sandbox/faults/faults'
import type { FaultMatch, FaultWish } from '@/sandbox/faults/fault'
import { authorizeKnobs } from './authorize'
import { refreshKnobs } from './refresh'
import { revokeKnobs } from './revoke'
import { statusKnobs } from './status'
import { timeKnobs } from './time'
import { tokenKnobs } from './token'
import { transportKnobs } from './transport'

export const knobAreas = ['transport', 'status', 'authorize', 'token', 'refresh', 'revoke', 'tokens over time', 'rate'] as const
export type KnobArea = (typeof knobAreas)[number]

/** What a knob does: it lays a fault, switches a behaviour, or moves the clock. `nowMs` is the machine's time. */
export type Effect =
  | { readonly fault: (nowMs: number) => FaultWish }
  | { readonly behave: Partial<Behaviour> }
  | { readonly advanceMs: number }

export interface Knob {
  readonly name: string
  readonly area: KnobArea
  readonly title: string
  readonly effect: Effect
}

/** For whom, and how often, a knob is turned. */
export interface KnobScope {
  readonly clientId?: string
  /** Fires so often, then sleeps; faults only. */
  readonly times?: number
  /** By the sandbox's clock. */
  readonly ttlMs?: number
  /** Aims a fault elsewhere than it is aimed by itself. */
  readonly match?: FaultMatch
}

export const knobs: readonly Knob[] = [
  ...transportKnobs,
  ...statusKnobs,
  ...authorizeKnobs,
  ...tokenKnobs,
  ...refreshKnobs,
  ...revokeKnobs,
  ...timeKnobs,
]

interface Reach {
  readonly faults: Faults
  readonly clock: Clock
  readonly behave: (change: Partial<Behaviour>, scope: { clientId?: string; ttlMs?: number }) => void
}

/** Turns a knob on; answers false when there is none of this name. */
export function turnKnob(name: string, scope: KnobScope, { faults, clock, behave }: Reach): boolean {
  const knob = knobs.find(candidate => candidate.name === name)
  if (!knob) return false
  const { clientId, times, ttlMs, match } = scope
  const { effect } = knob
  if ('advanceMs' in effect) clock.advance(effect.advanceMs)
  else if ('behave' in effect) behave(effect.behave, { ...(clientId && { clientId }), ...(ttlMs !== undefined && { ttlMs }) })
  else {
    const wish = effect.fault(Date.now())
    faults.add({
      ...wish,
      id: clientId ? `${name} for ${clientId}` : name,
      match: { ...(match ?? wish.match), ...(clientId && { clientId }) },
      ...(times !== undefined && { times }),
      ...(ttlMs !== undefined && { ttlMs }),
    })
  }
  return true
}
