// Seals what goes into our cookies with next-auth's encrypted token. The keys come from the vault's master keys, so one
// list turns over everything: the first seals, all unseal.
import 'server-only'
import { hkdfSync } from 'node:crypto'
import { decode, encode, type JWT } from 'next-auth/jwt'
import { settings } from '@/lib/env'

/** @param salt names the cookie, so that one cookie's text never opens as another's */
export function sealCookie(token: JWT, maxAgeSeconds: number, salt: string): Promise<string> {
  const [first] = cookieKeys()
  return encode({ token, secret: first, maxAge: maxAgeSeconds, salt })
}

/** null for anything that is missing, over, or not sealed by us for this cookie. */
export async function unsealCookie(text: string | undefined, salt: string): Promise<JWT | null> {
  if (!text) return null
  for (const secret of cookieKeys()) {
    const token = await decode({ token: text, secret, salt }).catch(() => null)
    if (token) return token
  }
  return null
}

const derived = new WeakMap<object, readonly [string, ...string[]]>()

/** One key for each master key, derived so that neither can be computed from the other. Once for each set of settings. */
function cookieKeys(): readonly [string, ...string[]] {
  const { keys } = settings().vault
  const known = derived.get(keys)
  if (known) return known
  const [first, ...others] = keys
  const made = [derive(first.key.reveal()), ...others.map((key) => derive(key.key.reveal()))] as const
  derived.set(keys, made)
  return made
}

function derive(masterKey: string): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(masterKey, 'base64url'), '', 'plainclaim cookies v1', 32)).toString('base64url')
}
