// How often one organization may ask for tokens: windows of fixed length, each opened by its first call (contract 1.2).

export type RateWindow = ReturnType<typeof createRateWindow>

/** No windows open; `now` is the sandbox's clock. */
export function createRateWindow(now: () => number) {
  const windows = new Map<string, { count: number; readonly endsAtMs: number }>()
  return {
    /** Counts a call; false when there were too many. */
    take(key: string, { limit, windowMs }: { limit: number; windowMs: number }): boolean {
      const open = windows.get(key)
      const window = open && open.endsAtMs > now() ? open : { count: 0, endsAtMs: now() + windowMs }
      window.count += 1
      windows.set(key, window)
      return window.count <= limit
    },
    clear: (): void => windows.clear(),
  }
}
