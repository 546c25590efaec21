// What every answer of the real server wears: fixed headers, rate headers, open CORS (contract 4.2, observed 10).
import type { MiddlewareHandler } from 'hono'
import type { RateLimiter } from './rate-limit'

const fixedHeaders: Record<string, string> = {
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'content-language': 'en',
}

const reportOnly = "default-src 'self'"

/** Answers CORS preflights, and dresses every other answer. */
export function dress(limiter: RateLimiter): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'OPTIONS' && c.req.header('access-control-request-method')) return preflight()
    await next()
    const { headers } = c.res
    for (const [name, value] of Object.entries(fixedHeaders)) if (!headers.has(name)) headers.set(name, value)
    if (!headers.has('content-security-policy')) headers.set('content-security-policy-report-only', reportOnly)
    if (c.req.header('origin')) headers.set('access-control-allow-origin', '*')
    if (new URL(c.req.url).protocol === 'https:')
      headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains; preload')
    // What refuses a data call before it is counted has written None itself.
    if (headers.get('x-ratelimit-limit') === 'None') return
    for (const [name, value] of Object.entries(limiter.headersFor(c.req.raw))) headers.set(name, value)
  }
}

function preflight(): Response {
  return new Response(null, {
    status: 200,
    headers: {
      ...fixedHeaders,
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
      'access-control-allow-headers': 'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
      'access-control-max-age': '86400',
    },
  })
}
