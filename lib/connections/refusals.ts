// Remembers for a while that a token was refused when it was brand-new: then the address refuses us, not the token, and one
// more would be refused as well. Without it, a job that keeps asking such an address would use up the token requests that
// all others need.
import 'server-only'
import type { Clock } from './clock'
import type { Held } from './held'

export interface Refusals {
  noteRefusedWhenNew(held: Held): void
  wasRefusedWhenNew(held: Held): boolean
}

/** As long as refused credentials are left alone at first. */
const rememberedMs = 30_000

export function createRefusals(clock: Clock): Refusals {
  let last: { held: Held; untilMonoMs: number } | null = null
  return {
    noteRefusedWhenNew: (held) => {
      last = { held, untilMonoMs: clock.monoMs() + rememberedMs }
    },
    wasRefusedWhenNew: (held) => last?.held === held && clock.monoMs() < last.untilMonoMs,
  }
}
