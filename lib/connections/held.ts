// A token in memory and how long it may be used (contract 5.2 rules 2 and 3). Its age is counted on the clock that never
// goes back, from the moment it was asked for.
import 'server-only'
import type { Secret } from '@/lib/secret'
import type { Clock } from './clock'
import type { Issued } from './dialect'

export interface Held {
  readonly token: Secret
  readonly lifetimeMs: number
  readonly askedAtMonoMs: number
  readonly askedAtWallMs: number
  /** Ages: from the first on a new token is fetched in the background, from the second on everybody waits for it. */
  readonly softMs: number
  readonly hardMs: number
  readonly clocksDisagree: boolean
}

/** A machine that slept shows as a gap between its clocks: the one that never goes back stands still meanwhile. */
const mostDisagreementMs = 60_000

export interface Moment {
  readonly monoMs: number
  readonly wallMs: number
}

export function momentOf(clock: Clock): Moment {
  return { monoMs: clock.monoMs(), wallMs: clock.wallMs() }
}

/** @param random between 0 and 1; spreads renewals, so that many processes do not ask all at once */
export function hold({ token, lifetimeMs, clocksDisagree = false }: Issued, asked: Moment, random: number): Held {
  const margin = Math.min(lifetimeMs / 2, Math.min(Math.max(lifetimeMs * 0.1, 30_000), 300_000))
  return {
    token,
    lifetimeMs,
    clocksDisagree,
    askedAtMonoMs: asked.monoMs,
    askedAtWallMs: asked.wallMs,
    softMs: lifetimeMs - margin * (1 + random * 0.1),
    hardMs: lifetimeMs - Math.min(15_000, lifetimeMs / 10),
  }
}

export type Fitness = 'fresh' | 'renew-soon' | 'renew-now' | 'over'

/** What may still be done with it. `renew-now`: only when no other is to be had. */
export function fitnessOf(held: Held, now: Moment): Fitness {
  const ageMs = now.monoMs - held.askedAtMonoMs
  const disagreementMs = Math.abs(now.wallMs - held.askedAtWallMs - ageMs)
  if (ageMs >= held.lifetimeMs || disagreementMs > mostDisagreementMs) return 'over'
  if (ageMs >= held.hardMs) return 'renew-now'
  return ageMs >= held.softMs ? 'renew-soon' : 'fresh'
}
