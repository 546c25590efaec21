// The five failures (architecture section 4). Each carries a steady code and a sentence for the log; none carries a
// token, a name, an identifier or a response body, and none keeps a `cause`: the originals hold health data.

export type SignInReason = 'no-session' | 'idle' | 'expired' | 'access-ended' | 'access-expired' | 'connection-interrupted' | 'connection-replaced' | 'signed-out'

abstract class Failure extends Error {
  abstract readonly code: string
}

/** No session, refresh refused, or access ended: the person must sign in at Medicare again. */
export class SignInNeeded extends Failure {
  override readonly name = 'SignInNeeded'
  readonly code = 'sign-in-needed'
  constructor(readonly reason: SignInReason) {
    super(`sign-in needed: ${reason}`)
  }
}

/** The other side failed or is busy, after our retries. `retryAfterMs` is what it asked us to wait, if it did. */
export class Unavailable extends Failure {
  override readonly name = 'Unavailable'
  readonly code = 'unavailable'
  constructor(
    readonly what: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(`unavailable: ${what}`)
  }
}

/** A reply whose shape we do not know. */
export class Unreadable extends Failure {
  override readonly name = 'Unreadable'
  readonly code = 'unreadable'
  constructor(readonly what: string) {
    super(`unreadable: ${what}`)
  }
}

/** Signed in, but this is not theirs to open, or was not shared. */
export class NotAllowed extends Failure {
  override readonly name = 'NotAllowed'
  readonly code = 'not-allowed'
  constructor(readonly what: string) {
    super(`not allowed: ${what}`)
  }
}

/** Our own settings are wrong: the server does not start, or an operator is called. Never the person's fault. */
export class Misconfigured extends Failure {
  override readonly name = 'Misconfigured'
  readonly code = 'misconfigured'
  constructor(readonly problems: readonly string[]) {
    super(problems.join('; '))
  }
}
