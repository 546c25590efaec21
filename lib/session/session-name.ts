// What a tab calls the session it belongs to, so that it never adds what another session's answer holds (quality PRV-03).
// The name opens nothing, is no id, and is not the one that stands in our log.
import 'server-only'
import { hkdfSync } from 'node:crypto'
import type { GrantRef } from '@/lib/vault/vault'
import { readRef } from './session'

const nameBytes = 12

/**
 * The same for as long as the session lives, another for every sign-in, also of the same person. Made of the cookie's half
 * and not of a master key: keys turn over, and processes that hold different ones must agree.
 */
export function sessionName({ id, half }: GrantRef): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(half.reveal(), 'base64url'), id, 'plainclaim session name v1', nameBytes)).toString('base64url')
}

/** The name of the session whose cookie this request carries, whether or not it still lives; `null` without one. */
export async function readSessionName(): Promise<string | null> {
  const ref = await readRef()
  return ref && sessionName(ref)
}
