// The access tokens: JWTs under a key that is made in this process, and that every later call is checked against
// (contract 1.2, 1.3).
import { randomUUID } from 'node:crypto'
import { SignJWT, decodeJwt, generateKeyPair, jwtVerify } from 'jose'
import type { BcdaClient } from '@/sandbox/organizations/bcda/clients'

/** What a token says before anybody has checked it. */
export interface Claimed {
  readonly clientId: string
  readonly cmsId: string
}

export type Tokens = ReturnType<typeof createTokens>

/** Made in this process when the first token is asked for, so that a start does not wait for it. */
let keys: ReturnType<typeof generateKeyPair> | null = null
const getKeys = () => (keys ??= generateKeyPair('RS512'))

/** No tokens yet. */
export function createTokens(now: () => number) {
  // Who gave a token out: another sandbox of this process, or this one before a reset, is somebody else.
  let issuedBy = randomUUID()
  const revoked = new Set<string>()
  let revokedBeforeMs = new Map<string, number>()

  return {
    /** A new token each time; several are good at once. */
    async issue({ clientId, set }: BcdaClient, lifeSeconds: number): Promise<string> {
      const { privateKey } = await getKeys()
      const issuedAt = Math.floor(now() / 1_000)
      // The moment in milliseconds lets a revocation tell tokens of one second apart.
      const own = { by: issuedBy, ms: now() }
      const claims = { use: 'AccessToken', cid: clientId, sys: set.name, dat: JSON.stringify({ cms_ids: [set.cmsId] }), ...own }
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS512', typ: 'JWT' })
        .setIssuer('ssas')
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifeSeconds)
        .setJti(randomUUID())
        .sign(privateKey)
    },
    /** What it says; null when it is no token of this issuer, whoever signed it. */
    read: readClaims,
    /** Whether it is ours, not over and not revoked. */
    async isGood(token: string): Promise<boolean> {
      const { publicKey } = await getKeys()
      try {
        const { payload } = await jwtVerify(token, publicKey, { algorithms: ['RS512'], issuer: 'ssas', currentDate: new Date(now()) })
        const issuedAtMs = typeof payload['ms'] === 'number' ? payload['ms'] : 0
        const cid = typeof payload['cid'] === 'string' ? payload['cid'] : ''
        return payload['by'] === issuedBy && !revoked.has(payload.jti ?? '') && issuedAtMs >= (revokedBeforeMs.get(cid) ?? 0)
      } catch {
        return false
      }
    },
    /** Ends one token. False when it is none. */
    revoke(token: string): boolean {
      const jti = safeDecode(token)?.jti
      if (jti === undefined) return false
      revoked.add(jti)
      return true
    },
    /** Ends every token that a client was given up to now. */
    revokeAll(clientId: string): void {
      revokedBeforeMs = new Map([...revokedBeforeMs, [clientId, now() + 1]])
    },
    clear(): void {
      revoked.clear()
      revokedBeforeMs.clear()
      issuedBy = randomUUID()
    },
  }
}

function readClaims(token: string): Claimed | null {
  const payload = safeDecode(token)
  if (payload?.iss !== 'ssas') return null
  const cmsId = firstCmsId(payload['dat'])
  return cmsId === null ? null : { clientId: typeof payload['cid'] === 'string' ? payload['cid'] : '', cmsId }
}

function firstCmsId(dat: unknown): string | null {
  try {
    const data: unknown = typeof dat === 'string' ? JSON.parse(dat) : null
    const ids: unknown = typeof data === 'object' && data !== null && 'cms_ids' in data ? data.cms_ids : null
    const first: unknown = Array.isArray(ids) ? ids[0] : null
    return typeof first === 'string' ? first : null
  } catch {
    return null
  }
}

function safeDecode(token: string) {
  try {
    return decodeJwt(token)
  } catch {
    return null
  }
}
