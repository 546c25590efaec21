// Counts what happens in windows that begin by the clock, for bounds that start anew with each of them.

/** @returns counts one more, and says how many that makes in this window */
export function countInWindow(windowMs: number, now: () => number = () => Date.now()): () => number {
  let window = 0
  let seen = 0
  return () => {
    const current = Math.floor(now() / windowMs)
    // Another window, whichever way the clock went.
    if (current !== window) [window, seen] = [current, 0]
    seen += 1
    return seen
  }
}
