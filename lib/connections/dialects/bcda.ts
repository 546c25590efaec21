// BCDA (contract 1.2, 1.3): HTTP Basic and an empty body. Not by openid-client: its own Basic writes the hyphens of a client
// id as %2D (RFC 6749 2.3.1), which BCDA does not undo, and refuses; and BCDA's errors are plain text.
import 'server-only'
import { z } from 'zod'
import type { Secret } from '@/lib/secret'
import { type Dialect, type Issued, type TokenAsk, type TokenReply, type TokenRequest } from '@/lib/connections/dialect'
import { readSpan } from '@/lib/connections/lifetime'
import type { BcdaProfile } from '@/lib/connections/profile'
import { readToken } from './read-token'

const lifeMs = 20 * 60_000
const secretLifeMs = 90 * 24 * 60 * 60_000

export function bcda(profile: BcdaProfile): Dialect {
  return {
    keyParts: [],
    encodings: ['form'],
    askForToken: async (ask, send) => readTokenReply(await send(buildTokenRequest(profile, ask))),
    readRefusal: () => null,
    showToken: (token: Secret) => ['authorization', `Bearer ${token.reveal()}`],
    resourceHeaders: {},
    doubtful: [400, 401],
    isAboutToken,
    readsBody: true,
    selfTest: { path: '/auth/welcome', ask: {}, accepts: [200] },
    secretLifeMs,
  }
}

export function buildTokenRequest({ tokenUrl }: BcdaProfile, { clientId, secret }: TokenAsk): TokenRequest {
  const pair = Buffer.from(`${clientId}:${secret.reveal()}`).toString('base64')
  return { url: tokenUrl, headers: { authorization: `Basic ${pair}`, accept: 'application/json' }, body: '' }
}

/** `expires_in` is the text "1200"; `token_type` is in lower case and says nothing about the header to send. */
export function readTokenReply({ body }: TokenReply): Issued {
  return { token: readToken(body, 'access_token'), lifetimeMs: readSpan(body['expires_in'], lifeMs) }
}

/**
 * A 401 with diagnostics is about the token; one without is about the organization or the job. A token that is no JWT at
 * all is answered 400 `Request Error` (contract 1.3).
 */
export function isAboutToken(status: number, body: string): boolean {
  const diagnostics = readDiagnostics(body)
  return status === 401 ? diagnostics !== '' : diagnostics === 'Request Error'
}

const outcome = z.object({ issue: z.array(z.object({ diagnostics: z.string().optional() })) })

function readDiagnostics(body: string): string {
  try {
    return outcome.parse(JSON.parse(body)).issue[0]?.diagnostics ?? ''
  } catch {
    return ''
  }
}
