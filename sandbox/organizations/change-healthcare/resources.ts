// What a token of Change Healthcare opens: an echo, and eligibility with its health check (contract 2.3). Answers are
// canned; nobody in them exists.
import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'
import type { Env } from '@/sandbox/env'
import { jsonAnswer, jsonType, mediaTypeOf, readJsonObject } from '@/sandbox/organizations/answers'
import type { Fields } from '@/sandbox/organizations/answers'
import { tokenOf } from '@/sandbox/organizations/remembering'
import type { ChangeParts } from './change-healthcare'

const eligibility = '/medicalnetwork/eligibility/v3'

/** The routes behind the token. */
export function resourceApi(parts: ChangeParts): Hono<Env> {
  const api = new Hono<Env>()
  const guard = checkToken(parts)
  api.all('/echo', guard, async c => echo(c.req.raw, parts))
  api.get(`${eligibility}/healthcheck`, guard, () => jsonAnswer(200, { status: 'ok', version: 'v3' }))
  api.post(eligibility, guard, async c => answerEligibility(c.req.raw))
  for (const path of ['/echo', eligibility, `${eligibility}/healthcheck`]) api.all(path, () => refuse(405, 'invalid_request', 'Method not allowed'))
  return api
}

/** The error code of an expired token is what one client reports of the real platform (contract 2.3). */
function checkToken({ memory, clock }: ChangeParts): MiddlewareHandler<Env> {
  return async (c, next) => {
    const value = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (value === undefined) return refuse(401, 'invalid_request', 'The access token is missing')
    const token = memory.find(value)
    if (!token) return refuse(401, 'invalid_token', 'The access token is not valid')
    if (token.expiresAtMs <= clock.now()) return refuse(401, 'access_token_expired', 'The access token has expired')
    await next()
    return undefined
  }
}

/** Says back what arrived, without the token. */
async function echo(raw: Request, { path, memory }: ChangeParts): Promise<Response> {
  const { pathname, search } = new URL(raw.url)
  return jsonAnswer(200, {
    method: raw.method,
    path: pathname.slice(path.length) + search,
    clientId: memory.find(tokenOf(raw))?.clientId ?? null,
    contentType: raw.headers.get('content-type'),
    traceId: traceIdOf(raw),
    body: await raw.text(),
  })
}

async function answerEligibility(raw: Request): Promise<Response> {
  if (mediaTypeOf(raw) !== jsonType) return refuse(415, 'invalid_request', 'Content-Type must be application/json')
  const body = readJsonObject(await raw.text())
  if (!body) return refuse(400, 'invalid_request', 'The body is not a JSON object')
  const missing = ['controlNumber', 'tradingPartnerServiceId', 'provider', 'subscriber'].filter(name => body[name] === undefined)
  if (missing.length > 0) return jsonAnswer(400, { errors: missing.map(complain) })
  const traceId = traceIdOf(raw)
  return jsonAnswer(200, cannedEligibility(body, traceId), { 'x-chng-trace-id': traceId })
}

function complain(field: string) {
  return { field, description: 'must not be null', code: 'VALIDATION', followupAction: 'Please Correct and Resubmit' }
}

function traceIdOf(raw: Request): string {
  return raw.headers.get('x-chng-trace-id') ?? crypto.randomUUID()
}

/** Somebody who is covered, with a deductible partly met; the same for whoever is asked about. */
function cannedEligibility({ controlNumber, tradingPartnerServiceId }: Fields, traceId: string) {
  return {
    meta: { applicationMode: 'sandbox', traceId },
    controlNumber,
    reassociationKey: controlNumber,
    tradingPartnerServiceId,
    provider: { providerName: 'HARBOR SANDBOX CLINIC', entityType: 'Non-Person Entity', npi: '0000000000' },
    subscriber: { memberId: '0000000000', firstName: 'johnone', lastName: 'doeone', gender: 'M', dateOfBirth: '18800102' },
    subscriberTraceNumbers: [{ traceTypeCode: '1', traceType: 'Current Transaction Trace Numbers', referenceIdentification: traceId }],
    planDateInformation: { eligibilityBegin: '20260101' },
    planStatus: [{ statusCode: '1', status: 'Active Coverage', serviceTypeCodes: ['30'] }],
    benefitsInformation: [
      { code: '1', name: 'Active Coverage', serviceTypeCodes: ['30'], insuranceTypeCode: 'MB' },
      { code: 'C', name: 'Deductible', timeQualifier: 'Calendar Year', benefitAmount: '257.00' },
      { code: 'C', name: 'Deductible', timeQualifier: 'Remaining', benefitAmount: '101.35' },
      { code: 'A', name: 'Co-Insurance', benefitPercent: '0.2' },
    ],
  }
}

function refuse(status: number, error: string, description: string): Response {
  return jsonAnswer(status, { error, error_description: description })
}
