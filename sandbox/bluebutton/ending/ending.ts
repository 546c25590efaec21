// The ways to end access, under their paths (contract 3.6). Each exists with its slash only; without it there is a 301.
import { Hono } from 'hono'
import { emptyAnswer } from '@/sandbox/bluebutton/answers'
import { readVersion } from '@/sandbox/bluebutton/parts'
import type { Parts } from '@/sandbox/bluebutton/parts'
import { readForm } from '@/sandbox/bluebutton/tokens/token-request'
import { expireUser } from './expire-user'
import { introspect } from './introspect'
import { revokeGrant } from './revoke'
import { revokeToken } from './revoke-token'

type Ending = (request: Request, form: URLSearchParams, parts: Parts) => Response

const endings: Record<string, Ending> = { revoke: revokeGrant, revoke_token: revokeToken, introspect }

/** The revocation endpoints of all versions. */
export function endingApi(parts: Parts): Hono {
  const api = new Hono()
  for (const [name, end] of Object.entries(endings)) {
    const path = `/:version{v[123]}/o/${name}/`
    api.post(path, async c => end(c.req.raw, await readForm(c.req.raw), parts))
    if (name === 'introspect') api.get(path, c => end(c.req.raw, new URLSearchParams(), parts))
    api.all(path, c => emptyAnswer(c.req.method === 'OPTIONS' ? 200 : 405, { allow: 'POST, OPTIONS' }))
  }
  const expire = '/:version{v[123]}/o/expire_authenticated_user/:id/'
  api.post(expire, async c => {
    const target = { version: readVersion(c.req.path) ?? 2, patientId: c.req.param('id') }
    return expireUser(c.req.raw, await readForm(c.req.raw), target, parts)
  })
  api.all(expire, c => emptyAnswer(c.req.method === 'OPTIONS' ? 200 : 405, { allow: 'POST, OPTIONS' }))
  return api
}
