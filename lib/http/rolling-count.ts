// Counts what happened in the last while, in sixty slots however much happens: memory does not grow with traffic.

export interface RollingCount {
  add(): void
  /** How many in the window that ends now, give or take a sixtieth of it. */
  total(): number
  clear(): void
}

const slots = 60

/** @param now a clock that never goes back, in ms (quality AVL-09) */
export function createRollingCount(windowMs: number, now: () => number): RollingCount {
  const slotMs = windowMs / slots
  const counts = new Map<number, number>()
  const slotNow = () => Math.floor(now() / slotMs)
  const dropOld = () => {
    for (const slot of counts.keys()) if (slot <= slotNow() - slots) counts.delete(slot)
  }
  return {
    add: () => {
      dropOld()
      counts.set(slotNow(), (counts.get(slotNow()) ?? 0) + 1)
    },
    total: () => {
      dropOld()
      return [...counts.values()].reduce((sum, count) => sum + count, 0)
    },
    clear: () => counts.clear(),
  }
}
