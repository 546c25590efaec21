// The end of something's time, as a signal. Made of a timer that is held, not of `AbortSignal.timeout` below
// `AbortSignal.any`: Node may collect a timeout signal that only a combined one listens to, and then it never comes
// (nodejs/node#57736), so that a silent server would be waited for without end (quality AVL-01).

export interface Deadline {
  /** Ends when the time is over, or with `outer`. */
  readonly signal: AbortSignal
  /** Lets go of the timer and of `outer`. The signal stays as it is. */
  clear(): void
}

/** @param ms how long from now; none or less ends at once. @param outer ends it earlier, with its own reason */
export function beginDeadline(ms: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController()
  const leave = () => controller.abort(outer?.reason)
  const timer = setTimeout(() => controller.abort(new DOMException('time is over', 'TimeoutError')), Math.max(0, Math.floor(ms)))
  if (outer?.aborted) leave()
  else outer?.addEventListener('abort', leave, { once: true })
  return {
    signal: controller.signal,
    clear: () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', leave)
    },
  }
}

/** Runs `work` with a signal that ends after `ms` or with `outer`; it is for `work` to heed it. */
export async function withDeadline<T>(ms: number, outer: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = beginDeadline(ms, outer)
  try {
    return await work(deadline.signal)
  } finally {
    deadline.clear()
  }
}
