// Sends one token request and takes the reply apart: a success goes on to the dialect, everything else becomes trouble of a
// known kind. No text of a reply gets further than here: BCDA's 429 names an organization (contract 5.2 rule 10).
import 'server-only'
import { z } from 'zod'
import { withDeadline } from '@/lib/http/deadline'
import { readRetryAfter } from '@/lib/http/retry-after'
import { countOrganization } from '@/lib/metrics/count-upstream'
import { outcomeOfStatus } from '@/lib/metrics/words'
import type { Clock } from './clock'
import type { Reply } from './connection'
import type { Dialect, SendTokenRequest, TokenReply, TokenRequest } from './dialect'
import type { Profile } from './profile'
import { readHead } from './read-body'
import { type Line, NoAnswer } from './send'
import { noAnswerTrouble, protocolTrouble, troubleOf } from './token-trouble'

const mostBytes = 1024 * 1024
const longestRetryAfterMs = 60 * 60_000

export interface TokenSenderParts {
  readonly profile: Profile
  readonly dialect: Dialect
  readonly line: Line
  readonly clock: Clock
  /** Ends when nobody wants tokens any more. */
  readonly closing: AbortSignal
  readonly replyMs: number
}

/** @returns a function that throws TokenTrouble for every reply that is no success */
export function createTokenSender(parts: TokenSenderParts): SendTokenRequest {
  return (request) => withDeadline(parts.replyMs, parts.closing, (signal) => exchange(parts, request, signal))
}

async function exchange(parts: TokenSenderParts, request: TokenRequest, signal: AbortSignal): Promise<TokenReply> {
  const { profile } = parts
  const outcomeOf = ({ reply, object }: Read) => (isSuccess(reply) && !object ? 'not-json' : outcomeOfStatus(reply.status))
  const failedAs = () => (parts.closing.aborted ? 'given-up' : 'no-answer')
  const { reply, object } = await countOrganization([profile.system, 'token'], () => ask(parts, request, signal), outcomeOf, failedAs)
  if (!isSuccess(reply)) throw refusal(parts, reply, object)
  if (object) return { status: reply.status, headers: reply.headers, body: object }
  throw protocolTrouble(profile.system, reply.status, 'body')
}

interface Read {
  readonly reply: Reply
  readonly object: Readonly<Record<string, unknown>> | null
}

async function ask({ profile, line }: TokenSenderParts, { url, headers, body }: TokenRequest, signal: AbortSignal): Promise<Read> {
  const reply = await line.send({ url: new URL(url), method: 'POST', headers, body, signal }).catch((error: unknown) => {
    throw noAnswerTrouble(profile.system, explain(profile, error))
  })
  return { reply, object: readObject(await readText(reply)) }
}

function isSuccess({ status }: Reply): boolean {
  return status >= 200 && status < 300
}

function refusal({ profile, dialect, clock }: TokenSenderParts, { status, headers }: Reply, told: Read['object']) {
  // Followed, a redirect would carry the credentials along.
  if (status < 400) return protocolTrouble(profile.system, status, 'redirect')
  const facts = { requestId: readRequestId(headers), reason: dialect.readRefusal(told ?? {}) }
  return troubleOf(profile.system, status, facts, readRetryAfter(headers['retry-after'] ?? null, clock.wallMs(), longestRetryAfterMs))
}

/** Null when it is too long, or breaks off. */
async function readText({ body }: Reply): Promise<string | null> {
  try {
    const { bytes, rest } = await readHead(body, mostBytes)
    if (rest === null) return bytes.toString('utf8')
    body.destroy()
    return null
  } catch {
    return null
  }
}

const object = z.record(z.string(), z.unknown())

function readObject(text: string | null): Readonly<Record<string, unknown>> | null {
  try {
    return object.parse(JSON.parse(text ?? ''))
  } catch {
    return null
  }
}

const requestIdNames = ['x-optum-correlation-id', 'x-chng-trace-id', 'x-request-id']

/** The system's own id of a request, when it looks like one: it is shown to people who ask the system's staff for help. */
export function readRequestId(headers: Readonly<Record<string, string>>): string | null {
  const found = requestIdNames.map((name) => headers[name]).find((value) => value !== undefined)
  return found !== undefined && /^[\w-]{8,64}$/.test(found) ? found : null
}

/** BCDA's production lets unknown addresses wait without an answer (contract 1.1). */
function explain({ system, environment }: Profile, error: unknown): string {
  const reason = error instanceof NoAnswer ? error.reason : 'no-answer'
  const hint = system === 'bcda' && environment === 'production' && reason === 'connect-timeout'
  return hint ? 'connect-timeout; is the address of this machine registered with BCDA?' : reason
}
