// Seals and unseals one record: AES-256-GCM under a key made of a master key and the cookie's half (quality SES-07).
// Everything that names the record is bound to it as associated data, so a sealed text cannot be moved to another row.
import 'server-only'
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { VaultKey } from '@/lib/env'
import type { Secret } from '@/lib/secret'

const format = 'v1'
const nonceBytes = 12
const tagBytes = 16

/** What a sealed text is bound to. `environment` keeps sandbox and live records apart. */
export interface Binding {
  readonly storedId: string
  readonly purpose: 'grant'
  readonly environment: string
}

/** SHA-256 of an id, in base64url: what the store sees instead of the id (SES-08). */
export function hashId(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}

/** @returns `v1.<key id>.<nonce, text and tag in base64url>` */
export function seal(text: string, key: VaultKey, half: Secret, binding: Binding): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', derive(key, half, binding), nonce)
  cipher.setAAD(associated(key.id, binding))
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [format, key.id, sealed.toString('base64url')].join('.')
}

/** @returns null for anything that is not exactly what `seal` made with one of these keys, this half and this binding. */
export function unseal(sealed: string, keys: readonly VaultKey[], half: Secret, binding: Binding): string | null {
  const [version, keyId, body, ...more] = sealed.split('.')
  const key = keys.find((candidate) => candidate.id === keyId)
  if (version !== format || !key || !body || more.length > 0) return null
  const bytes = Buffer.from(body, 'base64url')
  if (bytes.length < nonceBytes + tagBytes || bytes.toString('base64url') !== body) return null
  try {
    const cipher = createDecipheriv('aes-256-gcm', derive(key, half, binding), bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    cipher.setAAD(associated(key.id, binding))
    cipher.setAuthTag(bytes.subarray(-tagBytes))
    return Buffer.concat([cipher.update(bytes.subarray(nonceBytes, -tagBytes)), cipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

function derive(key: VaultKey, half: Secret, binding: Binding): Buffer {
  const material = Buffer.concat([Buffer.from(key.key.reveal(), 'base64url'), Buffer.from(half.reveal(), 'base64url')])
  return Buffer.from(hkdfSync('sha256', material, binding.storedId, `plainclaim vault ${format} ${binding.purpose}`, 32))
}

function associated(keyId: string, binding: Binding): Buffer {
  return Buffer.from(JSON.stringify([format, keyId, binding.storedId, binding.purpose, binding.environment]))
}
