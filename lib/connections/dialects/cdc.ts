// CDC's COVID-19 Data Clearinghouse (contract 3): a grant of its own with camel-case names, the end as a moment instead of a
// span, a refresh with the token itself, and the token bare in its header. No part of it is OAuth, so no library knows it.
import 'server-only'
import type { Secret } from '@/lib/secret'
import { type Dialect, type Issued, type TokenAsk, type TokenReply, type TokenRequest, UnreadableReply } from '@/lib/connections/dialect'
import { readMoment } from '@/lib/connections/lifetime'
import type { CdcProfile } from '@/lib/connections/profile'
import { readToken } from './read-token'

const lifeMs = 15 * 60_000
/** An id that names no job: the answer 404 shows that the token was taken. */
const noJob = '00000000-0000-4000-8000-000000000000'

export function cdc(profile: CdcProfile): Dialect {
  return {
    keyParts: [[...new Set(profile.scopes)].sort().join(' '), profile.onBehalfOf ?? ''],
    encodings: ['json'],
    askForToken: async (ask, send) => readTokenReply(await send(buildTokenRequest(profile, ask)), ask.nowMs()),
    refresh: async (ask, token, send) => readTokenReply(await send(buildRefreshRequest(profile, token)), ask.nowMs()),
    readRefusal: () => null,
    showToken: (token) => showToken(profile, token),
    resourceHeaders: {},
    doubtful: [401],
    isAboutToken: () => true,
    readsBody: false,
    // 403 is about the scopes of the route, not about the token.
    selfTest: { path: `/v0/async/cvrs/jobs/${noJob}`, ask: {}, accepts: [200, 400, 403, 404] },
    secretLifeMs: null,
  }
}

export function buildTokenRequest(profile: CdcProfile, { clientId, secret }: TokenAsk): TokenRequest {
  const body = {
    clientID: clientId,
    clientSecret: secret.reveal(),
    scopes: profile.scopes,
    ...(profile.onBehalfOf ? { onBehalfOfClientID: profile.onBehalfOf } : {}),
  }
  return { url: profile.tokenUrl, headers: { accept: 'application/json', 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

function buildRefreshRequest(profile: CdcProfile, token: Secret): TokenRequest {
  const [name, value] = showToken(profile, token)
  return { url: `${profile.baseUrl}/v0/token/refresh`, headers: { accept: 'application/json', [name]: value }, body: '' }
}

/**
 * `expiration` is a moment by their clock, so it is held against their `Date`; without one, against ours. A moment that has
 * passed by our clock alone means that the clocks disagree: the published life is assumed (rule 2).
 */
export function readTokenReply({ headers, body }: TokenReply, nowMs: number): Issued {
  const token = readToken(body, 'token')
  const serverNowMs = Date.parse(headers['date'] ?? '')
  const leftMs = readMoment(body['expiration']) - (Number.isNaN(serverNowMs) ? nowMs : serverNowMs)
  if (leftMs > 0) return { token, lifetimeMs: Math.min(leftMs, lifeMs) }
  if (!Number.isNaN(serverNowMs)) throw new UnreadableReply('lifetime')
  return { token, lifetimeMs: lifeMs, clocksDisagree: true }
}

function showToken({ tokenHeader, tokenPrefix }: CdcProfile, token: Secret): readonly [string, string] {
  return [tokenHeader.toLowerCase(), `${tokenPrefix}${token.reveal()}`]
}
