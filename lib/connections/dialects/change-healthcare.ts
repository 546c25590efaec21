// Change Healthcare (contract 2.2): OAuth 2.0 client credentials as the standard has them, so openid-client does the asking
// and the checking, through our own sender. v1 answers with another name for the token and is read by hand.
import 'server-only'
import * as client from 'openid-client'
import { type Dialect, type Issued, type SendTokenRequest, type TokenAsk, type TokenReply, UnreadableReply } from '@/lib/connections/dialect'
import { readSpan } from '@/lib/connections/lifetime'
import type { ChangeHealthcareProfile } from '@/lib/connections/profile'
import { readToken } from './read-token'
import { readWord } from './read-word'

const lifeMs = 60 * 60_000
const refusals = ['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope']

export function changeHealthcare(profile: ChangeHealthcareProfile): Dialect {
  return {
    keyParts: [profile.tokenVersion],
    encodings: ['form'],
    askForToken: (ask, send) => (profile.tokenVersion === 'v1' ? askVersion1(profile, ask, send) : askVersion2(profile, ask, send)),
    readRefusal: (body) => readWord(body['error'], refusals),
    showToken: (token) => ['authorization', `Bearer ${token.reveal()}`],
    resourceHeaders: { 'content-type': 'application/json' },
    doubtful: [401],
    isAboutToken: () => true,
    readsBody: false,
    selfTest: { path: '/medicalnetwork/eligibility/v3/healthcheck', ask: {}, accepts: [200] },
    secretLifeMs: null,
  }
}

async function askVersion2(profile: ChangeHealthcareProfile, ask: TokenAsk, send: SendTokenRequest): Promise<Issued> {
  const config = new client.Configuration(
    { issuer: new URL(profile.tokenUrl).origin, token_endpoint: profile.tokenUrl },
    ask.clientId,
    undefined,
    client.ClientSecretPost(ask.secret.reveal()),
  )
  // Plain http was refused with the settings, except to this machine.
  client.allowInsecureRequests(config)
  let reply: TokenReply | null = null
  let failure: Error | null = null
  config[client.customFetch] = async (url, { headers, body }) => {
    try {
      reply = await send({ url, headers, body: body instanceof URLSearchParams ? body.toString() : '' })
      // Of the lifetime we are the judge: openid-client would refuse a token for an odd one, or read "12abc" as 12.
      return Response.json({ access_token: reply.body['access_token'], token_type: reply.body['token_type'] })
    } catch (error) {
      failure = error instanceof Error ? error : new UnreadableReply('reply')
      throw error
    }
  }
  const granted = await client.clientCredentialsGrant(config).catch(() => {
    if (failure) throw failure
    return null
  })
  if (!granted || !reply) throw new UnreadableReply('token')
  return issuedBy(reply, 'access_token')
}

async function askVersion1({ tokenUrl }: ChangeHealthcareProfile, { clientId, secret }: TokenAsk, send: SendTokenRequest): Promise<Issued> {
  const form = new URLSearchParams({ client_id: clientId, client_secret: secret.reveal(), grant_type: 'client_credentials' })
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
  return issuedBy(await send({ url: tokenUrl, headers, body: form.toString() }), 'accessToken')
}

function issuedBy({ body }: TokenReply, name: 'access_token' | 'accessToken'): Issued {
  return { token: readToken(body, name), lifetimeMs: readSpan(body['expires_in'], lifeMs) }
}
