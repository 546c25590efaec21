// From no token to one: the credential as it is now, a refresh where there is one, and as many tries as make sense, each
// when it may go (contract 5.2 rules 3, 6, 7, 11). It keeps no token itself.
import 'server-only'
import type { Clock } from './clock'
import { createCoolDown } from './cool-down'
import { type Dialect, type Encoding, type Issued, type SendTokenRequest, type TokenAsk, UnreadableReply } from './dialect'
import { CredentialsMissing, RateLimited } from './errors'
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

/** Gets a token; `current` is the one in use, if it is still good. It is for the caller to ask for one at a time. */
export type Renew = (current: Held | null) => Promise<Held>

const mostTries = 4
const baseMs = 500
const longestBackoffMs = 30_000
const leastWaitMs = 1_000

/** What one attempt to get a token has been through. */
interface Attempt {
  readonly tried: number
  /** The secret was read once more after a 401. */
  readonly reread: boolean
  readonly refusedEncodings: readonly Encoding[]
}

export function createRenewal(parts: RenewalParts): Renew {
  const { profile, dialect, clock, random, waiters, closing } = parts
  const coolDown = createCoolDown(clock)
  const pace = createPace(clock)
  let encoding: Encoding = dialect.encodings[0]
  let lastFingerprint: string | null = null
  const fingerprintOf = (credential: Credential) => parts.fingerprint(credential.secret.reveal())

  return async (current) => {
    const { credentials } = profile
    if (!credentials) throw new CredentialsMissing(profile.system)
    const credential = await readCredential(credentials)
    const refreshed = current ? await refresh(credentials, credential, current) : null
    return refreshed ?? (await askUntilGot(credentials, credential, { tried: 1, reread: false, refusedEncodings: [] }))
  }

  async function readCredential(credentials: Credentials): Promise<Credential> {
    const credential = await credentials.read()
    parts.onCredential(credential)
    // What went wrong with another secret says nothing about this one.
    if (lastFingerprint !== null && lastFingerprint !== fingerprintOf(credential)) pace.clear()
    lastFingerprint = fingerprintOf(credential)
    return credential
  }

  /** A failed refresh costs nothing: whatever the reason, a new token is asked for instead. */
  async function refresh(credentials: Credentials, credential: Credential, current: Held): Promise<Held | null> {
    const trade = dialect.refresh
    if (!trade || pace.waitMs().ms > 0) return null
    return timed(() => trade(askWith(credentials, credential), current.token, parts.send)).catch(() => null)
  }

  async function askUntilGot(credentials: Credentials, credential: Credential, attempt: Attempt): Promise<Held> {
    const refusal = coolDown.refusal(fingerprintOf(credential))
    if (refusal) throw refusal
    await untilAllowed()
    const outcome = await timed(() => dialect.askForToken(askWith(credentials, credential), parts.send)).catch(readTrouble)
    if (!(outcome instanceof TokenTrouble)) return outcome
    switch (outcome.kind) {
      case 'refused':
        return askWithAnother(credentials, credential, attempt, outcome)
      case 'encoding':
        return askInAnother(credentials, credential, attempt, outcome)
      case 'transient':
        pace.pushBack(backoffMs(outcome, attempt.tried), outcome.why)
        if (attempt.tried === mostTries) throw outcome.why(pace.waitMs().ms)
        return askUntilGot(credentials, credential, { ...attempt, tried: attempt.tried + 1 })
      case 'protocol':
        pace.pushBack(backoffMs(outcome, attempt.tried), outcome.why)
        throw outcome.why(null)
    }
  }

  /** The secret may have been replaced since it was read: after a 401 it is read once more before it counts as wrong. */
  async function askWithAnother(credentials: Credentials, credential: Credential, attempt: Attempt, trouble: TokenTrouble): Promise<Held> {
    const again = attempt.reread || trouble.status !== 401 ? credential : await readCredential(credentials)
    if (fingerprintOf(again) !== fingerprintOf(credential)) return askUntilGot(credentials, again, { ...attempt, reread: true })
    coolDown.refused(fingerprintOf(credential), trouble.why)
    throw trouble.why(null)
  }

  /** Each way of writing the body is tried once; the one that is taken is kept for as long as the process lives. */
  async function askInAnother(credentials: Credentials, credential: Credential, attempt: Attempt, trouble: TokenTrouble): Promise<Held> {
    const refusedEncodings = [...attempt.refusedEncodings, encoding]
    const other = dialect.encodings.find((one) => !refusedEncodings.includes(one))
    encoding = other ?? dialect.encodings[0]
    if (other) return askUntilGot(credentials, credential, { ...attempt, refusedEncodings })
    pace.pushBack(backoffMs(trouble, attempt.tried), trouble.why)
    throw trouble.why(null)
  }

  function askWith({ clientId }: Credentials, { secret }: Credential): TokenAsk {
    return { clientId, secret, encoding, nowMs: clock.wallMs }
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

  /** A token's age counts from when it was asked for. */
  async function timed(work: () => Promise<Issued>): Promise<Held> {
    const asked = momentOf(clock)
    pace.spend()
    return hold(await work(), asked, random())
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
