// Short ways to write a table of knobs.
import type { FaultAction, FaultMatch } from '@/sandbox/faults/fault'
import type { Knob, KnobArea } from './knobs'

/** The calls that fetch health data. */
export const dataCalls: FaultMatch = { route: ['patient', 'coverage', 'claims', 'claim', 'userinfo'] }

type Row = readonly [name: string, title: string, action: FaultAction | ((nowMs: number) => FaultAction), match?: FaultMatch]

/** Knobs that lay faults, one a row; `aim` is where a row without its own aim aims. */
export function faultKnobs(area: KnobArea, aim: FaultMatch, rows: readonly Row[]): readonly Knob[] {
  return rows.map(([name, title, action, match]) => ({
    name,
    area,
    title,
    effect: {
      fault: nowMs => ({ match: match ?? aim, action: typeof action === 'function' ? action(nowMs) : action }),
    },
  }))
}
