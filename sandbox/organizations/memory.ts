// What an organization's emulator remembers: the tokens it gave out, the secrets that were replaced, and what a client
// did that it must never do. Each instance has its own, so a token of one opens nothing at another.
import { createHash, timingSafeEqual } from 'node:crypto'

/** A token as the emulator that gave it out knows it. */
export interface IssuedToken {
  readonly value: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly onBehalfOf: string | null
  /** By the sandbox's clock, milliseconds since 1970. At this moment it is over. */
  readonly expiresAtMs: number
}

/** Something a client must never do, written down rather than refused. */
export interface Violation {
  /** By the sandbox's clock, milliseconds since 1970. */
  readonly atMs: number
  readonly clientId: string
  readonly what: string
}

export type OrganizationMemory = ReturnType<typeof createMemory>

const sweepEvery = 1_000

/** An empty memory; `now` is the sandbox's clock in milliseconds. */
export function createMemory(now: () => number) {
  let violations: readonly Violation[] = []
  let issuedCount = 0
  const issued = new Map<string, IssuedToken>()
  const secrets = new Map<string, string>()
  const graceMs = 86_400_000

  // A day late, so that a token just expired is still told from one that never was.
  const sweep = () => {
    for (const [value, token] of issued) if (token.expiresAtMs + graceMs < now()) issued.delete(value)
  }

  return {
    issue(token: IssuedToken): void {
      issued.set(token.value, token)
      issuedCount += 1
      if (issuedCount % sweepEvery === 0) sweep()
    },
    /** A token that was given out and not ended, expired or not. */
    find: (value: string): IssuedToken | null => issued.get(value) ?? null,
    /** Ends one token. */
    end: (value: string): boolean => issued.delete(value),
    /** Ends the tokens of one client, or all of them; nobody is told. Answers how many were still good. */
    revoke(clientId?: string): number {
      const own = [...issued.values()].filter(token => clientId === undefined || token.clientId === clientId)
      for (const { value } of own) issued.delete(value)
      return own.filter(({ expiresAtMs }) => expiresAtMs > now()).length
    },
    /** How many tokens each client was given that are still good. */
    counts(): Readonly<Record<string, number>> {
      const counts: Record<string, number> = {}
      for (const { clientId, expiresAtMs } of issued.values()) if (expiresAtMs > now()) counts[clientId] = (counts[clientId] ?? 0) + 1
      return counts
    },
    /** Gives a client another secret; the old one is refused at once. */
    rotate: (clientId: string, secret: string): void => void secrets.set(clientId, secret),
    /** Compares in constant time; `published` is the secret until it is replaced. */
    isSecretOf: (clientId: string, given: string, published: string): boolean =>
      timingSafeEqual(digest(given), digest(secrets.get(clientId) ?? published)),
    violate: (violation: Omit<Violation, 'atMs'>): void => {
      violations = [...violations, { atMs: now(), ...violation }]
    },
    violations: (): readonly Violation[] => violations,
    clear(): void {
      violations = []
      issued.clear()
      secrets.clear()
    },
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
