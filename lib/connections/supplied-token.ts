// A token that somebody else got, for calls with a user's context (contract 2.1: the CIAM system): used as it is. We cannot
// renew it, so a refusal is final until the settings hold another.
import 'server-only'
import type { Secret } from '@/lib/secret'
import type { Clock } from './clock'
import { Refused } from './errors'
import { type Held, hold, momentOf } from './held'
import type { TokenSource } from './token-client'

/** Nobody told us when it ends; its own system will. */
const unknownLifeMs = 24 * 60 * 60_000

export function suppliedSource(token: Secret, clock: Clock): TokenSource {
  const held: Held = hold({ token, lifetimeMs: unknownLifeMs }, momentOf(clock), 0)
  let closed = false
  return {
    take: async () => {
      if (closed) throw new Refused('change-healthcare', 'closed')
      return held
    },
    drop: () => undefined,
    current: () => null,
    failure: () => null,
    credential: () => null,
    close: () => {
      closed = true
    },
  }
}
