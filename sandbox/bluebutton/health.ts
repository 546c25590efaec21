// Is it alive (contract 1.6), and what robots may look at.
import { Hono } from 'hono'
import { compactJson } from './answers'
import type { Behaviour } from './behaviour'
import type { Parts } from './parts'

const down = 'Service temporarily unavailable, try again later.'

const probes: Record<string, (behaviour: Behaviour) => boolean> = {
  '/health': () => true,
  '/health/': () => true,
  '/health/external': behaviour => backendWorks(behaviour) && loginWorks(behaviour),
  '/health/bfd': behaviour => backendWorks(behaviour),
  '/health/sls': behaviour => loginWorks(behaviour),
}

/** The health probes and robots.txt. */
export function healthApi(parts: Parts): Hono {
  const api = new Hono()
  for (const [path, works] of Object.entries(probes)) {
    api.get(path, () => {
      if (!works(parts.behaviourFor(null))) return compactJson(503, { detail: down })
      return compactJson(200, { message: "all's well" })
    })
  }
  const rules = ['User-agent: *', ...[1, 2, 3].map(version => `Disallow: /v${version}/o/`), '']
  api.get('/robots.txt', c => c.text(rules.join('\n')))
  // Browsers ask for one with every page; there is none, and that is no fault.
  api.get('/favicon.ico', c => c.body(null, 204))
  return api
}

function backendWorks({ claimsBackend }: Behaviour): boolean {
  return claimsBackend !== 'failing' && claimsBackend !== 'unreachable'
}

function loginWorks({ medicareLogin }: Behaviour): boolean {
  return medicareLogin !== 'down'
}
