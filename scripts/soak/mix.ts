// What people ask for while they are signed in, as in a quiet hour: mostly open tabs that look whether the session lives,
// now and then a walk to the next page or a page opened anew, and at the beginning of a visit the claims. A stream of fifty
// claims costs twenty times a look.
import type { Asked } from './traffic'
import type { Walks } from './walks'

interface Share {
  readonly kind: string
  readonly path: string
  readonly of40: number
  /** Whether an open tab walks there; else the page is opened anew. */
  readonly walked?: true
}

const shares: readonly Share[] = [
  { kind: 'session', path: '/api/auth/session', of40: 32 },
  { kind: 'coverage', path: '/coverage', of40: 1 },
  { kind: 'walk to coverage', path: '/coverage', of40: 3, walked: true },
  { kind: 'profile', path: '/profile', of40: 1 },
  { kind: 'walk to profile', path: '/profile', of40: 2, walked: true },
  { kind: 'claims', path: '/api/claims?starts=0', of40: 1 },
]

export const kinds: readonly string[] = shares.map(({ kind }) => kind)
/** Pages that ask Medicare exactly once, so that their time can be laid beside Medicare's own. */
export const oneCallEach: readonly string[] = shares.filter(({ path }) => path === '/coverage' || path === '/profile').map(({ kind }) => kind)
export const walkedTo: readonly string[] = shares.filter(({ walked }) => walked).map(({ path }) => path)
/** The same in words, for the report. */
export const mixInWords =
  'Of forty requests 32 look at the session as open tabs do, 5 are walks of an open tab to coverage or profile (as a Chromium asks for them), 2 open one of these pages anew, and 1 is for the first 50 claims as a stream.'

// Spread out: steps of 27 have nothing in common with forty.
const order = Array.from({ length: 40 }, (_, index) => (index * 27) % 40)
const cards = shares.flatMap((share) => Array.from({ length: share.of40 }, () => share))

/**
 * The request of this number; in the course of many, everybody asks for everything.
 *
 * @param walks how walks are asked for; where it is not known, the whole page is asked for
 */
export function requestOf(number: number, cookies: readonly string[], walks: Walks = new Map()): Asked {
  const card = cards[order[number % order.length] ?? 0]
  if (!card) throw new Error('A card is missing in the mix.')
  const cookie = cookies[(number * 7 + Math.floor(number / order.length)) % cookies.length] ?? ''
  const walk = card.walked && walks.get(card.path)
  return walk ? { kind: card.kind, path: walk.path, headers: walk.headers, cookie } : { kind: card.kind, path: card.path, cookie }
}
