// The cookies that outlive a session: how somebody reads, and what was agreed to. They say nothing of who it is.
import 'server-only'
import { ourAddress } from './place'
import type { SetCookie } from './session'

const yearSeconds = 365 * 24 * 60 * 60

/** How a browser is to keep such a cookie: for a year from now. */
export function keptForAYear(): SetCookie['options'] {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: ourAddress().secure, maxAge: yearSeconds }
}
