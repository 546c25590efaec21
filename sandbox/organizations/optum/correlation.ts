// The headers by which Optum and its customers find a call again (contract 4.3): on every answer, refusals included.
import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Env } from '@/sandbox/env'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The caller's own id when it is one, else a new one; the trace is new each time. */
export const correlate: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  const given = c.req.header('x-optum-consumer-correlation-id') ?? ''
  c.res.headers.set('x-optum-correlation-id', uuid.test(given) ? given : crypto.randomUUID())
  c.res.headers.set('x-optum-trace-id', randomBytes(16).toString('hex'))
}
