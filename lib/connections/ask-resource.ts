// One request for a resource with one token, and whether the answer is about that token. The answer is handed on as it came,
// even when it had to be looked into.
import 'server-only'
import { gunzipSync } from 'node:zlib'
import { countOrganization } from '@/lib/metrics/count-upstream'
import { outcomeOfStatus } from '@/lib/metrics/words'
import type { Ask, Reply } from './connection'
import type { Dialect } from './dialect'
import { Aborted, ProtocolError, Unreachable } from './errors'
import type { Held } from './held'
import type { Profile } from './profile'
import { type Head, putBack, readHead } from './read-body'
import { type Line, NoAnswer } from './send'
import { readRequestId } from './send-token-request'

export interface ResourceParts {
  readonly profile: Profile
  readonly dialect: Dialect
  readonly line: Line
}

export interface Answer {
  readonly reply: Reply
  readonly isAboutToken: boolean
}

/** More than any refusal needs; a longer body is no refusal. */
const mostPeekBytes = 64 * 1024

/** @throws Unreachable, Aborted, or ProtocolError for a redirect, which could lead the token elsewhere */
export async function askResource(parts: ResourceParts, url: URL, ask: Ask, held: Held): Promise<Answer> {
  const { profile, dialect, line } = parts
  const headers = headersFor(dialect, ask, held)
  const { method = 'GET', repeatable } = ask
  const wire = { url, method, repeatable, headers, body: ask.body ?? '', signal: ask.signal }
  const failedAs = () => (ask.signal?.aborted ? 'given-up' : 'no-answer')
  const send = () => line.send(wire)
  const reply = await countOrganization([profile.system, 'resource'], send, ({ status }) => outcomeOfStatus(status), failedAs).catch((error: unknown) => {
    if (ask.signal?.aborted) throw new Aborted(profile.system)
    throw new Unreachable(profile.system, { reason: error instanceof NoAnswer ? error.reason : null })
  })
  if (reply.status >= 300 && reply.status < 400 && reply.status !== 304) {
    reply.body.destroy()
    throw new ProtocolError(profile.system, { status: reply.status, reason: 'redirect', requestId: readRequestId(reply.headers) })
  }
  return dialect.doubtful.includes(reply.status) ? judge(dialect, reply) : { reply, isAboutToken: false }
}

/** What a caller names itself wins, but for the token and what says whether an answer is invented. */
function headersFor({ resourceHeaders, showToken }: Dialect, ask: Ask, { token }: Held): Readonly<Record<string, string>> {
  const own = Object.entries(ask.headers ?? {}).map(([name, value]): [string, string] => [name.toLowerCase(), value])
  const { 'content-type': type, ...rest } = resourceHeaders
  const [name, value] = showToken(token)
  return { ...(type === undefined ? {} : { 'content-type': type }), ...Object.fromEntries(own.filter(([key]) => key !== 'environment')), ...rest, [name]: value }
}

async function judge(dialect: Dialect, reply: Reply): Promise<Answer> {
  if (!dialect.readsBody) return { reply, isAboutToken: dialect.isAboutToken(reply.status, '') }
  const head = await readHead(reply.body, mostPeekBytes).catch((): Head => ({ bytes: Buffer.alloc(0), rest: null }))
  const isAboutToken = head.rest === null && dialect.isAboutToken(reply.status, textOf(head.bytes, reply.headers['content-encoding']))
  return { reply: { ...reply, body: putBack(head) }, isAboutToken }
}

function textOf(bytes: Buffer, encoding: string | undefined): string {
  try {
    return (encoding === 'gzip' ? gunzipSync(bytes, { maxOutputLength: mostPeekBytes }) : bytes).toString('utf8')
  } catch {
    return ''
  }
}
