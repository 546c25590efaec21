// How long to wait before the next look at a job: politely, and not in step with others (quality BLK-05).
import 'server-only'

const growth = 1.5
const usualMostMs = 60_000
const jitter = 0.2
/** The longest we let ourselves be told to wait. */
const longestMs = 5 * 60_000

/**
 * @param look how many looks there were before, from 0
 * @param asked the answer's `Retry-After`, in either form, if there was one
 */
export function waitBeforeLook(look: number, asked: string | undefined, { floorMs, nowMs, random }: { readonly floorMs: number; readonly nowMs: number; readonly random: () => number }): number {
  const toldMs = readRetryAfter(asked, nowMs)
  if (toldMs !== null) return Math.min(longestMs, Math.max(floorMs, toldMs))
  const usualMs = Math.min(usualMostMs, floorMs * growth ** Math.min(look, 20))
  return Math.max(floorMs, usualMs * (1 - jitter + 2 * jitter * random()))
}

/** In ms; null when absent or nonsense. Here zero is kept apart from absent, since the floor is the caller's. */
function readRetryAfter(header: string | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  const atMs = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}
