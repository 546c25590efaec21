// Who may turn the controls: callers on this machine, or with the test key. For everybody else, and for other sites'
// pages, there is nothing here (404).
import { timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Env } from '@/sandbox/env'
import { notFoundPage } from '@/sandbox/pages/error-pages'

/** Lets in whoever may turn the controls. */
export function gate(testKey: string | null): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!mayControl(c.req.raw, c.env, testKey)) return notFoundPage(c.req.raw)
    await next()
  }
}

/** On this machine, not through a proxy, and not from another site's page; or with the key. */
function mayControl(request: Request, env: Env['Bindings'] | undefined, testKey: string | null): boolean {
  const header = (name: string) => request.headers.get(name)
  const key = header('x-sandbox-test-key')
  if (testKey && key) return sameText(testKey, key)
  const url = new URL(request.url)
  if (header('origin') !== null && header('origin') !== url.origin) return false
  if (header('sec-fetch-site') === 'cross-site' || header('x-forwarded-for') || header('forwarded')) return false
  // Without a socket the caller is the test's own process.
  if (!env?.incoming) return true
  // A name that merely leads to this machine (DNS rebinding) is not this machine.
  if (!['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return false
  return /^(?:127\.|::1$|::ffff:127\.)/.test(env.incoming.socket.remoteAddress ?? '')
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
