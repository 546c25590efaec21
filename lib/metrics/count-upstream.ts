// Times one request to Blue Button and counts what came of it.
import 'server-only'
import { noteUpstream } from './meters'
import type { UpstreamOutcome } from './words'

/**
 * Asks, and counts the answer under `route`: the word `token` or `revoke`, or what a FHIR path begins with. A throw of
 * `ask` is counted as `given-up` and goes on to the caller.
 */
export async function countUpstream<T>(route: string, ask: () => Promise<T>, outcomeOf: (answer: T) => UpstreamOutcome): Promise<T> {
  const startedAtMs = performance.now()
  const note = (outcome: UpstreamOutcome) => noteUpstream(route.split(/[/?]/, 1)[0] ?? '', outcome, (performance.now() - startedAtMs) / 1_000)
  try {
    const answer = await ask()
    note(outcomeOf(answer))
    return answer
  } catch (error) {
    note('given-up')
    throw error
  }
}
