// `POST /apip/auth/v1/token` and `/v2/token` (contract 2.2). The table `steps` is the order of the refusals.
import { Hono } from 'hono'
import type { Env } from '@/sandbox/env'
import { formType, jsonAnswer, jsonType, mediaTypeOf, notStored, readFormFields, readJsonObject } from '@/sandbox/organizations/answers'
import type { Fields } from '@/sandbox/organizations/answers'
import { signPlatformToken } from '@/sandbox/organizations/platform-token'
import type { ChangeClient } from '@/sandbox/organizations/credentials'
import type { ChangeParts } from './change-healthcare'
import { retired } from './retired'

interface TokenRequest {
  readonly fields: Fields
  readonly client: ChangeClient | null
  readonly parts: ChangeParts
}

const steps: readonly ((request: TokenRequest) => Response | null)[] = [
  ({ fields }) => (['client_id', 'client_secret', 'grant_type'].every(name => isGiven(fields[name])) ? null : refuse(400, 'invalid_request')),
  ({ fields }) => (fields['grant_type'] === 'client_credentials' ? null : refuse(400, 'unsupported_grant_type')),
  ({ fields, client, parts }) =>
    client && parts.memory.isSecretOf(client.clientId, String(fields['client_secret']), client.clientSecret) ? null : refuse(401, 'invalid_client'),
]

const descriptions: Record<string, string> = {
  invalid_request: 'Invalid request',
  unsupported_grant_type: 'Only client_credentials is supported',
  invalid_client: 'Invalid client id or client secret',
}

/** The token endpoint of both versions. */
export function tokenApi(parts: ChangeParts): Hono<Env> {
  const api = new Hono<Env>()
  api.post('/apip/auth/:version{v[12]}/token', c => answerToken(c.req.raw, c.req.param('version'), parts))
  api.all('/apip/auth/:version{v[12]}/token', () => refuse(405, 'invalid_request', { allow: 'POST' }))
  return api
}

async function answerToken(raw: Request, version: string, parts: ChangeParts): Promise<Response> {
  const fields = await readFields(raw, parts)
  if (!fields) return refuse(400, 'invalid_request')
  const client = parts.clients.find(({ clientId }) => clientId === fields['client_id']) ?? null
  if (client && parts.behaviourFor(client.clientId).changeHost === 'retired') return retired(new URL(raw.url).pathname)
  for (const step of steps) {
    const refusal = step({ fields, client, parts })
    if (refusal) return refusal
  }
  return client ? issue(raw, version, client, parts) : refuse(401, 'invalid_client')
}

/** The fields of a form, of JSON where that is switched on, or null. The client is not known before it is read. */
async function readFields(raw: Request, parts: ChangeParts): Promise<Fields | null> {
  const type = mediaTypeOf(raw)
  const text = await raw.text()
  if (type === formType) return readFormFields(text)
  const fields = type === jsonType ? readJsonObject(text) : null
  const clientId = fields?.['client_id']
  const mayBeJson = parts.behaviourFor(typeof clientId === 'string' ? clientId : null).changeBody === 'form-or-json'
  return mayBeJson ? fields : null
}

async function issue(raw: Request, version: string, client: ChangeClient, parts: ChangeParts): Promise<Response> {
  const { clock, memory, sign, path, behaviourFor } = parts
  const { changeTokenSeconds, changeAnswer } = behaviourFor(client.clientId)
  const nowMs = clock.now()
  const issuer = `${new URL(raw.url).origin}${path}`
  const { clientId, applicationName } = client
  const products = ['medicalnetwork-eligibility-v3']
  const value = await signPlatformToken({ sign, issuer, applicationName, nowMs, lifeSeconds: changeTokenSeconds, products })
  memory.issue({ value, clientId, scopes: [], onBehalfOf: null, expiresAtMs: nowMs + changeTokenSeconds * 1_000 })
  const name = (changeAnswer === 'by-path' ? version : changeAnswer) === 'v1' ? 'accessToken' : 'access_token'
  return jsonAnswer(200, { [name]: value, token_type: 'bearer', expires_in: changeTokenSeconds }, notStored)
}

function isGiven(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

/** The shape of RFC 6749 section 5.2. Words beyond the first code are ours. */
function refuse(status: number, error: string, headers: Record<string, string> = {}): Response {
  return jsonAnswer(status, { error, error_description: descriptions[error] }, { ...notStored, ...headers })
}
