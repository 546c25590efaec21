// The name under which the sessions of one person are found together, without the store knowing whose they are: a hash of
// the person's id at one Medicare server that takes the master key. A plain hash of fourteen digits would be undone in hours.
import 'server-only'
import { createHmac, hkdfSync } from 'node:crypto'
import type { VaultKey } from '@/lib/env'

/** @param environment the address of the server: the same number at another one is somebody else */
export function personName(key: VaultKey, environment: string, patient: string): string {
  const naming = Buffer.from(hkdfSync('sha256', Buffer.from(key.key.reveal(), 'base64url'), '', 'plainclaim vault v2 person', 32))
  return createHmac('sha256', naming).update(JSON.stringify([environment, patient])).digest('base64url')
}
