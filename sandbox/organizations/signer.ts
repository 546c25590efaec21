// Signs the tokens that systems hand out as JWTs. The key is made in this process and never leaves it.
import { randomBytes } from 'node:crypto'
import { generateKeyPair, SignJWT } from 'jose'
import type { JWTPayload } from 'jose'

export type Sign = (claims: JWTPayload) => Promise<string>

// One for the process, made when the first token is asked for: making it takes longer than a whole start.
let rsaKeys: ReturnType<typeof generateKeyPair> | null = null

/** RS256. That a token is good is for its emulator's memory to say, not for the signature. */
export function createRsaSigner(kid: string): Sign {
  return async claims => {
    rsaKeys ??= generateKeyPair('RS256')
    const { privateKey } = await rsaKeys
    return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(privateKey)
  }
}

/** HS512 under 64 random bytes. */
export function createHmacSigner(): Sign {
  const key = randomBytes(64)
  return claims => new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'HS512' }).sign(key)
}
