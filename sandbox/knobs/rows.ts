// Short ways to write a table of knobs.
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import type { FaultAction, FaultMatch } from '@/sandbox/faults/fault'
import type { Knob, KnobArea, KnobValue } from './knobs'

/** The calls that fetch health data. */
export const dataCalls: FaultMatch = { route: ['patient', 'coverage', 'claims', 'claim', 'userinfo'] }

type Action = FaultAction | ((nowMs: number, value?: KnobValue) => FaultAction)

interface More {
  /** Where it aims, unless where the table aims. */
  readonly match?: FaultMatch
  /** What its value means. */
  readonly takes?: string
}

export type Row = readonly [name: string, title: string, action: Action, more?: More]

/** Knobs that lay faults, one a row; `aim` is where a row without its own aim aims. */
export function faultKnobs(area: KnobArea, aim: FaultMatch, rows: readonly Row[]): readonly Knob[] {
  return rows.map(([name, title, action, { match = aim, takes } = {}]) => ({
    name,
    area,
    title,
    ...(takes && { takes }),
    effect: {
      fault: (nowMs, value) => ({ match, action: typeof action === 'function' ? action(nowMs, value) : action }),
    },
  }))
}

/** A knob that switches how the authorization server does things. */
export function behaves(area: KnobArea, name: string, title: string, behave: Partial<Behaviour>): Knob {
  return { name, area, title, effect: { behave: () => behave } }
}

/** Knobs of that kind, one a row. */
export function switches(
  area: KnobArea,
  rows: readonly (readonly [name: string, title: string, behave: Partial<Behaviour>])[],
): readonly Knob[] {
  return rows.map(([name, title, behave]) => behaves(area, name, title, behave))
}

interface Count {
  readonly name: string
  readonly title: string
  /** What its number means and, behind the last comma, what it is unless it is said. */
  readonly takes: string
  readonly behave: (value: number) => Partial<Behaviour>
}

/** A knob of that kind that takes a number. */
export function counts(area: KnobArea, { name, title, takes, behave }: Count): Knob {
  const otherwise = Number(takes.split(', ').at(-1))
  return { name, area, title, takes, effect: { behave: value => behave(numberOr(value, otherwise)) } }
}

/** The value as a number, or what it is unless it is said. */
export function numberOr(value: KnobValue | undefined, otherwise: number): number {
  const number = Number(value ?? otherwise)
  return Number.isFinite(number) && number >= 0 ? number : otherwise
}
