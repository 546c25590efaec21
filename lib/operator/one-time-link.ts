// The key in the link that the terminal shows: 32 random bytes, good once and for fifteen minutes. Only the newest opens,
// and only its hash is kept.
import 'server-only'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Secret } from '@/lib/secret'

export const linkMs = 15 * 60_000
/** So that nobody can fill the terminal. */
const betweenMs = 3_000

export interface OneTimeLinks {
  /** @returns the key, base64url; null when the one before is only seconds old */
  make(): Secret | null
  /** True once for the newest key, false for everything else: wrong, used and too old look the same. */
  spend(key: string): boolean
}

export function createOneTimeLinks(now: () => number = () => Date.now(), random: (size: number) => Buffer = randomBytes): OneTimeLinks {
  let newest: { readonly hash: Buffer; readonly madeAtMs: number } | null = null
  let madeAtMs = -Infinity
  return {
    make() {
      if (now() - madeAtMs < betweenMs) return null
      const key = random(32).toString('base64url')
      madeAtMs = now()
      newest = { hash: hashOf(key), madeAtMs }
      return new Secret(key)
    },
    spend(key) {
      // Compared in any case, so that the answer takes as long whether or not there is one.
      const same = timingSafeEqual(hashOf(key), newest?.hash ?? nothing)
      if (!same || !newest || now() - newest.madeAtMs >= linkMs) return false
      newest = null
      return true
    },
  }
}

/** What no key hashes to that anybody can name. */
const nothing = Buffer.alloc(32)

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
