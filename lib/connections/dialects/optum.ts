// Optum Real (contract 4.2): client credentials in JSON by its page, in a form by its published description. Not by
// openid-client, which knows the form alone and would check an `id_token` that comes along unasked.
import 'server-only'
import type { Dialect, Encoding, Issued, TokenAsk, TokenReply, TokenRequest } from '@/lib/connections/dialect'
import { readSpan } from '@/lib/connections/lifetime'
import type { OptumProfile } from '@/lib/connections/profile'
import { readToken } from './read-token'
import { readWord } from './read-word'

const lifeMs = 60 * 60_000
const refusals = ['ValidationError', 'InvalidClient', 'InsufficientScope', 'UnsupportedMediaType', 'ServerError']

export function optum(profile: OptumProfile): Dialect {
  const other: Encoding = profile.bodyEncoding === 'json' ? 'form' : 'json'
  return {
    keyParts: [],
    encodings: [profile.bodyEncoding, other],
    askForToken: async (ask, send) => readTokenReply(await send(buildTokenRequest(profile, ask))),
    readRefusal: (body) => readWord(body['failureReason'], refusals),
    showToken: (token) => ['authorization', `Bearer ${token.reveal()}`],
    // Mock answers are asked for with a header; it is never sent to production (rule 12).
    resourceHeaders: { 'content-type': 'application/json', ...(asksForMock(profile) ? { environment: 'sandbox' } : {}) },
    doubtful: [401],
    isAboutToken: () => true,
    readsBody: false,
    selfTest: { path: '/oihub/claim/inquiry/v1/healthcheck', ask: {}, accepts: [200] },
    secretLifeMs: null,
  }
}

export function asksForMock({ environment, dataMode }: OptumProfile): boolean {
  return environment === 'sandbox' && dataMode === 'mock'
}

export function buildTokenRequest({ tokenUrl }: OptumProfile, { clientId, secret, encoding }: TokenAsk): TokenRequest {
  const fields = { client_id: clientId, client_secret: secret.reveal(), grant_type: 'client_credentials' }
  const isJson = encoding === 'json'
  const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded'
  const body = isJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString()
  return { url: tokenUrl, headers: { accept: 'application/json', 'content-type': type }, body }
}

/** Further members (`refresh_expires_in`, `id_token`, `not-before-policy`) mean nothing to us. */
export function readTokenReply({ body }: TokenReply): Issued {
  return { token: readToken(body, 'access_token'), lifetimeMs: readSpan(body['expires_in'], lifeMs) }
}
