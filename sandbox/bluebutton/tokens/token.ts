// `POST /v{n}/o/token/`, with and without its slash (contract 3). The table `steps` is the order of its refusals.
import { Hono } from 'hono'
import type { App } from '@/sandbox/apps'
import { emptyAnswer, messageAnswer, serverError, spacedJson } from '@/sandbox/bluebutton/answers'
import { readVersion } from '@/sandbox/bluebutton/parts'
import type { Parts } from '@/sandbox/bluebutton/parts'
import { notFoundPage } from '@/sandbox/pages/error-pages'
import { exchangeCode } from './authorization-code'
import { findCallingApp, invalidClient, isAuthenticated, readCredentials } from './client'
import { refuseClientCredentials } from './client-credentials'
import { refresh, refreshOwner, refuseRefresh } from './refresh'
import { readForm } from './token-request'
import type { TokenRequest } from './token-request'

type Step = (request: TokenRequest, app: App) => Response | null

const steps: readonly Step[] = [
  earlyAdoptersOnly,
  refuseRefresh,
  noQuery,
  ({ form }) => (grantOf(form) ? null : spacedJson(400, { error: 'unsupported_grant_type' })),
  codeIsThere,
  ({ credentials }, app) => (isAuthenticated(credentials, app) ? null : invalidClient()),
]

type Grant = (request: TokenRequest, app: App) => Response

const grants = new Map<string | null, Grant>([
  ['authorization_code', exchangeCode],
  ['refresh_token', refresh],
  ['password', () => spacedJson(400, { error: 'invalid_grant', error_description: 'Invalid credentials given.' })],
])

function grantOf(form: URLSearchParams): Grant | null {
  return grants.get(form.get('grant_type')) ?? null
}

/** The token endpoint of all versions. */
export function tokenApi(parts: Parts): Hono {
  const api = new Hono()
  for (const path of ['/:version{v[123]}/o/token', '/:version{v[123]}/o/token/']) {
    api.post(path, async c => answerToken(c.req.raw, await readForm(c.req.raw), parts))
    api.all(path, c => emptyAnswer(c.req.method === 'OPTIONS' ? 200 : 405, { allow: 'POST, OPTIONS' }))
  }
  return api
}

function answerToken(raw: Request, form: URLSearchParams, parts: Parts): Response {
  const version = readVersion(new URL(raw.url).pathname)
  if (!version) return notFoundPage(raw)
  if (form.get('grant_type') === 'client_credentials') return refuseClientCredentials(form)
  const credentials = readCredentials(raw, form)
  if (!credentials) return serverError()
  const request: TokenRequest = { raw, version, form, credentials, parts }
  const app = callingApp(request)
  if (app instanceof Response) return app
  for (const step of steps) {
    const refusal = step(request, app)
    if (refusal) return refusal
  }
  return grantOf(form)?.(request, app) ?? serverError()
}

/** A refresh without any client id is known by its token; what it lacks is found out later (observed 5). */
function callingApp(request: TokenRequest): App | Response {
  const { form, credentials, parts } = request
  const isRefresh = form.get('grant_type') === 'refresh_token'
  if (isRefresh && credentials.basic === null && credentials.bodyId === null) {
    const owner = refreshOwner(request)
    return owner instanceof Response ? owner : findCallingApp(credentials, parts, owner)
  }
  return findCallingApp(credentials, parts)
}

function earlyAdoptersOnly({ version, parts }: TokenRequest, app: App): Response | null {
  const closed = version === 3 && parts.behaviourFor(app.clientId).v3 === 'early-adopters-only'
  return closed ? messageAnswer(403, 'Request denied') : null
}

function noQuery({ raw }: TokenRequest): Response | null {
  if (new URL(raw.url).search === '') return null
  const body = { error: 'invalid_request', error_description: 'URL query parameters are not allowed' }
  return spacedJson(400, body, { 'content-type': 'text/html; charset=utf-8' })
}

function codeIsThere({ form }: TokenRequest): Response | null {
  if (form.get('grant_type') !== 'authorization_code' || form.get('code')) return null
  return spacedJson(400, { error: 'invalid_request', error_description: 'Missing code parameter.' })
}
