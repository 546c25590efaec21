// Two app processes behind the proxy are restarted in turn while people go on asking and their tokens go on lapsing: no
// request may fail, no refresh may be lost, nobody may be signed out (quality AVL-07).
import { setTimeout as pause } from 'node:timers/promises'
import { type StoreKind, storeKinds } from '@/lib/vault/testing'
import type { Wish } from './arguments'
import { clearJournal, type Fleet, readJournal, startFleet, tellSandbox } from './fleet'
import { requestOf } from './mix'
import { figureList, type Outcome } from './part'
import { firstPerson, signInPeople, userName } from './people'
import { countStatuses, timesOf } from './statistics'
import { type Answered, ask, keepAsking } from './traffic'

const usualRate = 50
const people = 40
const lapseEveryMs = 500
/** The next process is restarted when hardly anybody waits: whoever rolls a release waits for the last to be well. */
const fewWaiting = 10
const lookEveryMs = 250
const patienceMs = 60_000

export async function rolling(wish: Wish, stop: AbortSignal): Promise<Outcome> {
  const list = figureList()
  const [restarts, perSecond] = [wish.short ? 4 : 20, wish.rate ?? usualRate]
  for (const store of storeKinds) {
    const { statuses, times, reachedRate, ended, slowestMs, refreshes, refused, signedOut, triedAgain } = await roll(store, { restarts, perSecond }, stop)
    list.add(`${store}: requests at ${perSecond} a second while ${restarts} restarts went on`, `${times.length}, failed: ${statuses.tell()}`, '0 failed', statuses.failed() === 0)
    list.add(`${store}: requests a second in fact`, reachedRate.toFixed(1))
    list.add(`${store}: how the processes ended`, [...new Set(ended)].join(', '), 'code 0', ended.every((how) => how === 'ended with code 0'))
    list.add(`${store}: slowest end of a process`, `${(slowestMs / 1_000).toFixed(1)} s`, 'at most 25 s', slowestMs <= 25_000)
    list.add(`${store}: refreshes by Medicare, and refused ones`, `${refreshes}, ${refused}`, '0 refused', refused === 0 && refreshes > 0)
    list.add(`${store}: of ${people} people signed out in the end`, String(signedOut), '0', signedOut === 0)
    list.add(`${store}: requests that the proxy gave to another process`, String(triedAgain))
    list.add(`${store}: answers, median, 95th, 99th percentile`, timesOf(times).text)
  }
  return list.outcome()
}

async function roll(store: StoreKind, { restarts, perSecond }: { restarts: number; perSecond: number }, stop: AbortSignal) {
  const fleet = await startFleet({ store, processes: 2 }, stop)
  const over = new AbortController()
  try {
    const cookies = await signInPeople(fleet.url, people, stop)
    await clearJournal(fleet)
    const times: number[] = []
    const statuses = countStatuses()
    const hear = ({ status, ms }: Answered) => {
      statuses.add(status)
      times.push(ms)
    }
    const startedAtMs = performance.now()
    let asked = 0
    const nextOf = (number: number) => {
      asked = number + 1
      return requestOf(number, cookies)
    }
    const asking = keepAsking(fleet.url, { perSecond, seconds: 3_600 }, nextOf, hear, AbortSignal.any([stop, over.signal]))
    const lapsing = lapse(fleet, over.signal)
    const ended = await restartInTurn(fleet, restarts, () => asked - times.length, stop)
    over.abort()
    await Promise.all([asking, lapsing])
    const reachedRate = times.length / ((performance.now() - startedAtMs) / 1_000)
    const refreshes = (await readJournal(fleet, 'refresh')).map(({ status }) => status)
    const sessions = await Promise.all(cookies.map((cookie) => ask(fleet.url, { kind: 'session', path: '/coverage', cookie })))
    return {
      statuses,
      times,
      reachedRate,
      ended: ended.map(({ how }) => how),
      slowestMs: Math.max(...ended.map(({ ms }) => ms)),
      refreshes: refreshes.length,
      refused: refreshes.filter((status) => status !== 200).length,
      signedOut: sessions.filter(({ status }) => status !== 200).length,
      triedAgain: fleet.tries(),
    }
  } finally {
    over.abort()
    await fleet.stop()
  }
}

async function restartInTurn(fleet: Fleet, restarts: number, waiting: () => number, stop: AbortSignal) {
  const ended: { readonly how: string; readonly ms: number }[] = []
  for (let count = 0; count < restarts; count += 1) {
    stop.throwIfAborted()
    const app = fleet.apps[count % fleet.apps.length]
    if (app) ended.push(await app.restart())
    await untilWell(waiting, stop)
  }
  return ended
}

async function untilWell(waiting: () => number, stop: AbortSignal): Promise<void> {
  const giveUpAtMs = performance.now() + patienceMs
  do await pause(lookEveryMs)
  while (waiting() > fewWaiting && performance.now() < giveUpAtMs && !stop.aborted)
}

/**
 * One person's token after the other ends early, so that refreshes are under way whenever a process ends. Not everybody's at
 * once: a token that is refused right after a refresh would rightly be taken for the end of the permission.
 */
async function lapse(fleet: Fleet, over: AbortSignal): Promise<void> {
  for (let turn = 0; !over.aborted; turn += 1) {
    await tellSandbox(fleet, 'expire-access-tokens', { person: userName(firstPerson + (turn % people)) })
    await pause(lapseEveryMs, undefined, { signal: over }).catch(() => undefined)
  }
}
