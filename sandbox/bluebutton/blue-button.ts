// Blue Button put together: every endpoint under its path, and what the paths themselves do (contract 1.6, 2.1).
import { Hono } from 'hono'
import { redirect } from './answers'
import { authorizeApi } from './authorize/authorize'
import { createCheckAccess } from './check-access'
import { discoveryApi } from './discovery'
import { dress } from './dress'
import { connectedAppsApi } from './ending/connected-apps'
import { endingApi } from './ending/ending'
import { fhirApi } from './fhir/api'
import { healthApi } from './health'
import { loginApi } from './login/login'
import { metadataApi } from './metadata'
import type { Parts } from './parts'
import { createRateLimiter } from './rate-limit'
import { tokenApi } from './tokens/token'
import { userinfoApi } from './userinfo'
import { notFoundPage } from '@/sandbox/pages/error-pages'

export interface BlueButton {
  readonly api: Hono
  /** Forgets the rate windows. */
  reset(): void
}

/** All of Blue Button as one application, to be mounted at the root. */
export function createBlueButton(parts: Parts): BlueButton {
  const limiter = createRateLimiter(parts)
  const api = new Hono()
  api.use(dress(limiter))
  api.use('/v3/*', async (c, next) => {
    // With its switch off, version 3 does not exist, not even for the app that it is off for (contract 1.2).
    const clientId = c.req.query('client_id') ?? null
    return parts.behaviourFor(clientId).v3 === 'off' ? notFoundPage(c.req.raw) : next()
  })
  addSlashes(api)
  for (const part of [discoveryApi(), metadataApi(parts), healthApi(parts), userinfoApi(parts)]) api.route('/', part)
  for (const part of [authorizeApi(parts), loginApi(parts), tokenApi(parts), endingApi(parts)]) api.route('/', part)
  api.route('/', connectedAppsApi(parts))
  const { directory, clock } = parts
  api.route('/', fhirApi({ directory, now: clock.now, checkAccess: createCheckAccess(parts, limiter) }))
  return { api, reset: limiter.clear }
}

/** Some paths exist with their slash only; without it there is a 301, at which a POST loses its body. */
function addSlashes(api: Hono): void {
  for (const name of ['authorize', 'revoke', 'revoke_token', 'introspect']) {
    api.all(`/:version{v[123]}/o/${name}`, c => {
      const { pathname, search } = new URL(c.req.url)
      return redirect(`${pathname}/${search}`, {}, 301)
    })
  }
}
