// AES-256-GCM in the one form in which we keep it: whatever is sealed at rest lies as nonce, text and tag, in base64url.
// What the key is made of and what a text is bound to is for the caller to say.
import 'server-only'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const nonceBytes = 12
const tagBytes = 16

/**
 * @param key 32 bytes
 * @param associated what the text is bound to: it opens with exactly these bytes only
 */
export function sealBytes(plain: Buffer, key: Buffer, associated: Buffer): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(associated)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** @returns null for anything that is not exactly, to the letter, what `sealBytes` made with this key for `associated`. */
export function openBytes(text: string, key: Buffer, associated: Buffer): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length < nonceBytes + tagBytes || bytes.toString('base64url') !== text) return null
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    cipher.setAAD(associated)
    cipher.setAuthTag(bytes.subarray(-tagBytes))
    return Buffer.concat([cipher.update(bytes.subarray(nonceBytes, -tagBytes)), cipher.final()])
  } catch {
    return null
  }
}
