// What a refused token request means, as a table: every row of contract 3.3 and 3.4 and observed section 5. What no row
// names is trouble on the other side, and never ends a grant (quality OAU-11).
import 'server-only'

/** The reply as it came, whatever its shape. `status` 0: no reply at all. */
export interface TokenReply {
  readonly status: number
  /** Parsed JSON, or null for HTML, text, nothing, or no reply. */
  readonly body: Readonly<Record<string, unknown>> | null
}

export type RefreshOutcome =
  /** The access period is over: ask to reconnect. */
  | 'access-expired'
  /** Revoked here or at Medicare.gov: ask to reconnect. */
  | 'access-ended'
  /** Spent, lost, or replaced by a newer consent: look for a newer pair first, then ask to reconnect. */
  | 'look-first'
  /** Our id, secret or app is the problem: keep the grant, raise an alarm, do not bother the person. */
  | 'our-settings'
  /** A one-hour app: nothing can be refreshed. */
  | 'not-refreshable'
  /** A pair came, but somebody else's: it is ended unused, and so is what we have; ask to reconnect. */
  | 'another-person'
  /** Trouble on the other side: keep the grant; the pair may be lost. */
  | 'retry-later'

interface Row {
  readonly when: (reply: TokenReply) => boolean
  readonly then: RefreshOutcome
}

const rows: readonly Row[] = [
  { when: (r) => error(r) === 'invalid_grant' && says(r, 'timed out'), then: 'access-expired' },
  { when: (r) => error(r) === 'invalid_grant' && says(r, 'cannot be found'), then: 'access-ended' },
  { when: (r) => error(r) === 'invalid_grant', then: 'look-first' },
  { when: (r) => error(r) === 'invalid_request' && says(r, 'Refresh token not found'), then: 'look-first' },
  { when: (r) => r.status === 403 && text(r, 'message') === 'Request denied', then: 'look-first' },
  { when: (r) => error(r) === 'invalid_client' && says(r, 'not allowed to refresh'), then: 'not-refreshable' },
  { when: (r) => error(r) === 'invalid_client' || error(r) === 'unauthorized_client', then: 'our-settings' },
  { when: (r) => error(r) === 'invalid_request' && says(r, 'different app'), then: 'our-settings' },
  { when: (r) => error(r) === 'invalid_request' && says(r, 'does not match client_id'), then: 'our-settings' },
  { when: (r) => error(r) === 'invalid_scope' || error(r) === 'unsupported_grant_type', then: 'our-settings' },
]

/** Total: any reply has an outcome, and an unknown one keeps the grant. */
export function readRefreshRefusal(reply: TokenReply): RefreshOutcome {
  return rows.find((row) => row.when(reply))?.then ?? 'retry-later'
}

export type ExchangeOutcome = 'too-slow' | 'paused' | 'our-settings' | 'medicare-down'

/** What a refused code exchange means for the person (contract 3.3). */
export function readExchangeRefusal(reply: TokenReply): ExchangeOutcome {
  if (error(reply) === 'invalid_grant') return 'too-slow'
  if (error(reply) === 'invalid_client' && reply.status === 403) return 'paused'
  return reply.status >= 400 && reply.status < 500 && error(reply) ? 'our-settings' : 'medicare-down'
}

function error(reply: TokenReply): string {
  return text(reply, 'error')
}

function says(reply: TokenReply, words: string): boolean {
  return text(reply, 'error_description').includes(words)
}

function text(reply: TokenReply, key: string): string {
  const value = reply.body?.[key]
  return typeof value === 'string' ? value : ''
}
