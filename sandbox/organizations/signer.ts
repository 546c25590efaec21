// Signs the tokens that systems hand out as JWTs. The key is made in this process and never leaves it.
import { randomBytes } from 'node:crypto'
import { generateKeyPair, SignJWT } from 'jose'
import type { JWTPayload } from 'jose'

export type Sign = (claims: JWTPayload) => Promise<string>

/** RS256 under a key made when the first token is asked for, so that a start does not wait for it. */
export function createRsaSigner(kid: string): Sign {
  let key: ReturnType<typeof generateKeyPair> | null = null
  return async claims => {
    key ??= generateKeyPair('RS256')
    const { privateKey } = await key
    return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(privateKey)
  }
}

/** HS512 under 64 random bytes. */
export function createHmacSigner(): Sign {
  const key = randomBytes(64)
  return claims => new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'HS512' }).sign(key)
}
