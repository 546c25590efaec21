// Seals and unseals one record. Its key is made of a secret that only the master key unwraps and of the cookie's half
// (quality SES-07); only the wrapping names a master key, so a key is replaced without anybody's cookie (SES-09).
import 'server-only'
import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { openBytes, sealBytes } from '@/lib/aes-gcm'
import type { VaultKey } from '@/lib/env'
import type { Secret } from '@/lib/secret'

const format = 'v2'
const secretBytes = 32

/** Which row a sealed text belongs to. */
export interface Row {
  readonly storedId: string
  readonly purpose: 'grant'
}

/** What a sealed text is bound to. `environment` keeps sandbox and live records apart. */
export interface Binding extends Row {
  readonly environment: string
}

/** SHA-256 of an id, in base64url: what the store sees instead of the id (SES-08). */
export function hashId(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}

/** @returns `v2.<key id>.<wrapped secret of this record>.<sealed text>`, the last two in base64url with nonce and tag */
export function seal(text: string, key: VaultKey, half: Secret, binding: Binding): string {
  const secret = randomBytes(secretBytes)
  const body = sealBytes(Buffer.from(text, 'utf8'), recordKey(secret, half, binding), bodyData(binding))
  return [format, key.id, wrap(secret, key, binding), body].join('.')
}

/** @returns null for anything that is not exactly what `seal` made with one of these keys, this half and this binding. */
export function unseal(sealed: string, keys: readonly VaultKey[], half: Secret, binding: Binding): string | null {
  const parts = split(sealed)
  const secret = parts && unwrap(parts, keys, binding)
  return (secret && openBytes(parts.body, recordKey(secret, half, binding), bodyData(binding))?.toString('utf8')) ?? null
}

/** The name of the master key that a sealed text needs, whether or not we have it; null when it is no text of ours. */
export function keyIdOf(sealed: string): string | null {
  return split(sealed)?.keyId ?? null
}

/** Whether we hold the master key of this text. If so and it does not unseal, it never will: it is damaged, or not theirs. */
export function unwraps(sealed: string, keys: readonly VaultKey[], row: Row): boolean {
  const parts = split(sealed)
  return parts !== null && unwrap(parts, keys, row) !== null
}

/**
 * The same record under another master key. What was sealed is neither opened nor changed: that would take the cookie.
 * @returns null when none of the keys unwraps it
 */
export function rewrap(sealed: string, keys: readonly VaultKey[], to: VaultKey, row: Row): string | null {
  const parts = split(sealed)
  const secret = parts && unwrap(parts, keys, row)
  return secret && [format, to.id, wrap(secret, to, row), parts.body].join('.')
}

interface Parts {
  readonly keyId: string
  readonly wrapped: string
  readonly body: string
}

function split(sealed: string): Parts | null {
  const [version, keyId, wrapped, body, ...more] = sealed.split('.')
  return version === format && keyId && wrapped && body && more.length === 0 ? { keyId, wrapped, body } : null
}

function wrap(secret: Buffer, key: VaultKey, row: Row): string {
  return sealBytes(secret, wrappingKey(key, row), wrappingData(key.id, row))
}

function unwrap({ keyId, wrapped }: Parts, keys: readonly VaultKey[], row: Row): Buffer | null {
  const key = keys.find((candidate) => candidate.id === keyId)
  return key ? openBytes(wrapped, wrappingKey(key, row), wrappingData(keyId, row)) : null
}

function wrappingKey(key: VaultKey, row: Row): Buffer {
  return derive(Buffer.from(key.key.reveal(), 'base64url'), row.storedId, `wrap ${row.purpose}`)
}

function recordKey(secret: Buffer, half: Secret, row: Row): Buffer {
  return derive(Buffer.concat([secret, Buffer.from(half.reveal(), 'base64url')]), row.storedId, row.purpose)
}

function derive(material: Buffer, salt: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', material, salt, `plainclaim vault ${format} ${use}`, 32))
}

/** The environment is left to the body, so that keys can be replaced by whoever knows nothing but the keys. */
function wrappingData(keyId: string, row: Row): Buffer {
  return Buffer.from(JSON.stringify([format, 'wrap', keyId, row.storedId, row.purpose]))
}

function bodyData({ storedId, purpose, environment }: Binding): Buffer {
  return Buffer.from(JSON.stringify([format, 'body', storedId, purpose, environment]))
}
