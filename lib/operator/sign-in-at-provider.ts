// The two halves of a sign-in at the operators' provider. Finishing checks in one order: is this answer ours, does the
// provider vouch for it, is the person on the list, and did they show a second factor.
import 'server-only'
import { Unavailable } from '@/lib/errors'
import { log } from '@/lib/log'
import { sameText } from '@/lib/secret'
import { type Attempt, readAttempt, writeAttempt } from './attempt'
import { type OperatorDestination, readOperatorDestination } from './destinations'
import { beginOperatorSession, type OperatorCookie } from './operator'
import { noteDeed, operatorRef } from './operator-log'
import { beginAttempt, readAnswer, type Vouched } from './provider'
import { showsSecondFactor } from './second-factor'
import type { Who } from './sessions'
import { operatorSettings, type ProviderSettings } from './settings'

export type SignInProblem = 'cancelled' | 'not-verified' | 'not-listed' | 'second-factor-missing' | 'provider-unavailable'

/** @returns null when no provider is configured. @throws Unavailable when it does not answer */
export async function startAtProvider(then: OperatorDestination): Promise<{ readonly location: URL; readonly cookie: OperatorCookie } | null> {
  const way = operatorSettings()
  if (way.kind !== 'provider') return null
  const { attempt, location } = await beginAttempt(way, then)
  return { location, cookie: writeAttempt(attempt) }
}

export type Finished =
  | { readonly kind: 'signed-in'; readonly then: OperatorDestination; readonly cookie: OperatorCookie }
  | { readonly kind: 'refused'; readonly problem: SignInProblem; readonly then: OperatorDestination }
  /** The answer belongs to no attempt of this browser. */
  | { readonly kind: 'foreign' }

/** @param cookie the text of the attempt's cookie, as the browser sent it */
export async function finishAtProvider(answer: URLSearchParams, cookie: string | undefined): Promise<Finished> {
  const way = operatorSettings()
  const attempt = way.kind === 'provider' ? readAttempt(cookie, way.issuer) : null
  if (way.kind !== 'provider' || !attempt || !sameText(answer.get('state') ?? '', attempt.state)) return { kind: 'foreign' }
  const then = readOperatorDestination(attempt.then)
  const outcome = await decide(way, answer, attempt)
  if (typeof outcome !== 'string') {
    const session = await beginOperatorSession(outcome)
    void noteDeed(outcome, 'signed-in', {}, 'provider')
    return { kind: 'signed-in', then, cookie: session }
  }
  void noteDeed(null, 'sign-in-refused', {}, outcome)
  log('warn', 'request.refused', { what: 'operator sign-in', code: outcome })
  return { kind: 'refused', problem: outcome, then }
}

async function decide(way: ProviderSettings, answer: URLSearchParams, attempt: Attempt): Promise<Who | SignInProblem> {
  try {
    const read = await readAnswer(way, answer, attempt)
    if (!read.ok) return read.why
    const entry = entryOf(read.vouched, way.allow)
    if (entry === null) return 'not-listed'
    if (way.requireMfa && !showsSecondFactor(read.vouched)) return 'second-factor-missing'
    return { ref: operatorRef(entry), name: entry, via: 'provider' }
  } catch (error) {
    if (error instanceof Unavailable) return 'provider-unavailable'
    throw error
  }
}

/** An address counts only when the provider has verified it, and a subject never passes for an address. */
function entryOf({ subject, email }: Vouched, allow: readonly string[]): string | null {
  return allow.find((entry) => (entry.includes('@') ? entry === email : entry === subject)) ?? null
}
