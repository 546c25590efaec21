// What one more person who is signed in and does nothing costs the app's process (quality LOD-02).
import { setTimeout as pause } from 'node:timers/promises'
import type { Wish } from './arguments'
import { type Fleet, startFleet } from './fleet'
import { figureList, type Outcome } from './part'
import { signInPeople } from './people'
import { ask } from './traffic'

/** Connections that were left open close by themselves meanwhile. */
const settleMs = 10_000
const mostKbEach = 20

export async function memory(wish: Wish, stop: AbortSignal): Promise<Outcome> {
  const people = wish.short ? 200 : 2_000
  const fleet = await startFleet({ store: 'libsql', processes: 1, tellsHeap: true }, stop)
  try {
    // The same number once before: what the process loads and keeps for good is not what a person costs.
    const first = await signInPeople(fleet.url, people, stop)
    const before = await settled(fleet)
    const more = await signInPeople(fleet.url, people, stop, 2_000 + people)
    const after = await settled(fleet)
    const alive = await Promise.all([first[0], more[0], more.at(-1)].map((cookie) => ask(fleet.url, { kind: 'session', path: '/api/auth/session', cookie: cookie ?? '' })))
    const eachKb = (after - before) / people
    const list = figureList()
    list.add(`heap of the app with ${people} and with ${2 * people} people signed in`, `${(before / 1_024).toFixed(1)} MB, ${(after / 1_024).toFixed(1)} MB`)
    list.add('one more person who does nothing', `${eachKb.toFixed(1)} kB`, `at most ${mostKbEach} kB`, eachKb <= mostKbEach)
    list.add('sessions looked at that live', String(alive.filter(({ body }) => body.includes('expires')).length), '3', alive.every(({ body }) => body.includes('expires')))
    return list.outcome()
  } finally {
    await fleet.stop()
  }
}

async function settled(fleet: Fleet): Promise<number> {
  await pause(settleMs)
  return (await fleet.apps[0]?.heapKb()) ?? Number.NaN
}
