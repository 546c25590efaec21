// What one more person who is signed in and does nothing costs the app's process (quality LOD-02).
import { setTimeout as pause } from 'node:timers/promises'
import type { Wish } from './arguments'
import { startFleet } from './fleet'
import { costOf, inARow, mostReadings, settle, type Settled, toleranceKb } from './heap'
import { figureList, type Outcome } from './part'
import { firstPerson, signInPeople } from './people'
import { ask } from './traffic'

const mostKbEach = 20
/** The first is what the process loads and keeps for good; the other two say what a person costs, and how sure that is. */
const batches = 3
const betweenReadingsMs = 5_000

export async function memory(wish: Wish, stop: AbortSignal): Promise<Outcome> {
  const people = wish.short ? 500 : 2_000
  const fleet = await startFleet({ store: 'libsql', processes: 1, tellsHeap: true }, stop)
  try {
    const heaps: Settled[] = []
    const looked: string[] = []
    for (let batch = 0; batch < batches; batch += 1) {
      const cookies = await signInPeople(fleet.url, people, stop, firstPerson + batch * people)
      looked.push(cookies[0] ?? '', cookies.at(-1) ?? '')
      heaps.push(await settle(async () => (await fleet.apps[0]?.heapKb()) ?? Number.NaN, () => pause(betweenReadingsMs, undefined, { signal: stop })))
    }
    const answers = await Promise.all(looked.map((cookie) => ask(fleet.url, { kind: 'session', path: '/api/auth/session', cookie })))
    return tell(people, heaps, answers.filter(({ body }) => body.includes('expires')).length)
  } finally {
    await fleet.stop()
  }
}

function tell(people: number, heaps: readonly Settled[], alive: number): Outcome {
  const [once = Number.NaN, twice = Number.NaN, thrice = Number.NaN] = heaps.map(({ kb }) => kb)
  const { eachKb, noiseKb, reached } = costOf([once, twice, thrice], people, mostKbEach)
  const list = figureList()
  list.add(`heap of the app with ${people}, ${2 * people} and ${3 * people} people signed in`, [once, twice, thrice].map((kb) => (Number.isFinite(kb) ? `${(kb / 1_024).toFixed(1)} MB` : 'unknown')).join(', '))
  list.add(
    `readings until ${inARow} in a row lay within ${toleranceKb / 1_024} MB`,
    heaps.map(({ readings }) => readings).join(', '),
    `at most ${mostReadings} each`,
    heaps.every(({ kb }) => Number.isFinite(kb)),
  )
  const found = Number.isFinite(eachKb + noiseKb) ? `${eachKb.toFixed(1)} kB, give or take ${noiseKb.toFixed(1)}` : 'the heap never stood still'
  list.add('one more person who does nothing', found, `at most ${mostKbEach} kB`, reached)
  list.add('sessions looked at that live', String(alive), String(2 * batches), alive === 2 * batches)
  return list.outcome()
}
