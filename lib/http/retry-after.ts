// Reads `Retry-After` in both its forms (RFC 9110 10.2.3), since both are sent.

const floorMs = 1_000
const capMs = 60_000

/**
 * How long the other side asks us to wait, in ms, between one second and one minute (quality AVL-02).
 * @param longestMs another bound, for who can wait longer than a person
 * @returns null when the header is absent or makes no sense.
 */
export function readRetryAfter(header: string | null, nowMs: number, longestMs = capMs): number | null {
  const text = header?.trim() ?? ''
  const askedMs = /^\d+$/.test(text) ? Number(text) * 1_000 : readHttpDate(text) - nowMs
  return Number.isNaN(askedMs) ? null : Math.min(Math.max(askedMs, floorMs), longestMs)
}

/** All three forms of RFC 9110 5.6.7 begin with the day's name. `Date.parse` alone would read "-5" as a year of its own. */
function readHttpDate(text: string): number {
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return Number.NaN
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
}
