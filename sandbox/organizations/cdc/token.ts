// `POST /v0/token/gen` and `POST /v0/token/refresh` (contract 3.2, 3.3). The table `steps` is the order of the refusals.
import { Hono } from 'hono'
import { jsonAnswer, jsonType, mediaTypeOf, notStored, readJsonObject } from '@/sandbox/organizations/answers'
import type { Fields } from '@/sandbox/organizations/answers'
import type { OrganizationBehaviour } from '@/sandbox/organizations/behaviour'
import { cdcScopes } from '@/sandbox/organizations/credentials'
import type { CdcClient } from '@/sandbox/organizations/credentials'
import type { CdcParts } from './cdc'
import { readHolder } from './holder'
import type { CdcEnv } from './dating'
import { refuse, refuseAccept, wrongMethod } from './refusals'

interface GenRequest {
  readonly fields: Fields
  readonly scopes: readonly string[]
  readonly client: CdcClient | null
  readonly parts: CdcParts
}

/** What a token is made of, new or traded. */
interface Wish {
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly onBehalfOf: string | null
}

const known = ['clientID', 'clientSecret', 'scopes', 'onBehalfOfClientID']

const steps: readonly ((request: GenRequest) => Response | null)[] = [
  ({ fields }) => complainOf(fields),
  ({ scopes }) => (scopes.length > 0 ? null : refuse(400, 'scopes must be a list of one or more')),
  ({ scopes }) => (scopes.every(scope => cdcScopes.some(one => one === scope)) ? null : refuse(400, 'Unknown scope')),
  ({ fields, client, parts }) =>
    client && parts.memory.isSecretOf(client.clientId, String(fields['clientSecret']), client.clientSecret) ? null : refuse(401, 'Bad credentials'),
  ({ scopes, client }) => (scopes.every(scope => client?.scopes.some(one => one === scope)) ? null : refuse(403, 'Scope not granted')),
  ({ fields, client }) => {
    const party = fields['onBehalfOfClientID']
    return party === undefined || client?.onBehalfOf.some(one => one === party) ? null : refuse(403, 'onBehalfOfClientID not allowed')
  },
]

/** Both token endpoints. */
export function tokenApi(parts: CdcParts): Hono<CdcEnv> {
  const api = new Hono<CdcEnv>()
  api.post('/v0/token/gen', async c => {
    const fields = mediaTypeOf(c.req.raw) === jsonType ? readJsonObject(await c.req.text()) : null
    const clientId = fields?.['clientID']
    if (typeof clientId === 'string') c.set('clientId', clientId)
    return generate(c.req.raw, fields, parts)
  })
  api.post('/v0/token/refresh', c => refresh(c.req.raw, parts))
  for (const path of ['/v0/token/gen', '/v0/token/refresh']) api.all(path, () => wrongMethod('POST'))
  return api
}

async function generate(raw: Request, fields: Fields | null, parts: CdcParts): Promise<Response> {
  const notAcceptable = refuseAccept(raw)
  if (notAcceptable) return notAcceptable
  if (mediaTypeOf(raw) !== jsonType) return refuse(415, 'Content-Type must be application/json')
  if (!fields) return refuse(400, 'The body is not a JSON object')
  const client = parts.clients.find(({ clientId }) => clientId === fields['clientID']) ?? null
  const scopes = readScopes(fields['scopes'])
  for (const step of steps) {
    const refusal = step({ fields, scopes, client, parts })
    if (refusal) return refusal
  }
  const party = fields['onBehalfOfClientID']
  return client ? issue({ clientId: client.clientId, scopes, onBehalfOf: typeof party === 'string' ? party : null }, parts) : refuse(401, 'Bad credentials')
}

/** Trades a token that is still good for another of the same scopes. A body is tolerated and ignored. */
async function refresh(raw: Request, parts: CdcParts): Promise<Response> {
  const holder = readHolder(raw, parts)
  if (holder instanceof Response) return holder
  if (parts.behaviourFor(holder.clientId).cdcOldToken === 'dies') parts.memory.end(holder.value)
  return issue(holder, parts)
}

async function issue({ clientId, scopes, onBehalfOf }: Wish, { clock, memory, sign, behaviourFor }: CdcParts): Promise<Response> {
  const behaviour = behaviourFor(clientId)
  const iat = Math.floor((clock.now() + behaviour.cdcClockOffsetMs) / 1_000)
  const exp = iat + behaviour.cdcTokenSeconds
  const party = onBehalfOf === null ? {} : { onBehalfOfClientID: onBehalfOf }
  const value = await sign({ sub: clientId, ...party, scopes: [...scopes], iat, exp, jti: crypto.randomUUID() })
  memory.issue({ value, clientId, scopes, onBehalfOf, expiresAtMs: exp * 1_000 - behaviour.cdcClockOffsetMs })
  return jsonAnswer(200, { token: value, expiration: written(exp, behaviour) }, notStored)
}

function written(seconds: number, { cdcExpiration }: OrganizationBehaviour): number | string {
  if (cdcExpiration === 'milliseconds') return seconds * 1_000
  if (cdcExpiration === 'text') return String(seconds)
  return cdcExpiration === 'iso-date' ? new Date(seconds * 1_000).toISOString() : seconds
}

/** Names are case-sensitive, and one that is not known is refused rather than overlooked. */
function complainOf(fields: Fields): Response | null {
  const unknown = Object.keys(fields).find(name => !known.includes(name))
  if (unknown !== undefined) return refuse(400, 'Unknown field')
  const missing = ['clientID', 'clientSecret'].find(name => typeof fields[name] !== 'string' || fields[name] === '')
  if (missing !== undefined) return refuse(400, `${missing} is required`)
  const party = fields['onBehalfOfClientID']
  return party === undefined || typeof party === 'string' ? null : refuse(400, 'onBehalfOfClientID must be text')
}

function readScopes(value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((scope): scope is string => typeof scope === 'string')) return []
  return [...new Set(value)]
}
