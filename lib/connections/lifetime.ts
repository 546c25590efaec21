// How long a token is good, out of what a reply says (contract 5.2 rule 2). Systems send numbers, numbers as text, or
// moments in seconds, milliseconds and letters.
import 'server-only'
import { UnreadableReply } from './dialect'

const longestMs = 24 * 60 * 60_000
/** A figure above it can only mean milliseconds: as seconds it would lie a thousand years ahead. */
const smallestInMs = 1e11

/**
 * `expires_in`: seconds as a number or as text.
 * @param absentMs what to assume when it is missing
 * @throws UnreadableReply for anything else, zero and negative figures too
 */
export function readSpan(value: unknown, absentMs: number): number {
  if (value === undefined || value === null) return absentMs
  const seconds = readNumber(value)
  if (!Number.isFinite(seconds) || seconds <= 0) throw new UnreadableReply('lifetime')
  return Math.min(seconds * 1_000, longestMs)
}

/**
 * A moment: epoch seconds or milliseconds, as a number or text, or an ISO date.
 * @returns ms since 1970
 */
export function readMoment(value: unknown): number {
  const figure = readNumber(value)
  if (Number.isFinite(figure) && figure > 0) return figure > smallestInMs ? figure : figure * 1_000
  const atMs = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(atMs)) throw new UnreadableReply('lifetime')
  return atMs
}

function readNumber(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : Number.NaN
}
