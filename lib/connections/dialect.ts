// What differs from system to system: how to ask for a token, how to read the reply, and how the token is shown. A dialect
// knows nothing of clocks, retries, caches or sockets; the token client does all of that alike for all of them.
import 'server-only'
import type { Secret } from '@/lib/secret'
import type { Ask } from './connection'

/** A request for a token. Its parts hold secrets; only the sender reads them. */
export interface TokenRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A reply with a status of success; every other status has been dealt with before a dialect sees it. */
export interface TokenReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

export interface Issued {
  readonly token: Secret
  /** From the moment the request was sent. */
  readonly lifetimeMs: number
  /** True when their clock and ours disagree so much that the lifetime had to be assumed. */
  readonly clocksDisagree?: boolean
}

export type Encoding = 'json' | 'form'

export interface TokenAsk {
  readonly clientId: string
  readonly secret: Secret
  /** How the body is written, where a system leaves that in doubt. */
  readonly encoding: Encoding
  /** Our own clock, in ms since 1970. */
  readonly nowMs: () => number
}

/** Sends one request; throws for every reply that is no success. */
export type SendTokenRequest = (request: TokenRequest) => Promise<TokenReply>

export interface Dialect {
  /** What two profiles must share, beside system, environment, address and client, to share a token (rule 1). */
  readonly keyParts: readonly string[]
  /** The first one is used; the other is tried once after a 415. */
  readonly encodings: readonly [Encoding, ...Encoding[]]
  askForToken(ask: TokenAsk, send: SendTokenRequest): Promise<Issued>
  /** Trades a token that is still good for a new one. */
  refresh?(ask: TokenAsk, token: Secret, send: SendTokenRequest): Promise<Issued>
  /** A word for the failure out of a refusal's body, of a closed list; null for anything unknown. */
  readRefusal(body: Readonly<Record<string, unknown>>): string | null
  /** The header that carries the token. */
  showToken(token: Secret): readonly [name: string, value: string]
  /** What every request for a resource carries beside the token. */
  readonly resourceHeaders: Readonly<Record<string, string>>
  /** The statuses of a resource that may be about the token. */
  readonly doubtful: readonly number[]
  /** Whether such a reply is about the token; `body` is its text when `readsBody` says that it matters. */
  isAboutToken(status: number, body: string): boolean
  readonly readsBody: boolean
  /** The cheapest address that needs a token, and the statuses which show that the token was taken. */
  readonly selfTest: { readonly path: string; readonly ask: Ask; readonly accepts: readonly number[] }
  /** After how long a secret must have been replaced. */
  readonly secretLifeMs: number | null
}

/** Thrown by a dialect for a reply that it cannot read; holds a word of ours and nothing of the reply. */
export class UnreadableReply extends Error {
  override readonly name = 'UnreadableReply'
  constructor(readonly reason: string) {
    super(reason)
  }
}
