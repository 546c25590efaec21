// "What is new since": how to say it to Medicare so that nothing falls in between (contract 4.4, 4.7).
import 'server-only'

/**
 * Claims are stamped when they are loaded and can be seen a little later. What comes twice is dropped by its id, so a long
 * margin costs nothing.
 */
const marginMs = 60 * 60_000
/** Nothing before it is meaningful: older claims all carry one and the same date. */
const firstMeaningful = Date.UTC(2020, 1, 12)

/**
 * What to ask for, given the time of an earlier answer.
 * @param asOf Medicare's own time, as a page tells it: our clock may be ahead of theirs
 * @returns a moment in UTC, since a `+` of a time zone is easily read as a blank; null when `asOf` is no moment
 */
export function sinceOf(asOf: string): string | null {
  const atMs = Date.parse(asOf)
  return Number.isNaN(atMs) ? null : new Date(Math.max(atMs - marginMs, firstMeaningful)).toISOString()
}
