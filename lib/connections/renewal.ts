// From no token to one: the credential as it is now, a refresh where there is one, and as many tries as make sense, each
// when it may go (contract 5.2 rules 3, 6, 7, 11). It keeps no token itself.
import 'server-only'
import type { Clock } from './clock'
import { createCoolDown } from './cool-down'
import type { Dialect, Encoding, Issued, SendTokenRequest } from './dialect'
import { CredentialsMissing, ProtocolError, RateLimited } from './errors'
import { UnreadableReply } from './dialect'
import { type Held, hold, momentOf } from './held'
import { createPace } from './pace'
import type { Credential, Credentials, Profile } from './profile'
import { protocolTrouble, TokenTrouble } from './token-trouble'
import type { Waiters } from './waiters'

export interface RenewalParts {
  readonly profile: Profile
  readonly dialect: Dialect
  readonly send: SendTokenRequest
  readonly clock: Clock
  readonly random: () => number
  readonly waiters: Waiters
  readonly closing: AbortSignal
  /** A short keyed hash: tells two secrets apart and says nothing about either. */
  readonly fingerprint: (text: string) => string
  /** Told of every credential that is read. */
  readonly onCredential: (credential: Credential) => void
}

const mostTries = 4
const baseMs = 500
const longestBackoffMs = 30_000
const leastWaitMs = 1_000

/** @returns a function that gets a token; `current` is the one in use, if it is still good. It is for the caller to ask for one at a time. */
export function createRenewal(parts: RenewalParts): (current: Held | null) => Promise<Held> {
  const { profile, dialect, clock, random, waiters, closing } = parts
  const coolDown = createCoolDown(clock)
  const pace = createPace(clock)
  let encoding: Encoding = dialect.encodings[0]
  let lastFingerprint = ''

  return async (current) => {
    const credentials = profile.credentials
    if (!credentials) throw new CredentialsMissing(profile.system)
    const credential = await readCredential(credentials)
    return (current && (await refresh(credentials, credential, current))) ?? (await tryAll(credentials, credential))
  }

  async function readCredential(credentials: Credentials): Promise<Credential> {
    const credential = await credentials.read()
    parts.onCredential(credential)
    // What went wrong with another secret says nothing about this one.
    const fingerprint = parts.fingerprint(credential.secret.reveal())
    if (lastFingerprint !== '' && lastFingerprint !== fingerprint) pace.clear()
    lastFingerprint = fingerprint
    return credential
  }

  /** A failed refresh costs nothing: whatever the reason, a new token is asked for instead. */
  async function refresh(credentials: Credentials, credential: Credential, current: Held): Promise<Held | null> {
    if (!dialect.refresh || pace.waitMs().ms > 0) return null
    const ask = { clientId: credentials.clientId, secret: credential.secret, encoding, nowMs: clock.wallMs }
    return timed(() => dialect.refresh?.(ask, current.token, parts.send)).catch(() => null)
  }

  async function tryAll(credentials: Credentials, first: Credential): Promise<Held> {
    let credential = first
    let reread = false
    const encodings = new Set<Encoding>(dialect.encodings)
    for (let tried = 1; ; ) {
      const fingerprint = parts.fingerprint(credential.secret.reveal())
      const refusal = coolDown.refusal(fingerprint)
      if (refusal) throw refusal
      await untilAllowed()
      const ask = { clientId: credentials.clientId, secret: credential.secret, encoding, nowMs: clock.wallMs }
      const outcome = await timed(() => dialect.askForToken(ask, parts.send)).catch(readTrouble)
      if (!(outcome instanceof TokenTrouble)) return outcome
      encodings.delete(encoding)
      const [otherEncoding] = encodings
      if (outcome.kind === 'encoding' && otherEncoding) {
        encoding = otherEncoding
        continue
      }
      if (outcome.kind === 'refused') {
        const again = reread || outcome.status !== 401 ? credential : await readCredential(credentials)
        reread = true
        if (parts.fingerprint(again.secret.reveal()) === fingerprint) {
          coolDown.refused(fingerprint, outcome.why)
          throw outcome.why(null)
        }
        credential = again
        continue
      }
      encoding = outcome.kind === 'encoding' ? dialect.encodings[0] : encoding
      pace.pushBack(backoffMs(outcome, tried), outcome.why)
      if (outcome.kind !== 'transient' || tried === mostTries) throw outcome.why(pace.waitMs().ms)
      tried += 1
    }
  }

  /** Waits for the pace, and for nobody in vain: whoever has less patience is told how long it would take. */
  async function untilAllowed(): Promise<void> {
    const { ms, why } = pace.waitMs()
    if (ms <= 0) return
    const failure = why?.(ms) ?? new RateLimited(profile.system, { reason: 'own budget', retryAfterMs: ms })
    if (waiters.announce(ms, failure) === 0) throw failure
    await clock.wait(ms, closing)
    await untilAllowed()
  }

  async function timed(work: () => Promise<Issued> | undefined): Promise<Held> {
    const asked = momentOf(clock)
    pace.spend()
    const issued = await work()
    if (!issued) throw new ProtocolError(profile.system)
    return hold(issued, asked, random())
  }

  function readTrouble(error: unknown): TokenTrouble {
    if (error instanceof TokenTrouble) return error
    return protocolTrouble(profile.system, 200, error instanceof UnreadableReply ? error.reason : 'reply')
  }

  /** Full jitter; the system's own wish wins, and nothing makes us hurry below a second. */
  function backoffMs({ askedWaitMs }: TokenTrouble, tried: number): number {
    return Math.max(leastWaitMs, askedWaitMs ?? random() * Math.min(longestBackoffMs, baseMs * 2 ** tried))
  }
}
