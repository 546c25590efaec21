// The two clocks of a machine and the act of waiting, so that tests can hold them (contract 5.2 rule 14).
import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'

export interface Clock {
  /** ms since 1970; may be set to anything by anybody. */
  wallMs(): number
  /** ms since some moment; never goes back, and stands still while the machine sleeps. */
  monoMs(): number
  /** Rejects when the signal ends. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export const machineClock: Clock = {
  wallMs: () => Date.now(),
  monoMs: () => performance.now(),
  wait: (ms, signal) => pause(ms, undefined, { signal }),
}
