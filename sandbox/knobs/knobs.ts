// The misbehaviours that have a name (quality D), so that a test or a developer asks for one by saying it. What each
// does stands in the tables beside this file; faults and switches can do more than is named here.
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import type { Clock } from '@/sandbox/clock'
import type { Faults } from '@/sandbox/faults/faults'
import type { Deed, FaultMatch, FaultWish } from '@/sandbox/faults/fault'
import type { DoorKind } from '@/sandbox/doors/doors'
import { authorizeKnobs } from './authorize'
import { bcdaKnobs } from './bcda'
import { contentKnobs } from './content'
import { doorKnobs } from './doors'
import { organizationKnobs } from './organizations'
import { refreshKnobs } from './refresh'
import { revokeKnobs } from './revoke'
import { statusKnobs } from './status'
import { timeKnobs } from './time'
import { tokenKnobs } from './token'
import { transportKnobs } from './transport'

export const knobAreas = [
  'transport',
  'address',
  'status',
  'authorize',
  'token',
  'refresh',
  'revoke',
  'tokens over time',
  'rate',
  'pages of claims',
  'claims and people',
  'organizations',
  'bulk exports',
] as const
export type KnobArea = (typeof knobAreas)[number]

/** The number, path or address that some knobs can be told. */
export type KnobValue = number | string

/**
 * What a knob does: it lays a fault, switches a behaviour, moves the clock, ends access, or opens a further address.
 * `nowMs` is the machine's time.
 */
export type Effect =
  | { readonly fault: (nowMs: number, value?: KnobValue) => FaultWish }
  | { readonly behave: (value?: KnobValue) => Partial<Behaviour> }
  | { readonly advanceMs: number }
  | { readonly deed: Deed }
  | { readonly door: DoorKind }

export interface Knob {
  readonly name: string
  readonly area: KnobArea
  /** One plain sentence. */
  readonly title: string
  /** What `value` means here, with what it is unless it is said; absent where a value changes nothing. */
  readonly takes?: string
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
  /** For the knobs that take one. */
  readonly value?: KnobValue
}

export const knobs: readonly Knob[] = [
  ...transportKnobs,
  ...doorKnobs,
  ...statusKnobs,
  ...authorizeKnobs,
  ...tokenKnobs,
  ...refreshKnobs,
  ...revokeKnobs,
  ...timeKnobs,
  ...contentKnobs,
  ...organizationKnobs,
  ...bcdaKnobs,
]

interface Reach {
  readonly faults: Faults
  readonly clock: Clock
  readonly behave: (change: Partial<Behaviour>, scope: { clientId?: string; ttlMs?: number }) => void
  readonly carryOut: (deed: Deed, whose: { clientId?: string; person?: string }) => void
  readonly openDoor: (kind: DoorKind) => void
}

/** Turns a knob on; answers false when there is none of this name. */
export function turnKnob(name: string, scope: KnobScope, reach: Reach): boolean {
  const knob = knobs.find(candidate => candidate.name === name)
  if (!knob) return false
  const { clientId, ttlMs, match, value } = scope
  const { effect } = knob
  const whose = clientId === undefined ? {} : { clientId }
  if ('advanceMs' in effect) reach.clock.advance(effect.advanceMs)
  else if ('door' in effect) reach.openDoor(effect.door)
  else if ('deed' in effect) reach.carryOut(effect.deed, { ...whose, ...(match?.person && { person: match.person }) })
  else if ('behave' in effect) reach.behave(effect.behave(value), { ...whose, ...(ttlMs !== undefined && { ttlMs }) })
  else reach.faults.add(wishOf(name, effect.fault(Date.now(), value), scope))
  return true
}

/** One fault an app and knob: turning it again replaces it. */
function wishOf(name: string, wish: FaultWish, { clientId, times, ttlMs, match }: KnobScope): FaultWish {
  return {
    ...wish,
    id: clientId ? `${name} for ${clientId}` : name,
    match: { ...(match ?? wish.match), ...(clientId && { clientId }) },
    ...(times !== undefined && { times }),
    ...(ttlMs !== undefined && { ttlMs }),
  }
}
