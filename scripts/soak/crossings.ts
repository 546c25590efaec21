// Two people at once, their requests mixed: no answer to one may hold anything that only the other's record holds (quality
// PRV-03). The marks are what the record itself tells apart: claim ids, the name, the Medicare number, the address.
import pLimit from 'p-limit'
import type { Wish } from './arguments'
import { startFleet } from './fleet'
import { figureList, type Outcome } from './part'
import { signInPeople } from './people'
import { ask } from './traffic'

const paths = ['/api/claims?starts=0', '/claims', '/coverage', '/profile', '/drugs', '/api/auth/session']
/** Tells of every request before it, so the last takes a thousand times as long to make as the first: asked for now and then. */
const accessPath = '/access'
const accessEvery = 97
const atOnce = 16
/** Both have claims, drugs, a coverage and a profile. */
const firstPerson = 98

export async function crossings(wish: Wish, stop: AbortSignal): Promise<Outcome> {
  const each = wish.short ? 250 : 5_000
  const fleet = await startFleet({ store: 'libsql', processes: 2 }, stop)
  try {
    const cookies = await signInPeople(fleet.url, 2, stop, firstPerson)
    const texts = await Promise.all(cookies.map(async (cookie) => (await Promise.all([...paths, accessPath].map((path) => ask(fleet.url, { kind: path, path, cookie })))).map(({ body }) => body).join('\n')))
    const [mine, yours] = texts.map(marksOf)
    const marks = [only(mine, yours), only(yours, mine)] as const
    const seen = { answered: 0, failed: 0, own: 0, crossed: 0 }
    const one = async (number: number) => {
      stop.throwIfAborted()
      const who = number % 2
      const { status, body } = await ask(fleet.url, { kind: 'any', path: number % accessEvery === 0 ? accessPath : (paths[Math.floor(number / 2) % paths.length] ?? '/'), cookie: cookies[who] ?? '' })
      seen.answered += 1
      seen.failed += Number(status !== 200)
      seen.own += Number(marks[who]?.some((mark) => body.includes(mark)))
      seen.crossed += Number(marks[1 - who]?.some((mark) => body.includes(mark)))
    }
    const limit = pLimit(atOnce)
    await Promise.all(Array.from({ length: 2 * each }, (_, number) => limit(() => one(number))))
    const list = figureList()
    list.add('marks of each of the two, which the other does not have', marks.map(({ length }) => length).join(' and '), 'at least 10 each', marks.every(({ length }) => length >= 10))
    list.add(`requests, ${atOnce} at once, in two processes`, `${seen.answered}, of which ${seen.failed} failed`, '0 failed', seen.failed === 0)
    list.add('answers that held a mark of whoever asked', String(seen.own), 'more than half', seen.own > seen.answered / 2)
    list.add('answers that held a mark of the other', String(seen.crossed), '0', seen.crossed === 0)
    return list.outcome()
  } finally {
    await fleet.stop()
  }
}

/** Claim ids, Medicare numbers, and what stands in the fields of the profile. */
function marksOf(text: string): ReadonlySet<string> {
  const ids = text.match(/"id":"[^"]{8,64}"/g)?.map((found) => found.slice(6, -1)) ?? []
  const numbers = text.match(/1S[0-9A-Z]{2}-?[0-9A-Z]{3}-?[0-9A-Z]{4}/g) ?? []
  const fields = text.match(/(?<=<dd[^>]*>)[^<]{5,60}(?=<)/g) ?? []
  return new Set([...ids, ...numbers, ...fields])
}

function only(mine: ReadonlySet<string> | undefined, yours: ReadonlySet<string> | undefined): readonly string[] {
  return [...(mine ?? [])].filter((mark) => !yours?.has(mark))
}
