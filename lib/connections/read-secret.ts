// A secret from a setting, or from a file that is read anew each time: replacing the file replaces the secret, without a
// restart (contract 5.2 rule 11).
import 'server-only'
import { readFileSync } from 'node:fs'
import { Secret } from '@/lib/secret'
import type { Credential } from './profile'

/**
 * The first line is the secret; a second one may be the day on which it was made, as 2026-11-22.
 * @throws Error without a path when there is no such file or nothing in it
 */
export function readSecretFile(file: string): Credential {
  const [secret, issued] = textOf(file).split(/\r?\n/)
  if (!secret) throw new Error('a file with a secret cannot be read')
  return { secret: new Secret(secret), issuedAtMs: issued && isDay(issued.trim()) ? dayToMs(issued.trim()) : null }
}

/** In ms since 1970, at midnight UTC. */
export function dayToMs(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayToMs(text))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
