// Reads `Retry-After` in both its forms (RFC 9110 10.2.3), since both are sent.

const floorMs = 1_000
const capMs = 60_000

/**
 * How long the other side asks us to wait, in ms, between one second and one minute (quality AVL-02).
 * @returns null when the header is absent or makes no sense.
 */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (!header) return null
  const askedMs = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - nowMs
  return Number.isFinite(askedMs) ? Math.min(Math.max(askedMs, floorMs), capMs) : null
}
