// Stops asking a server that is down, so that people get an answer at once and the server gets a rest (quality AVL-03). Our
// own: the libraries whose newest versions run on Node 20 keep their own clock, and let calls queue behind the one probe.
import { Unavailable } from '@/lib/errors'
import { createRollingCount } from './rolling-count'

/** What a call says about the server. `unknown`: it was ended by whoever asked. */
export type Health = 'up' | 'down' | 'unknown'

export interface CircuitBreaker {
  /** @throws Unavailable at once while the server rests. */
  requireClosed(): void
  /** Runs a call and learns from its answer; while the server rests only one call, the probe, gets through. */
  run<T>(call: () => Promise<T>, judge: (answer: T) => Health): Promise<T>
}

const windowMs = 30_000
const restMs = 30_000
const fewestCalls = 20
const mostFailing = 0.5

export function createCircuitBreaker(now: () => number = () => performance.now()): CircuitBreaker {
  const calls = createRollingCount(windowMs, now)
  const failures = createRollingCount(windowMs, now)
  let restUntilMs: number | null = null
  let probing = false

  const requireClosed = () => {
    if (restUntilMs === null) return
    const leftMs = restUntilMs - now()
    if (leftMs > 0 || probing) throw new Unavailable('server is resting', Math.max(leftMs, 1_000))
  }
  const learn = (health: Health) => {
    if (health === 'unknown') return
    calls.add()
    if (health === 'down') failures.add()
    if (calls.total() >= fewestCalls && failures.total() >= mostFailing * calls.total()) restUntilMs = now() + restMs
  }
  const learnFromProbe = (health: Health) => {
    probing = false
    if (health === 'unknown') return
    restUntilMs = health === 'down' ? now() + restMs : null
    for (const count of [calls, failures]) count.clear()
  }
  return {
    requireClosed,
    async run(call, judge) {
      requireClosed()
      const isProbe = restUntilMs !== null
      probing ||= isProbe
      let health: Health = 'unknown'
      try {
        const answer = await call()
        health = judge(answer)
        return answer
      } finally {
        if (isProbe) learnFromProbe(health)
        // Calls that began before the rest say nothing new about it.
        else if (restUntilMs === null) learn(health)
      }
    },
  }
}
