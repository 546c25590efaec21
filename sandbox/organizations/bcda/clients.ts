// The clients that BCDA knows, each with the organization it works for and the one secret that is good (contract 1.1).
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { publishedSets } from './published'
import type { PublishedSet } from './published'

export interface BcdaClient {
  readonly clientId: string
  /** What its organization may see. */
  readonly set: PublishedSet
}

interface Held extends BcdaClient {
  readonly secretHash: Buffer
  readonly secretSinceMs: number
}

export type Clients = ReturnType<typeof createClients>

/** A secret lives so long, counted from its making (contract 1.1). */
const secretLifeMs = 90 * 86_400_000

/** The six published clients. Their secrets are as old as the sandbox; `now` is its clock. */
export function createClients(now: () => number) {
  const clients = new Map<string, Held>()
  const hold = (clientId: string, secret: string, set: PublishedSet) => {
    clients.set(clientId, { clientId, set, secretHash: digest(secret), secretSinceMs: now() })
  }
  const begin = () => {
    clients.clear()
    for (const set of publishedSets) hold(set.clientId, set.clientSecret, set)
  }
  begin()

  return {
    find: (clientId: string): BcdaClient | null => clients.get(clientId) ?? null,
    list: (): readonly BcdaClient[] => [...clients.values()],
    secretExpiresAtMs: (clientId: string): number | null => {
      const held = clients.get(clientId)
      return held ? held.secretSinceMs + secretLifeMs : null
    },
    /** The client, if this is its secret and the secret is not too old. A stranger takes as long as a mistake. */
    verify(clientId: string, secret: string): BcdaClient | null {
      const held = clients.get(clientId)
      const isRight = timingSafeEqual(digest(secret), held?.secretHash ?? digest(clientId))
      return held && isRight && now() < held.secretSinceMs + secretLifeMs ? held : null
    },
    /** Gives a client another secret; the old one is refused at once. Null for a stranger. */
    rotate(clientId: string, secret: string = randomBytes(40).toString('hex')): string | null {
      const held = clients.get(clientId)
      if (!held) return null
      hold(clientId, secret, held.set)
      return secret
    },
    /** A further client of an organization. Answers its secret; null when there is no such organization. */
    add(clientId: string, cmsId: string, secret: string = randomBytes(40).toString('hex')): string | null {
      const set = publishedSets.find(known => known.cmsId === cmsId)
      if (!set) return null
      hold(clientId, secret, set)
      return secret
    },
    clear: begin,
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
