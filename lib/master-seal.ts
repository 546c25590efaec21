// Seals a short text under the master key alone, for what must open without anybody's cookie: the key of the access log,
// and a pair of tokens that waits to be revoked (quality SES-06, PRV-06). A person's grant is never sealed this way.
import 'server-only'
import { createHmac, hkdfSync } from 'node:crypto'
import { openBytes, sealBytes } from '@/lib/aes-gcm'
import type { VaultKey } from '@/lib/env'

const format = 'm1'

/** @param purpose what the text is and where it lies: it opens for nothing else. @returns `m1.<key id>.<sealed, base64url>` */
export function sealUnderMaster(text: string, key: VaultKey, purpose: string): string {
  return [format, key.id, sealBytes(Buffer.from(text, 'utf8'), keyFor(key, purpose), associated(key.id, purpose))].join('.')
}

/** @returns null for anything that is not exactly what `sealUnderMaster` made with one of these keys for this purpose. */
export function openUnderMaster(text: string, keys: readonly VaultKey[], purpose: string): string | null {
  const [version, keyId, body = '', ...more] = text.split('.')
  const key = keys.find(({ id }) => id === keyId)
  if (version !== format || more.length > 0 || !key) return null
  return openBytes(body, keyFor(key, purpose), associated(key.id, purpose))?.toString('utf8') ?? null
}

/** Which master key a text needs. */
export function masterKeyOf(text: string): string | null {
  return text.split('.')[1] ?? null
}

const logKeys = new WeakMap<VaultKey, Buffer>()

/**
 * What stands in log lines for the id of a session: the same for the same id, and nobody makes one from the other without
 * the master key (quality PRV-05). Asked for in every request, so its key is derived once.
 */
export function logName(id: string, key: VaultKey): string {
  const known = logKeys.get(key) ?? Buffer.from(hkdfSync('sha256', Buffer.from(key.key.reveal(), 'base64url'), '', 'plainclaim log names v1', 32))
  logKeys.set(key, known)
  return createHmac('sha256', known).update(id).digest('base64url').slice(0, 16)
}

function keyFor(key: VaultKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(key.key.reveal(), 'base64url'), '', `plainclaim master ${format} ${purpose}`, 32))
}

function associated(keyId: string, purpose: string): Buffer {
  return Buffer.from(JSON.stringify([format, keyId, purpose]))
}
