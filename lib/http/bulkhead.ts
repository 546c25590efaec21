// Bounds how much is under way at once, for one person and for the whole process, and who may wait (quality AVL-04). A
// person at the bound never holds up another: whoever waits longest among those who may go, goes.
import { Unavailable } from '@/lib/errors'

export interface Bulkhead {
  /**
   * Runs `work` when its person and the process have room.
   * @throws Unavailable at once when too many wait; the signal's reason when the reader leaves the line
   */
  run<T>(person: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>
  /** People of whom anything is remembered; none when nothing is under way. */
  size(): number
}

export interface BulkheadBounds {
  readonly perPerson: number
  readonly inAll: number
  readonly waitingInAll: number
  /** Less than all places, so that one person's many tabs cannot fill the line. */
  readonly waitingPerPerson: number
}

interface Waiter {
  readonly person: string
  readonly go: () => void
}

const askAgainMs = 2_000

export function createBulkhead(bounds: BulkheadBounds): Bulkhead {
  const running = new Map<string, number>()
  const line: Waiter[] = []
  let runningInAll = 0

  const hasRoom = (person: string) => runningInAll < bounds.inAll && (running.get(person) ?? 0) < bounds.perPerson
  const enter = (person: string) => {
    runningInAll += 1
    running.set(person, (running.get(person) ?? 0) + 1)
  }
  const leave = (person: string) => {
    runningInAll -= 1
    const left = (running.get(person) ?? 1) - 1
    if (left === 0) running.delete(person)
    else running.set(person, left)
    const index = line.findIndex((waiter) => hasRoom(waiter.person))
    const [next] = index < 0 ? [] : line.splice(index, 1)
    next?.go()
  }
  const wait = (person: string, signal: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      const step = () => {
        line.splice(line.indexOf(waiter), 1)
        reject(signal?.reason)
      }
      const go = () => {
        signal?.removeEventListener('abort', step)
        enter(person)
        resolve()
      }
      const waiter: Waiter = { person, go }
      line.push(waiter)
      signal?.addEventListener('abort', step, { once: true })
    })

  return {
    async run(person, work, signal) {
      signal?.throwIfAborted()
      if (hasRoom(person)) enter(person)
      else {
        const waiting = line.filter((waiter) => waiter.person === person).length
        if (line.length >= bounds.waitingInAll || waiting >= bounds.waitingPerPerson) throw new Unavailable('too many wait', askAgainMs)
        await wait(person, signal)
      }
      try {
        return await work()
      } finally {
        leave(person)
      }
    },
    size: () => running.size,
  }
}
