// Lets a server that is down rest, without taking it from everybody for what only one person sees (quality AVL-03): the
// failures of several people close the door for all, those of one person at several addresses only that person's own.
import { type CircuitBreaker, createCircuitBreaker, type Health } from './circuit-breaker'

export interface Asker {
  readonly person: string
  /** What is asked for: a broken page is one address, however often it is asked for. */
  readonly address: string
}

export interface FairBreaker {
  /** @throws Unavailable at once while the server rests, for all or for this person. */
  requireClosed(asker: Asker): void
  /** Runs a call and learns from its answer, for all and for this person. @throws Unavailable as above */
  run<T>(asker: Asker, call: () => Promise<T>, judge: (answer: T) => Health): Promise<T>
  /** People of whom anything is remembered; nobody for longer than the next call after a quiet minute. */
  size(): number
}

/** Longer than a rest and the calls that lead to one: what is forgotten then would not matter any more. */
const rememberForMs = 60_000

/**
 * Two circuit breakers for each call, of one rule (createCircuitBreaker): in the one for all, the witnesses are people; in
 * each person's own, addresses. So somebody who is alone with a dead server is told at once as well, after 20 tries at three
 * addresses, or at any where no connection stands.
 */
export function createFairBreaker(now: () => number = () => performance.now()): FairBreaker {
  const forAll = createCircuitBreaker(now)
  const own = new Map<string, { readonly breaker: CircuitBreaker; readonly usedAtMs: number }>()
  const dropOld = () => {
    for (const [person, { usedAtMs }] of own) {
      if (usedAtMs > now() - rememberForMs) return
      own.delete(person)
    }
  }
  const ownOf = (person: string) => {
    dropOld()
    const breaker = own.get(person)?.breaker ?? createCircuitBreaker(now)
    own.delete(person)
    own.set(person, { breaker, usedAtMs: now() })
    return breaker
  }
  return {
    requireClosed: ({ person, address }) => {
      forAll.requireClosed(person)
      own.get(person)?.breaker.requireClosed(address)
    },
    run: ({ person, address }, call, judge) => forAll.run(person, () => ownOf(person).run(address, call, judge), judge),
    size: () => own.size,
  }
}
