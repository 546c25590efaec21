// What can go wrong between us and an organization's system (contract: organization APIs 5.2 rule 13). Each failure names
// the system, a status and a steady code; none carries a token, a secret, an address, an organization's id or a reply's
// body, and none keeps a `cause`: the originals hold requests and replies.
import 'server-only'
import type { System } from './connection'

export interface FailureFacts {
  /** Of the reply that was refused; null when there was none. */
  readonly status?: number | null
  /** The system's own id of the request, where it sends one. */
  readonly requestId?: string | null
  /** A word of a closed list, never text as received. */
  readonly reason?: string | null
  readonly retryAfterMs?: number | null
}

// Next bundles pages and route handlers apart: a connection made by one of them throws classes that the other does not know.
const mark = Symbol.for('plainclaim.connection-failure')

/** True for every failure of this file, whichever copy of it was loaded. */
export function isConnectionFailure(error: unknown): error is ConnectionFailure {
  return error instanceof Error && mark in error
}

export abstract class ConnectionFailure extends Error {
  abstract readonly code: string
  readonly [mark] = true
  readonly status: number | null
  readonly requestId: string | null
  readonly reason: string | null
  /** How long to wait before asking again makes sense; null when waiting alone does not help. */
  readonly retryAfterMs: number | null
  constructor(
    what: string,
    readonly system: System,
    { status = null, requestId = null, reason = null, retryAfterMs = null }: FailureFacts = {},
  ) {
    super(`${system}: ${what}${status === null ? '' : `, status ${status}`}${reason === null ? '' : ` (${reason})`}`)
    this.status = status
    this.requestId = requestId
    this.reason = reason
    this.retryAfterMs = retryAfterMs
  }
}

/** The settings hold no credentials for this system. */
export class CredentialsMissing extends ConnectionFailure {
  override readonly name = 'CredentialsMissing'
  readonly code = 'credentials-missing'
  constructor(system: System) {
    super('no credentials are set', system)
  }
}

/** Id or secret are wrong, expired or of the other environment: asking again with them is pointless for a while. */
export class CredentialRejected extends ConnectionFailure {
  override readonly name = 'CredentialRejected'
  readonly code = 'credential-rejected'
  constructor(system: System, facts?: FailureFacts) {
    super('the credentials were refused', system, facts)
  }
}

/** The token endpoint is down, silent or out of reach, after our retries. */
export class TokenEndpointUnavailable extends ConnectionFailure {
  override readonly name = 'TokenEndpointUnavailable'
  readonly code = 'token-endpoint-unavailable'
  constructor(system: System, facts?: FailureFacts) {
    super('no token is to be had just now', system, facts)
  }
}

/** Too many token requests, by their count or by our own; `retryAfterMs` says when one more is welcome. */
export class RateLimited extends ConnectionFailure {
  override readonly name = 'RateLimited'
  readonly code = 'rate-limited'
  constructor(system: System, facts?: FailureFacts) {
    super('too many token requests', system, facts)
  }
}

/** A reply that is none of the protocol: a redirect, HTML, an empty or endless body, a lifetime that is no number. */
export class ProtocolError extends ConnectionFailure {
  override readonly name = 'ProtocolError'
  readonly code = 'protocol-error'
  constructor(system: System, facts?: FailureFacts) {
    super('a reply that is not of the protocol', system, facts)
  }
}

/** A new token was refused as well: the account behind it is not welcome at this address. */
export class AuthorizationRejected extends ConnectionFailure {
  override readonly name = 'AuthorizationRejected'
  readonly code = 'authorization-rejected'
  constructor(system: System, facts?: FailureFacts) {
    super('a good token was refused', system, facts)
  }
}

/** Known, but not allowed what was asked for: a scope, or to act for another party. */
export class Forbidden extends ConnectionFailure {
  override readonly name = 'Forbidden'
  readonly code = 'forbidden'
  constructor(system: System, facts?: FailureFacts) {
    super('not allowed', system, facts)
  }
}

/** The system did not answer a request for a resource. */
export class Unreachable extends ConnectionFailure {
  override readonly name = 'Unreachable'
  readonly code = 'unreachable'
  constructor(system: System, facts?: FailureFacts) {
    super('no answer', system, facts)
  }
}

/** We did not send it: an address that is not the connection's own, or data that must not go there. */
export class Refused extends ConnectionFailure {
  override readonly name = 'Refused'
  readonly code = 'refused'
  constructor(system: System, reason: 'address' | 'not-synthetic' | 'closed') {
    super('refused before sending', system, { reason })
  }
}

/** The caller did not want to wait any longer. */
export class Aborted extends ConnectionFailure {
  override readonly name = 'Aborted'
  readonly code = 'aborted'
  constructor(system: System) {
    super('given up by the caller', system)
  }
}
