// Sign-ins under way: where each came from, who signed in, and the consent page that waits for an answer. Nothing here
// depends on a cookie, so several tabs can be under way at once (observed 3).
import { randomUUID } from 'node:crypto'
import type { Clock } from '@/sandbox/clock'
import { randomDigits, randomLetters } from '@/sandbox/random'

const consentLifeMs = 600_000
const loginLifeMs = 5_400_000

export type Attempts = ReturnType<typeof createAttempts>

/** An empty memory of attempts. */
export function createAttempts(clock: Clock) {
  const logins = expiring<{ next: string }>(clock, loginLifeMs)
  const signedIn = expiring<{ personKey: string }>(clock, loginLifeMs)
  const consents = expiring<{ personKey: string; clientId: string }>(clock, consentLifeMs)

  return {
    /** Remembers where to go after the sign-in; answers the relay of 26 digits (contract 2.8). */
    startLogin: (next: string) => logins.keep(randomDigits(26), { next }),
    findLogin: logins.find,
    /** The person proved who they are; answers the token that the login service hands back. */
    signIn: (personKey: string) => signedIn.keep(randomLetters(40), { personKey }),
    /** Who signed in; a request token works once. */
    takeSignIn(token: string) {
      const found = signedIn.find(token)
      signedIn.drop(token)
      return found
    },
    /** Opens a consent page for 600 s; answers its id. It may be opened and answered more than once. */
    openConsent: (personKey: string, clientId: string) => consents.keep(randomUUID(), { personKey, clientId }),
    findConsent: consents.find,
    clear(): void {
      for (const memory of [logins, signedIn, consents]) memory.clear()
    },
  }
}

function expiring<T>(clock: Clock, lifeMs: number) {
  const entries = new Map<string, { value: T; untilMs: number }>()
  const dropOld = () => {
    for (const [key, entry] of entries) if (entry.untilMs <= clock.now()) entries.delete(key)
  }
  return {
    keep(key: string, value: T): string {
      dropOld()
      entries.set(key, { value, untilMs: clock.now() + lifeMs })
      return key
    },
    find(key: string): T | null {
      const entry = entries.get(key)
      return entry && entry.untilMs > clock.now() ? entry.value : null
    },
    drop: (key: string) => entries.delete(key),
    clear: () => entries.clear(),
  }
}
