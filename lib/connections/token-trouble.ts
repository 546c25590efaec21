// What a token request that brought no token means for the next one (contract 5.2 rule 6). Inside the token client only:
// callers get one of the failures of errors.ts.
import 'server-only'
import type { System } from './connection'
import { type ConnectionFailure, CredentialRejected, type FailureFacts, Forbidden, ProtocolError, RateLimited, TokenEndpointUnavailable } from './errors'

/** Makes the failure anew for each that is told of it: what is left to wait shrinks. */
export type MakeFailure = (retryAfterMs: number | null) => ConnectionFailure

/**
 * `transient`: may be asked again. `refused`: not with these credentials. `encoding`: not with this kind of body.
 * `protocol`: not at all.
 */
export type Trouble = 'transient' | 'refused' | 'encoding' | 'protocol'

export class TokenTrouble extends Error {
  override readonly name = 'TokenTrouble'
  constructor(
    readonly kind: Trouble,
    readonly why: MakeFailure,
    readonly status: number | null,
    /** What the system asked us to wait. */
    readonly askedWaitMs: number | null = null,
  ) {
    super(kind)
  }
}

export function troubleOf(system: System, status: number, facts: FailureFacts, askedWaitMs: number | null): TokenTrouble {
  const { kind, failure } = meaningOf(status)
  return new TokenTrouble(kind, (retryAfterMs) => new failure(system, { ...facts, status, retryAfterMs }), status, askedWaitMs)
}

export function noAnswerTrouble(system: System, reason: string): TokenTrouble {
  return new TokenTrouble('transient', (retryAfterMs) => new TokenEndpointUnavailable(system, { reason, retryAfterMs }), null)
}

export function protocolTrouble(system: System, status: number, reason: string): TokenTrouble {
  return new TokenTrouble('protocol', () => new ProtocolError(system, { status, reason }), status)
}

function meaningOf(status: number) {
  if (status === 429) return { kind: 'transient', failure: RateLimited } as const
  if (status === 408 || status >= 500) return { kind: 'transient', failure: TokenEndpointUnavailable } as const
  if (status === 400 || status === 401) return { kind: 'refused', failure: CredentialRejected } as const
  if (status === 403) return { kind: 'refused', failure: Forbidden } as const
  return { kind: status === 415 ? 'encoding' : 'protocol', failure: ProtocolError } as const
}
