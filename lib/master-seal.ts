// Seals a short text under the master key alone, for what must open without anybody's cookie: the key of the access log,
// and a pair of tokens that waits to be revoked (quality SES-06, PRV-06). A person's grant is never sealed this way.
import 'server-only'
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { VaultKey } from '@/lib/env'

const format = 'm1'
const nonceBytes = 12
const tagBytes = 16

/** @param purpose what the text is and where it lies: it opens for nothing else. @returns `m1.<key id>.<sealed, base64url>` */
export function sealUnderMaster(text: string, key: VaultKey, purpose: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keyFor(key, purpose), nonce)
  cipher.setAAD(associated(key.id, purpose))
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [format, key.id, sealed.toString('base64url')].join('.')
}

/** @returns null for anything that is not exactly what `sealUnderMaster` made with one of these keys for this purpose. */
export function openUnderMaster(text: string, keys: readonly VaultKey[], purpose: string): string | null {
  const [version, keyId, body = '', ...more] = text.split('.')
  const key = keys.find(({ id }) => id === keyId)
  const bytes = Buffer.from(body, 'base64url')
  if (version !== format || more.length > 0 || !key || bytes.toString('base64url') !== body || bytes.length < nonceBytes + tagBytes) return null
  try {
    const cipher = createDecipheriv('aes-256-gcm', keyFor(key, purpose), bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    cipher.setAAD(associated(key.id, purpose))
    cipher.setAuthTag(bytes.subarray(-tagBytes))
    return Buffer.concat([cipher.update(bytes.subarray(nonceBytes, -tagBytes)), cipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

/** Which master key a text needs. */
export function masterKeyOf(text: string): string | null {
  return text.split('.')[1] ?? null
}

function keyFor(key: VaultKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(key.key.reveal(), 'base64url'), '', `plainclaim master ${format} ${purpose}`, 32))
}

function associated(keyId: string, purpose: string): Buffer {
  return Buffer.from(JSON.stringify([format, keyId, purpose]))
}
