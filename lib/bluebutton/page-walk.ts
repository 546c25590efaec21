// Fetches many pages, a few at a time, and hands them out as they arrive; what it asks for may grow on the way. It stays
// only a little ahead of whoever takes the pages, so that a slow reader does not make us hold a whole record.
import 'server-only'
import pLimit from 'p-limit'

export interface PageWalk<T> {
  /** Asks for one more page, once. False when it would be one too many. */
  add(start: number): boolean
  /** The next page to arrive, or null when nothing more is asked for. */
  next(): Promise<T | null>
  /** Begins nothing more. What is under way ends unseen. */
  end(): void
}

export interface WalkBounds {
  readonly atOnce: number
  /** Pages that are here, or on their way, and not yet taken. */
  readonly ahead: number
  readonly pages: number
}

export function beginPageWalk<T>(get: (start: number) => Promise<T>, { atOnce, ahead, pages }: WalkBounds): PageWalk<T> {
  const limit = pLimit(atOnce)
  const asked = new Set<number>()
  const waiting: number[] = []
  const running = new Map<number, Promise<{ start: number; page: T }>>()
  const begin = (start: number) => {
    const arrival = limit(() => get(start)).then((page) => ({ start, page }))
    // When the reader has left nobody waits for it, and its failure must not end the process.
    arrival.catch(() => undefined)
    running.set(start, arrival)
  }
  const fill = () => waiting.splice(0, Math.max(0, ahead - running.size)).forEach(begin)
  return {
    add: (start) => {
      if (asked.has(start)) return true
      if (asked.size >= pages) return false
      asked.add(start)
      waiting.push(start)
      fill()
      return true
    },
    next: async () => {
      fill()
      if (running.size === 0) return null
      const { start, page } = await Promise.race(running.values())
      running.delete(start)
      fill()
      return page
    },
    end: () => limit.clearQueue(),
  }
}
