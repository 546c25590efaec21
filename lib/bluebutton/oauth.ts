// The OAuth conversation, on openid-client in plain OAuth mode: authorize address, code, refresh, revoke. Blue Button is
// no OpenID provider (contract 1.3), so its addresses are given, not discovered.
import 'server-only'
import * as client from 'openid-client'
import { isLoopback, type Settings } from '@/lib/env'
import { countUpstream } from '@/lib/metrics/count-upstream'
import { outcomeOfStatus } from '@/lib/metrics/words'
import type { Grant } from '@/lib/vault/grant'
import { isObject, type JsonObject } from './json'
import { type Provider, provider, scopes } from './provider'
import { type ExchangeOutcome, readExchangeRefusal, readRefreshRefusal, type RefreshOutcome, type TokenReply } from './token-outcomes'
import { isAnotherPerson, readTokenReply } from './token-reply'

/** Node's own default is five minutes; the code itself lives one (quality AVL-01). */
const exchangeSeconds = 45
const refreshSeconds = 60
const revokeSeconds = 15

/** One attempt's secrets: kept sealed in the browser's cookie until the answer comes back. */
export interface Attempt {
  readonly state: string
  readonly verifier: string
}

export function newAttempt(): Attempt {
  return { state: client.randomState(), verifier: client.randomPKCECodeVerifier() }
}

/** The address at Medicare that asks the person (contract 2.2). */
export async function authorizeUrl(settings: Settings, attempt: Attempt, language: 'en' | 'es'): Promise<URL> {
  const at = provider(settings)
  return client.buildAuthorizationUrl(configuration(settings, at, exchangeSeconds).config, {
    redirect_uri: at.redirectUri,
    scope: scopes.join(' '),
    state: attempt.state,
    code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
    lang: language,
  })
}

export type Exchange = { readonly ok: true; readonly grant: Grant } | { readonly ok: false; readonly why: ExchangeOutcome | 'not-verified' }

/**
 * Redeems the code, once and without a second try (OAU-04). The answer's address is rebuilt from our own origin, so a
 * forged Host has no say in `redirect_uri`.
 */
export async function redeemCode(settings: Settings, answer: URLSearchParams, attempt: Attempt, nowMs = Date.now()): Promise<Exchange> {
  const at = provider(settings)
  const { config, last } = configuration(settings, at, exchangeSeconds)
  const callback = new URL(at.redirectUri)
  callback.search = answer.toString()
  try {
    await client.authorizationCodeGrant(config, callback, { expectedState: attempt.state, pkceCodeVerifier: attempt.verifier })
    const before = { scopes: new Set(scopes), version: at.version, connectedAtMs: nowMs, patient: null, refreshToken: null, grantEndsAt: null }
    return { ok: true, grant: readTokenReply(last()?.body, before, nowMs) }
  } catch {
    const reply = last()
    return { ok: false, why: reply ? readExchangeRefusal(reply) : 'not-verified' }
  }
}

export type Refresh = { readonly ok: true; readonly grant: Grant } | { readonly ok: false; readonly why: RefreshOutcome; readonly status: number }

/**
 * Trades the refresh token for a new pair. Both old tokens are dead the moment Medicare accepts it (contract 3.4). A pair of
 * another person is ended here and goes no further; their choice at Medicare stays as it is (quality INP-07).
 */
export async function refreshGrant(settings: Settings, grant: Grant, nowMs = Date.now()): Promise<Refresh> {
  if (!grant.refreshToken) return { ok: false, why: 'not-refreshable', status: 0 }
  const { config, last } = configuration(settings, provider(settings, grant.version), refreshSeconds)
  try {
    await client.refreshTokenGrant(config, grant.refreshToken.reveal())
    const renewed = readTokenReply(last()?.body, grant, nowMs)
    if (!isAnotherPerson(renewed, grant)) return { ok: true, grant: renewed }
    await revoke(settings, renewed, 'tokens')
    return { ok: false, why: 'another-person', status: last()?.status ?? 0 }
  } catch {
    const reply = last() ?? { status: 0, body: null }
    return { ok: false, why: readRefreshRefusal(reply), status: reply.status }
  }
}

/**
 * Revokes with the access token: a refresh token is refused, or ignored in silence (contract 3.6). `grant` ends the whole
 * grant; `tokens` ends the pair and leaves the person's choice at Medicare as it is. Asked once, never again. 200 and 500
 * both mean "assume gone"; whether it is gone is shown by a refused call, not by this answer.
 * @returns false when Medicare could not be reached or answered otherwise
 */
export async function revoke(settings: Settings, grant: Grant, what: 'grant' | 'tokens'): Promise<boolean> {
  const at = provider(settings, grant.version)
  const { config, last } = configuration(settings, at, revokeSeconds, what === 'grant' ? at.revoke : at.revokeTokens)
  await client.tokenRevocation(config, grant.accessToken.reveal()).catch(() => undefined)
  const status = last()?.status ?? 0
  return status === 200 || status === 500
}

interface Conversation {
  readonly config: client.Configuration
  /** The last reply, with status 0 when none came; null when nothing was sent. */
  readonly last: () => TokenReply | null
}

/**
 * A configuration for one conversation, which remembers the raw reply: Blue Button's refusals come in ten shapes. Of a
 * success openid-client is shown the token alone: for a lifetime of null it would refuse the whole reply, when Medicare
 * has already rotated the pair (quality OAU-10).
 */
function configuration(settings: Settings, at: Provider, timeoutSeconds: number, revocation = at.revoke): Conversation {
  const config = new client.Configuration(
    { issuer: at.origin, authorization_endpoint: at.authorize, token_endpoint: at.token, revocation_endpoint: revocation },
    settings.blueButton.clientId,
    undefined,
    client.ClientSecretBasic(settings.blueButton.clientSecret.reveal()),
  )
  config.timeout = timeoutSeconds
  if (isLoopback(new URL(at.origin))) client.allowInsecureRequests(config)
  let reply: TokenReply | null = null
  config[client.customFetch] = async (url, options) => {
    reply = { status: 0, body: null }
    const body = options.body instanceof URLSearchParams ? options.body : null
    const ask = () => fetch(url, { ...options, body, redirect: 'manual', cache: 'no-store' })
    const response = await countUpstream(url === at.token ? 'token' : 'revoke', ask, ({ status }) => outcomeOfStatus(status))
    const text = await response.text()
    const object = readObject(text)
    reply = { status: response.status, body: object }
    const shown = object && response.ok ? JSON.stringify({ access_token: object['access_token'], token_type: object['token_type'] }) : text
    return new Response(nullBody.has(response.status) ? null : shown, { status: response.status, headers: response.headers })
  }
  return { config, last: () => reply }
}

const nullBody = new Set([101, 204, 205, 304])

function readObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
