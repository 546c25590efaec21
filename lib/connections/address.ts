// Where a token may go: below its connection's own address and nowhere else (contract 5.2 rule 9). Whatever an answer or a
// manifest names is held against this before anything is sent.
import 'server-only'
import type { System } from './connection'
import { Refused } from './errors'

/**
 * @param url absolute, or a path that begins with a slash and is taken below `baseUrl`
 * @throws Refused for any other scheme, host, port or path, and for an address with a user name in it
 */
export function requireOwnAddress(system: System, baseUrl: string, url: string): URL {
  const text = url.startsWith('/') ? `${baseUrl}${url}` : url
  const address = URL.canParse(text) ? new URL(text) : null
  if (!address || !isBelow(address, new URL(baseUrl))) throw new Refused(system, 'address')
  address.hash = ''
  return address
}

/** Compared after parsing, when dots, backslashes and letters written as %2e have been resolved. */
function isBelow(address: URL, base: URL): boolean {
  if (address.username || address.password || address.origin !== base.origin) return false
  const path = base.pathname.replace(/\/$/, '')
  // At a slash: /bcda must not open /bcda-production.
  return address.pathname === path || address.pathname.startsWith(`${path}/`)
}
