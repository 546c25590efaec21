// `POST /apip/auth/sntl/v1/token` (contract 4.2). The table `steps` is the order of the refusals.
import { Hono } from 'hono'
import type { Env } from '@/sandbox/env'
import { formType, jsonAnswer, jsonType, mediaTypeOf, notStored, readFormFields, readJsonObject } from '@/sandbox/organizations/answers'
import type { Fields } from '@/sandbox/organizations/answers'
import type { OptumClient } from '@/sandbox/organizations/credentials'
import { signPlatformToken } from '@/sandbox/organizations/platform-token'
import type { OptumParts } from './optum'

interface TokenRequest {
  readonly fields: Fields
  readonly client: OptumClient | null
  readonly parts: OptumParts
}

const path = '/apip/auth/sntl/v1/token'

const steps: readonly ((request: TokenRequest) => Response | null)[] = [
  ({ fields }) =>
    fields['grant_type'] === 'client_credentials' ? null : refuse(400, 'ValidationError', "Field 'grant_type' is required and must be 'client_credentials'."),
  ({ fields }) => {
    const missing = ['client_id', 'client_secret'].find(name => typeof fields[name] !== 'string' || fields[name] === '')
    return missing === undefined ? null : refuse(400, 'ValidationError', `Field '${missing}' is required.`)
  },
  ({ fields, client, parts }) =>
    client && parts.memory.isSecretOf(client.clientId, String(fields['client_secret']), client.clientSecret) ? null : badSecret(),
  ({ fields: { scope } }) =>
    scope === undefined ? null : refuse(403, 'InsufficientScope', `Requested scope '${String(scope)}' is not permitted for this client.`),
  ({ client, parts }) =>
    parts.behaviourFor(client?.clientId ?? null).optumTokenService === 'failing'
      ? refuse(500, 'ServerError', 'An unexpected error occurred while generating the token. Please retry.')
      : null,
]

/** The token endpoint. */
export function tokenApi(parts: OptumParts): Hono<Env> {
  const api = new Hono<Env>()
  api.post(path, c => answerToken(c.req.raw, parts))
  api.all(path, () => refuse(405, 'MethodNotAllowed', "Use 'POST'.", { allow: 'POST' }))
  return api
}

async function answerToken(raw: Request, parts: OptumParts): Promise<Response> {
  const type = mediaTypeOf(raw)
  const text = await raw.text()
  const fields = type === formType ? readFormFields(text) : readJsonObject(text)
  const client = parts.clients.find(({ clientId }) => clientId === fields?.['client_id']) ?? null
  const wrongType = refuseType(type, parts.behaviourFor(client?.clientId ?? null).optumBody)
  if (wrongType) return wrongType
  if (!fields) return refuse(400, 'ValidationError', 'The body cannot be read.')
  for (const step of steps) {
    const refusal = step({ fields, client, parts })
    if (refusal) return refusal
  }
  return client ? issue(raw, client, parts) : badSecret()
}

function refuseType(type: string, reads: 'json' | 'form' | 'both'): Response | null {
  if (type === jsonType && reads !== 'form') return null
  if (type === formType && reads !== 'json') return null
  const wanted = reads === 'form' ? formType : jsonType
  return refuse(415, 'UnsupportedMediaType', `Content-Type '${type}' is not supported. Use '${wanted}'.`)
}

async function issue(raw: Request, client: OptumClient, { clock, memory, sign, path: mount, behaviourFor }: OptumParts): Promise<Response> {
  const { clientId } = client
  const { optumAnswer, optumTokenSeconds } = behaviourFor(clientId)
  const lifeSeconds = optumAnswer === 'with-extras' ? 7_200 : optumTokenSeconds
  const nowMs = clock.now()
  const issuer = `${new URL(raw.url).origin}${mount}`
  const value = await signPlatformToken({ sign, issuer, applicationName: clientId, nowMs, lifeSeconds, products: ['optum-real'] })
  memory.issue({ value, clientId, scopes: [], onBehalfOf: null, expiresAtMs: nowMs + lifeSeconds * 1_000 })
  const plain = { access_token: value, token_type: 'bearer', expires_in: lifeSeconds }
  return jsonAnswer(200, optumAnswer === 'with-extras' ? { ...plain, ...(await extras(sign, issuer, clientId, nowMs)) } : plain, notStored)
}

/** What the published OpenAPI's example has besides; nobody asked for an `id_token`, and its audience is not the client. */
async function extras(sign: OptumParts['sign'], issuer: string, clientId: string, nowMs: number) {
  const iat = Math.floor(nowMs / 1_000)
  return {
    refresh_expires_in: 0,
    'not-before-policy': 0,
    scope: 'broker-read-token idp openid email profile',
    session_state: crypto.randomUUID(),
    id_token: await sign({ iss: issuer, aud: 'apiPlatform', sub: clientId, iat, exp: iat + 300 }),
  }
}

/** The same for an id that nobody has. */
function badSecret(): Response {
  return refuse(401, 'InvalidClient', 'Client authentication failed: invalid client_secret.')
}

/** `status` is text and `Errors` has a capital: so it is published. */
function refuse(status: number, failureReason: string, text: string, headers: Record<string, string> = {}): Response {
  return jsonAnswer(status, { status: String(status), failureReason, Errors: [text] }, { ...notStored, ...headers })
}
