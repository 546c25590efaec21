// The token of the platform that Change Healthcare and Optum Real share: a JWT with the claims of the published sample
// (contract 2.2, 4.2).
import { randomLetters } from '@/sandbox/random'
import type { Sign } from './signer'

export interface PlatformWish {
  readonly sign: Sign
  readonly issuer: string
  readonly applicationName: string
  /** By the sandbox's clock, milliseconds since 1970. */
  readonly nowMs: number
  readonly lifeSeconds: number
  readonly products: readonly string[]
}

export function signPlatformToken({ sign, issuer, applicationName, nowMs, lifeSeconds, products }: PlatformWish): Promise<string> {
  const iat = Math.floor(nowMs / 1_000)
  return sign({
    access_token: randomLetters(28),
    aud: 'apiPlatform',
    nbf: iat,
    api_product_list: [...products],
    application_name: applicationName,
    developer_email: 'nobody@example.invalid',
    iss: issuer,
    exp: iat + lifeSeconds,
    iat,
    jti: crypto.randomUUID(),
  })
}
