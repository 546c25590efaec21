// The conversation with the operators' OpenID Connect provider, on openid-client: discovery, PKCE, state, nonce, and an ID
// token whose signature, issuer, audience and age are checked. It says who signed in; whether they may come in is not asked here.
import 'server-only'
import * as client from 'openid-client'
import { isLoopback, settings } from '@/lib/env'
import { Unavailable } from '@/lib/errors'
import { sameText } from '@/lib/secret'
import type { Attempt } from './attempt'
import type { ProviderSettings } from './settings'

const timeoutSeconds = 15
/** A provider moves its addresses and keys rarely; a restart is not needed for it. */
const discoveredForMs = 10 * 60_000

/** What the provider vouches for. */
export interface Vouched {
  readonly subject: string
  /** In lower case; null unless the provider says that it is verified. */
  readonly email: string | null
  /** How they proved who they are (RFC 8176), and the level that amounts to. */
  readonly methods: readonly string[]
  readonly level: string | null
}

/** A new attempt and the provider's address for it. Whoever signs in shows anew who they are: a session there is not enough. */
export async function beginAttempt(at: ProviderSettings, then: string, nowMs: number = Date.now()): Promise<{ attempt: Attempt; location: URL }> {
  const config = await discover(at, nowMs)
  const attempt = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier(), then, issuer: at.issuer, startedAtMs: nowMs }
  const location = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(),
    scope: 'openid email',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
    prompt: 'login',
    max_age: '0',
    ...(config.serverMetadata().claims_parameter_supported ? { claims: JSON.stringify(wished) } : {}),
  })
  return { attempt, location }
}

/** Many providers say how somebody signed in only when they are asked. */
const wished = { id_token: { amr: null, acr: null, email: null, email_verified: null } }

export type Answer = { readonly ok: true; readonly vouched: Vouched } | { readonly ok: false; readonly why: 'cancelled' | 'not-verified' }

/** Redeems the code once. The answer's address is rebuilt from our own origin. @throws Unavailable when the provider cannot be asked */
export async function readAnswer(at: ProviderSettings, answer: URLSearchParams, attempt: Attempt, nowMs: number = Date.now()): Promise<Answer> {
  if (sameText(answer.get('state') ?? '', attempt.state) && answer.get('error') === 'access_denied') return { ok: false, why: 'cancelled' }
  const config = await discover(at, nowMs)
  const callback = new URL(redirectUri())
  callback.search = answer.toString()
  try {
    const tokens = await client.authorizationCodeGrant(config, callback, {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
      idTokenExpected: true,
      // How long ago they showed who they are, at most: the time of this very attempt.
      maxAge: Math.ceil((nowMs - attempt.startedAtMs) / 1_000) + 60,
    })
    const claims = tokens.claims()
    if (!claims) return { ok: false, why: 'not-verified' }
    const told = claims['email'] === undefined && config.serverMetadata().userinfo_endpoint ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : claims
    return { ok: true, vouched: { subject: claims.sub, email: readEmail(told), methods: readTexts(claims['amr']), level: readText(claims.acr) } }
  } catch {
    return { ok: false, why: 'not-verified' }
  }
}

function redirectUri(): string {
  return `${settings().appOrigin}/operator/sign-in/callback`
}

interface Discovered {
  readonly key: string
  readonly untilMs: number
  readonly config: Promise<client.Configuration>
}

let last: Discovered | null = null

async function discover(at: ProviderSettings, nowMs: number): Promise<client.Configuration> {
  const key = JSON.stringify([at.issuer, at.clientId])
  if (last?.key !== key || nowMs >= last.untilMs) last = { key, untilMs: nowMs + discoveredForMs, config: ask(at) }
  const asked = last
  try {
    return await asked.config
  } catch {
    if (last === asked) last = null
    throw new Unavailable('sign-in provider')
  }
}

function ask(at: ProviderSettings): Promise<client.Configuration> {
  const local = isLoopback(new URL(at.issuer)) ? [client.allowInsecureRequests] : []
  // The signature is checked although the token comes straight from the provider.
  return client.discovery(new URL(at.issuer), at.clientId, undefined, client.ClientSecretBasic(at.clientSecret.reveal()), {
    execute: [...local, client.enableNonRepudiationChecks],
    timeout: timeoutSeconds,
  })
}

function readEmail(told: Readonly<Record<string, unknown>>): string | null {
  const { email, email_verified: verified } = told
  return typeof email === 'string' && verified === true ? email.toLowerCase() : null
}

function readTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []
}

function readText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
