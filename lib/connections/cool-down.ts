// Credentials that were refused are not tried again for a while: 30 s, then twice as long each time up to a quarter of an
// hour (contract 5.2 rule 6). Other credentials are free at once.
import 'server-only'
import type { Clock } from './clock'
import type { ConnectionFailure } from './errors'
import type { MakeFailure } from './token-trouble'

export interface CoolDown {
  /** The failure to repeat without asking; null when these credentials may be tried. */
  refusal(fingerprint: string): ConnectionFailure | null
  refused(fingerprint: string, why: MakeFailure): void
}

const firstMs = 30_000
const longestMs = 15 * 60_000

export function createCoolDown(clock: Clock): CoolDown {
  let last: { fingerprint: string; why: MakeFailure; untilMonoMs: number; lengthMs: number } | null = null
  return {
    refusal: (fingerprint) => {
      const leftMs = last?.fingerprint === fingerprint ? last.untilMonoMs - clock.monoMs() : 0
      return last && leftMs > 0 ? last.why(leftMs) : null
    },
    refused: (fingerprint, why) => {
      const lengthMs = last?.fingerprint === fingerprint ? Math.min(last.lengthMs * 2, longestMs) : firstMs
      last = { fingerprint, why, lengthMs, untilMonoMs: clock.monoMs() + lengthMs }
    },
  }
}
