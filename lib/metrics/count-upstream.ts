// Times one request to another system and counts what came of it.
import 'server-only'
import { noteOrganization, noteUpstream } from './meters'
import type { Organization, OrganizationAsk, UpstreamOutcome } from './words'

/**
 * Asks, and counts the answer under `route`: the word `token` or `revoke`, or what a FHIR path begins with. A throw of
 * `ask` is counted as `given-up` and goes on to the caller.
 */
export async function countUpstream<T>(route: string, ask: () => Promise<T>, outcomeOf: (answer: T) => UpstreamOutcome): Promise<T> {
  return timed(ask, outcomeOf, () => 'given-up', (outcome, seconds) => noteUpstream(route.split(/[/?]/, 1)[0] ?? '', outcome, seconds))
}

/** Asks the system of an organization, and counts the answer. A throw of `ask` is counted as `failedAs` says, and goes on to the caller. */
export async function countOrganization<T>(
  [system, asked]: readonly [Organization, OrganizationAsk],
  ask: () => Promise<T>,
  outcomeOf: (answer: T) => UpstreamOutcome,
  failedAs: () => UpstreamOutcome,
): Promise<T> {
  return timed(ask, outcomeOf, failedAs, (outcome, seconds) => noteOrganization(system, asked, outcome, seconds))
}

async function timed<T>(ask: () => Promise<T>, outcomeOf: (answer: T) => UpstreamOutcome, failedAs: () => UpstreamOutcome, note: (outcome: UpstreamOutcome, seconds: number) => void): Promise<T> {
  const startedAtMs = performance.now()
  const seconds = () => (performance.now() - startedAtMs) / 1_000
  try {
    const answer = await ask()
    note(outcomeOf(answer), seconds())
    return answer
  } catch (error) {
    note(failedAs(), seconds())
    throw error
  }
}
