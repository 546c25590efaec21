// When the next token request may be sent: not before the system's own wish, not before our backoff, and at most twenty in
// five minutes, as BCDA counts a hundred for a whole organization (contract 5.2 rules 6 and 7).
import 'server-only'
import type { Clock } from './clock'
import type { MakeFailure } from './token-trouble'

export interface Pace {
  /** How long until the next request may go; 0 when at once. `why` makes the failure of the last request, or is null when it is our own budget. */
  waitMs(): { readonly ms: number; readonly why: MakeFailure | null }
  /** One request goes now. */
  spend(): void
  /** Nothing for so long, because of this failure. */
  pushBack(ms: number, why: MakeFailure): void
  clear(): void
}

const usualBudget = { requests: 20, windowMs: 5 * 60_000 }

export function createPace(clock: Clock, budget = usualBudget): Pace {
  let sentAtMonoMs: readonly number[] = []
  let blocked: { untilMonoMs: number; why: MakeFailure } | null = null
  const budgetWaitMs = () => {
    const nowMs = clock.monoMs()
    sentAtMonoMs = sentAtMonoMs.filter((atMs) => nowMs - atMs < budget.windowMs)
    const first = sentAtMonoMs[sentAtMonoMs.length - budget.requests]
    return first === undefined ? 0 : first + budget.windowMs - nowMs
  }
  return {
    waitMs: () => {
      const blockedMs = blocked ? Math.max(0, blocked.untilMonoMs - clock.monoMs()) : 0
      const ownMs = budgetWaitMs()
      return ownMs > blockedMs ? { ms: ownMs, why: null } : { ms: blockedMs, why: blocked?.why ?? null }
    },
    spend: () => {
      sentAtMonoMs = [...sentAtMonoMs, clock.monoMs()]
    },
    pushBack: (ms, why) => {
      blocked = { untilMonoMs: clock.monoMs() + ms, why }
    },
    clear: () => {
      blocked = null
    },
  }
}
