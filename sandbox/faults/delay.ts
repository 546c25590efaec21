// Waiting, in real time: as long as asked, and no longer than the caller stays.
import type { Context } from 'hono'
import type { FaultAction, Percentiles } from './fault'

/** How long this delay is, in milliseconds; `draw` (0 up to 1) decides what is left to chance. */
export function delayOf(action: Extract<FaultAction, { kind: 'delay' }>, draw: number): number {
  if (action.percentiles) return fromPercentiles(action.percentiles, draw)
  return action.upToMs === undefined ? action.ms : action.ms + draw * (action.upToMs - action.ms)
}

/** Waits so many milliseconds, or until the caller goes away; Infinity waits for that alone. */
export async function waitFor(ms: number, c: Context): Promise<void> {
  const { signal } = c.req.raw
  if (signal.aborted) return
  await new Promise<void>(resolve => {
    const timer = Number.isFinite(ms) ? setTimeout(done, ms) : undefined
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}

function fromPercentiles(percentiles: Percentiles, draw: number): number {
  const steps = Object.entries(percentiles)
    .map(([share, ms]) => ({ share: Number(share), ms }))
    .sort((a, b) => a.share - b.share)
  return (steps.find(({ share }) => draw * 100 < share) ?? steps.at(-1))?.ms ?? 0
}
