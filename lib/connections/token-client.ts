// Keeps one good token for each profile and hands it to as many callers as come: renewed early and in the background, asked
// for once however many wait, dropped when it was refused (contract 5.2). Tokens live in memory only.
import 'server-only'
import { createHmac, randomBytes } from 'node:crypto'
import { singleFlight } from '@/lib/http/single-flight'
import { type Clock, machineClock } from './clock'
import type { Dialect } from './dialect'
import { Aborted, type ConnectionFailure, CredentialsMissing, isConnectionFailure, Refused } from './errors'
import { type Fitness, fitnessOf, type Held, momentOf } from './held'
import type { Note } from './note'
import type { Credential, Profile } from './profile'
import { createRenewal } from './renewal'
import type { Line } from './send'
import { createTokenSender } from './send-token-request'
import { createWaiters, type Wish } from './waiters'

export interface TokenClientOptions {
  readonly clock?: Clock
  /** Between 0 and 1. */
  readonly random?: () => number
  readonly note?: Note
  /** How long a token endpoint may take for one reply. */
  readonly replyMs?: number
}

export interface TokenSource {
  /** @throws the failures of errors.ts */
  take(wish?: Wish): Promise<Held>
  /** Drops this token if it is still the one in use; without one, whichever is. */
  drop(held?: Held): void
  /** The token in use, if it is still good. */
  current(): Held | null
  /** How the last renewal failed, also one in the background that no caller saw; null when it did not. */
  failure(): { readonly atMs: number; readonly code: string } | null
  /** As read last; null before the first time. */
  credential(): Credential | null
  close(): void
}

export interface TokenClient {
  /** The source for this profile: the same one for profiles that may share a token, and only for those (rule 1). */
  open(profile: Profile, dialect: Dialect, line: Line): TokenSource
}

export function createTokenClient(options: TokenClientOptions = {}): TokenClient {
  const sources = new Map<string, { source: TokenSource; users: number }>()
  // A new key for each process: what is logged cannot be looked up in a list of secrets.
  const key = randomBytes(32)
  const fingerprint = (text: string) => createHmac('sha256', key).update(text).digest('hex').slice(0, 12)
  return {
    open: (profile, dialect, line) => {
      const name = tokenKey(profile, dialect)
      const shared = sources.get(name) ?? { source: createSource({ profile, dialect, line, fingerprint }, options), users: 0 }
      sources.set(name, shared)
      shared.users += 1
      return { ...shared.source, close: leaveOnce(() => leave(name)) }
    },
  }

  function leave(name: string): void {
    const shared = sources.get(name)
    if (!shared) return
    shared.users -= 1
    if (shared.users > 0) return
    sources.delete(name)
    shared.source.close()
  }
}

function leaveOnce(leave: () => void): () => void {
  let left = false
  return () => {
    if (!left) leave()
    left = true
  }
}

/** What a token belongs to. */
function tokenKey({ system, environment, baseUrl, tokenUrl, credentials }: Profile, { keyParts }: Dialect): string {
  return JSON.stringify([system, environment, baseUrl, tokenUrl, credentials?.clientId ?? null, ...keyParts])
}

interface SourceParts {
  readonly profile: Profile
  readonly dialect: Dialect
  readonly line: Line
  readonly fingerprint: (text: string) => string
}

function createSource(parts: SourceParts, { clock = machineClock, random = Math.random, note = () => undefined, replyMs = 30_000 }: TokenClientOptions): TokenSource {
  const { profile, fingerprint } = parts
  const { system } = profile
  const closing = new AbortController()
  const flights = new Map<string, Promise<Held>>()
  const waiters = createWaiters(clock)
  let inUse: Held | null = null
  let credential: Credential | null = null
  let lastFailure: ReturnType<TokenSource['failure']> = null
  const send = createTokenSender({ ...parts, clock, replyMs, closing: closing.signal })
  const onCredential = (read: Credential) => {
    credential = read
  }
  const renew = createRenewal({ ...parts, send, clock, random, waiters, closing: closing.signal, onCredential })
  const fitness = (): Fitness => (inUse ? fitnessOf(inUse, momentOf(clock)) : 'over')
  const current = () => (fitness() === 'over' ? null : inUse)
  const flight = () => singleFlight(flights, '', fly)

  async function fly(): Promise<Held> {
    const startedAtMs = clock.monoMs()
    try {
      inUse = await renew(current())
      lastFailure = null
      note({ event: 'token', profile, tookMs: clock.monoMs() - startedAtMs, lifetimeMs: inUse.lifetimeMs, token: fingerprint(inUse.token.reveal()), clocksDisagree: inUse.clocksDisagree })
      return inUse
    } catch (error) {
      const failure = closing.signal.aborted ? new Refused(system, 'closed') : asFailure(error, profile)
      lastFailure = { atMs: clock.wallMs(), code: failure.code }
      note({ event: 'failure', profile, failure, tookMs: clock.monoMs() - startedAtMs })
      throw failure
    }
  }

  return {
    take: async (wish = {}) => {
      if (closing.signal.aborted) throw new Refused(system, 'closed')
      if (wish.signal?.aborted) throw new Aborted(system)
      const before = fitness()
      if (inUse && before === 'fresh') return inUse
      if (inUse && before === 'renew-soon') {
        flight().catch(() => undefined)
        return inUse
      }
      return waiters.follow(flight(), wish, () => new Aborted(system)).catch((error: unknown) => {
        const old = error instanceof Aborted ? null : current()
        if (old) return old
        throw error
      })
    },
    drop: (held) => {
      if (!held || held === inUse) inUse = null
    },
    current,
    failure: () => lastFailure,
    credential: () => credential,
    close: () => {
      inUse = null
      closing.abort()
    },
  }
}

/** Whatever else was thrown comes from reading the credentials, and is not ours to repeat. */
function asFailure(error: unknown, { system }: Profile): ConnectionFailure {
  return isConnectionFailure(error) ? error : new CredentialsMissing(system)
}
