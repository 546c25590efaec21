// Times as the server's language writes them: to the microsecond, and in two forms (contract 1.6). The sandbox counts
// milliseconds; the last three digits are made up, and always the same for the same moment.
import { hash } from '@/sandbox/people/numbers/hash'

/** `2026-08-21T15:02:15.123456Z`, without zeros at the end. */
export function goInstant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}${fractionOf(ms)}Z`
}

/** `2026-08-22 15:04:05.123456 +0000 UTC`: not a date of HTTP. */
export function goText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}${fractionOf(ms)} +0000 UTC`
}

/** `2026-08-21T15:02:15Z`. */
export function wholeSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

function fractionOf(ms: number): string {
  // Of the moment within the day alone, so that a day later the digits are the same.
  const micros = hash(Math.floor(ms) % 86_400_000, 74, 0) % 1_000
  const digits = `${String(Math.floor(ms) % 1_000).padStart(3, '0')}${String(micros).padStart(3, '0')}`.replace(/0+$/, '')
  return digits === '' ? '' : `.${digits}`
}
