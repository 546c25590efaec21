// Stops asking a server that is down, so that people get an answer at once and the server gets a rest (quality AVL-03), and
// never because of one broken record: who is failing is asked besides how much. Our own: the libraries whose newest versions
// run on Node 20 keep their own clock, and let calls queue behind the one probe.
import { Unavailable } from '@/lib/errors'
import { createRollingCount } from './rolling-count'
import { createWitnesses } from './witnesses'

/**
 * What a call says about the server. `down`: it failed, which may be the fault of what was asked for. `unreached`: no
 * connection stood, which is nobody's record's fault. `unknown`: it was ended by whoever asked.
 */
export type Health = 'up' | 'down' | 'unreached' | 'unknown'

export interface CircuitBreaker {
  /** @throws Unavailable at once while the server rests, and after a failed probe longer for the witness of it. */
  requireClosed(witness: string): void
  /**
   * Runs a call and learns from its answer; while the server rests only one call, the probe, gets through.
   * @param witness on whose word a failure rests: many failures of one witness are one witness's
   */
  run<T>(witness: string, call: () => Promise<T>, judge: (answer: T) => Health): Promise<T>
}

const windowMs = 30_000
const restMs = 30_000
const fewestCalls = 20
const mostFailing = 0.5
const fewestWitnesses = 3

/**
 * A server rests for 30 s when, of at least 20 calls within 30 s, half or more
 * - reached nobody, or
 * - failed, and the last call of at least three witnesses, and of half or more of all witnesses within that time, failed.
 *
 * Then one call at a time probes. A good answer ends the rest, a probe that reaches nobody begins another; after one that
 * fails, its witness waits another 30 s while others may probe, until three witnesses have failed: the rest begins again.
 */
export function createCircuitBreaker(now: () => number = () => performance.now()): CircuitBreaker {
  const calls = createRollingCount(windowMs, now)
  const failures = createRollingCount(windowMs, now)
  const unreached = createRollingCount(windowMs, now)
  const witnesses = createWitnesses(windowMs, now)
  const doubters = new Map<string, number>()
  let restUntilMs: number | null = null
  let probing = false

  const requireClosed = (witness: string) => {
    if (restUntilMs === null) return
    const leftMs = (doubters.get(witness) ?? restUntilMs) - now()
    if (leftMs > 0 || probing) throw new Unavailable('server is resting', Math.max(leftMs, 1_000))
  }
  const rest = () => {
    restUntilMs = now() + restMs
    doubters.clear()
  }
  const isMuch = (count: number) => calls.total() >= fewestCalls && count >= mostFailing * calls.total()
  const areMany = ({ failing, all }: { failing: number; all: number }) => failing >= fewestWitnesses && failing >= mostFailing * all
  const learn = (witness: string, health: Health) => {
    if (health === 'unknown') return
    calls.add()
    if (health !== 'up') failures.add()
    if (health === 'unreached') unreached.add()
    witnesses.hear(witness, health !== 'up')
    if (isMuch(unreached.total()) || (isMuch(failures.total()) && areMany(witnesses.tally()))) rest()
  }
  const learnFromProbe = (witness: string, health: Health) => {
    probing = false
    if (health === 'unknown') return
    if (health === 'down') doubters.set(witness, now() + restMs)
    if (health === 'unreached' || doubters.size >= fewestWitnesses) rest()
    if (health !== 'up') return
    restUntilMs = null
    for (const known of [calls, failures, unreached, witnesses, doubters]) known.clear()
  }
  return {
    requireClosed,
    async run(witness, call, judge) {
      requireClosed(witness)
      const isProbe = restUntilMs !== null
      probing ||= isProbe
      let health: Health = 'unknown'
      try {
        const answer = await call()
        health = judge(answer)
        return answer
      } finally {
        if (isProbe) learnFromProbe(witness, health)
        // Calls that began before the rest say nothing new about it.
        else if (restUntilMs === null) learn(witness, health)
      }
    },
  }
}
