// What a token of Optum Real opens: five routes that speak GraphQL, each with a health check, and an echo (contract
// 4.3). The table `steps` is the order of the refusals.
import { Hono } from 'hono'
import type { Env } from '@/sandbox/env'
import { jsonAnswer, jsonType, mediaTypeOf, readJsonObject } from '@/sandbox/organizations/answers'
import type { Fields } from '@/sandbox/organizations/answers'
import type { IssuedToken } from '@/sandbox/organizations/memory'
import { liveAnswer, mockAnswer } from './data'
import type { Route } from './data'
import type { OptumParts } from './optum'

interface Call {
  readonly raw: Request
  readonly token: IssuedToken
  readonly parts: OptumParts
}

const routes: Readonly<Record<string, Route>> = {
  '/oihub/claim/inquiry/v1': 'claimInquiry',
  '/oihub/claim/actions/v1': 'claimActions',
  '/oihub/eligibility/v1/pre-service/member': 'preServiceEligibility',
  '/oihub/patient/benefit/check/v1': 'patientBenefitCheck',
  '/oihub/document/search/v1': 'documentSearch',
}

const steps: readonly ((call: Call) => Response | null)[] = [
  ({ raw }) => (mediaTypeOf(raw) === jsonType ? null : refuse(415, 'UNSUPPORTED_MEDIA_TYPE', 'Content-Type must be application/json')),
  ({ raw }) => (raw.headers.get('providerTaxId') ? null : refuse(400, 'BAD_REQUEST', 'Header providerTaxId is required')),
  call => (asksForMock(call) ? null : refuseLive(call)),
]

/** The routes behind the token. */
export function resourceApi(parts: OptumParts): Hono<Env> {
  const api = new Hono<Env>()
  for (const [path, route] of Object.entries(routes)) {
    api.get(`${path}/healthcheck`, c => withToken(c.req.raw, parts, async () => jsonAnswer(200, { status: 'UP' })))
    api.post(path, c => withToken(c.req.raw, parts, call => answer(call, route)))
    for (const known of [path, `${path}/healthcheck`]) api.all(known, () => jsonAnswer(405, { message: 'Method Not Allowed', statusCode: 405 }))
  }
  api.get('/echo', c => withToken(c.req.raw, parts, async ({ token }) => jsonAnswer(200, { clientId: token.clientId })))
  return api
}

async function withToken(raw: Request, parts: OptumParts, handle: (call: Call) => Promise<Response>): Promise<Response> {
  const value = /^Bearer (\S+)$/i.exec(raw.headers.get('authorization') ?? '')?.[1]
  const token = value === undefined ? null : parts.memory.find(value)
  if (!token || token.expiresAtMs <= parts.clock.now()) return unauthorized(parts.behaviourFor(token?.clientId ?? null).optumUnauthorized)
  if (parts.instance === 'production' && raw.headers.has('environment'))
    parts.memory.violate({ clientId: token.clientId, what: 'environment header sent to production' })
  return handle({ raw, token, parts })
}

async function answer(call: Call, route: Route): Promise<Response> {
  const text = await call.raw.text()
  for (const step of steps) {
    const refusal = step(call)
    if (refusal) return refusal
  }
  if (asksForMock(call)) return jsonAnswer(200, mockAnswer(route))
  const body = readJsonObject(text)
  if (!body || !isQuestion(body)) return refuse(400, 'GRAPHQL_VALIDATION_FAILED', 'A query is expected, with its variables')
  const trouble = graphTrouble(call)
  return trouble ?? jsonAnswer(200, liveAnswer(route, body['variables'], call.raw.headers.get('nextPageToken')))
}

/** Production knows no mock answers: the header is written down and otherwise ignored. */
function asksForMock({ raw, parts }: Call): boolean {
  return parts.instance === 'sandbox' && raw.headers.get('environment')?.toLowerCase() === 'sandbox'
}

/** Live answers are for those who have bought the API, about providers that are theirs. The status is not published. */
function refuseLive({ raw, token, parts }: Call): Response | null {
  const client = parts.clients.find(({ clientId }) => clientId === token.clientId)
  if (!client?.subscribed) return refuse(403, 'FORBIDDEN', 'The API is not subscribed')
  return client.taxIds.includes(raw.headers.get('providerTaxId') ?? '') ? null : refuse(403, 'FORBIDDEN', 'The provider is not associated with this client')
}

function isQuestion({ query, variables }: Fields): boolean {
  return typeof query === 'string' && query.trim() !== '' && (variables === undefined || (typeof variables === 'object' && variables !== null))
}

function graphTrouble({ token, parts }: Call): Response | null {
  const { optumGraph } = parts.behaviourFor(token.clientId)
  if (optumGraph === 'fails') return refuse(500, 'INTERNAL_SERVER_ERROR', 'Internal server error')
  if (optumGraph === 'works') return null
  const errors = [{ message: 'The payer did not answer', path: ['data'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]
  return jsonAnswer(200, { data: null, errors })
}

/** Both shapes have been published for the same thing. */
function unauthorized(shape: 'errors' | 'message'): Response {
  if (shape === 'message') return jsonAnswer(401, { message: 'UnAuthorized', statusCode: 401 })
  return refuse(401, 'AUTH_FAILURE', 'Invalid or expired token')
}

function refuse(status: number, code: string, description: string): Response {
  return jsonAnswer(status, { errors: [{ code, description }] })
}
