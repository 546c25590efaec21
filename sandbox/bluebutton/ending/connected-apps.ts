// `/v1/o/tokens/`: behind "My connected apps" at Medicare.gov. Only CMS's own app may call it (contract 3.6 D), and no app
// here is that app: without a usable token it is 401, with one 403. The controls end grants in its place.
import { Hono } from 'hono'
import { permissionDenied, readHolder } from '@/sandbox/bluebutton/check-access'
import type { Parts } from '@/sandbox/bluebutton/parts'

/** The list of connected apps, closed to everybody. */
export function connectedAppsApi(parts: Parts): Hono {
  const api = new Hono()
  for (const path of ['/v1/o/tokens/', '/v1/o/tokens/:id/']) api.all(path, c => refuse(c.req.raw, parts))
  return api
}

function refuse(request: Request, parts: Parts): Response {
  const holder = readHolder(request, parts)
  return holder.ok ? permissionDenied() : holder.response
}
