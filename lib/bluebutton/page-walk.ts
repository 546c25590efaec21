// Fetches many pages, a few at a time, and hands them out as they arrive; what it asks for may grow on the way. A page
// counts until it is taken, so that a slow reader does not make us hold a whole record.
import 'server-only'

export interface PageWalk<T> {
  /** Asks for one more page, once. */
  add(start: number): 'added' | 'known' | 'too-many'
  /** The next page to arrive, or null when nothing more is asked for. */
  next(): Promise<T | null>
  /** Begins nothing more. What is under way ends unseen. */
  end(): void
}

/** @param bounds how many may be on their way or waiting to be taken, and how many there may be in all */
export function beginPageWalk<T>(get: (start: number) => Promise<T>, bounds: { readonly atOnce: number; readonly inAll: number }): PageWalk<T> {
  const asked = new Set<number>()
  const waiting: number[] = []
  const running = new Map<number, Promise<{ start: number; page: T }>>()
  const begin = (start: number) => {
    const arrival = get(start).then((page) => ({ start, page }))
    // When the reader has left nobody waits for it, and its failure must not end the process.
    arrival.catch(() => undefined)
    running.set(start, arrival)
  }
  const fill = () => waiting.splice(0, bounds.atOnce - running.size).forEach(begin)
  return {
    add: (start) => {
      if (asked.has(start)) return 'known'
      if (asked.size >= bounds.inAll) return 'too-many'
      asked.add(start)
      waiting.push(start)
      fill()
      return 'added'
    },
    next: async () => {
      if (running.size === 0) return null
      const { start, page } = await Promise.race(running.values())
      running.delete(start)
      fill()
      return page
    },
    end: () => void waiting.splice(0),
  }
}
