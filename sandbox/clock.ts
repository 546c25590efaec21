// The sandbox's own time. Everything that expires here asks this clock, so that a test moves thirteen months in no time
// at all; nothing else in the sandbox may read the machine's clock.

/** A clock that runs with the machine's until somebody moves it. All times are milliseconds since 1970. */
export interface Clock {
  now(): number
  /** Moves by so many milliseconds; a negative number goes back. */
  advance(ms: number): void
  /** Moves to this moment; from there it runs on. */
  set(ms: number): void
  /** Back to the machine's time. */
  reset(): void
}

/** Makes a clock; `machineTime` is for tests that need it to stand still. */
export function createClock(machineTime: () => number = Date.now): Clock {
  let offsetMs = 0
  return {
    now: () => machineTime() + offsetMs,
    advance: ms => {
      offsetMs += ms
    },
    set: ms => {
      offsetMs = ms - machineTime()
    },
    reset: () => {
      offsetMs = 0
    },
  }
}

/** The same day and hour so many calendar months later, in UTC; a day that month lacks becomes its last one. */
export function addMonths(ms: number, months: number): number {
  const from = new Date(ms)
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate()
  const to = new Date(ms)
  to.setUTCMonth(from.getUTCMonth() + months, Math.min(from.getUTCDate(), lastDay))
  return to.getTime()
}
