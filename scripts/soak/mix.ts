// What people ask for while they are signed in, as in a quiet hour: mostly open tabs that look whether the session lives,
// now and then a page, and at the beginning of a visit the claims. A stream of fifty claims costs twenty times a look.
import type { Asked } from './traffic'

const shares = [
  { kind: 'session', path: '/api/auth/session', of40: 32 },
  { kind: 'coverage', path: '/coverage', of40: 4 },
  { kind: 'profile', path: '/profile', of40: 3 },
  { kind: 'claims', path: '/api/claims?starts=0', of40: 1 },
] as const

export const kinds: readonly string[] = shares.map(({ kind }) => kind)
/** Pages that ask Medicare exactly once, so that their time can be laid beside Medicare's own. */
export const oneCallEach: readonly string[] = ['coverage', 'profile']
/** The same in words, for the report. */
export const mixInWords = 'Of forty requests 32 look at the session as open tabs do, 4 are for coverage, 3 for the profile, and 1 for the first 50 claims as a stream.'

// Spread out: steps of 27 have nothing in common with forty.
const order = Array.from({ length: 40 }, (_, index) => (index * 27) % 40)
const cards = shares.flatMap((share) => Array.from({ length: share.of40 }, () => share))

/** The request of this number; in the course of many, everybody asks for everything. */
export function requestOf(number: number, cookies: readonly string[]): Asked {
  const { kind, path } = cards[order[number % order.length] ?? 0] ?? shares[0]
  return { kind, path, cookie: cookies[(number * 7 + Math.floor(number / order.length)) % cookies.length] ?? '' }
}
