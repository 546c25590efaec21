// Redirect addresses are compared as they were written, never normalized: one slash more is another address (contract
// 2.4).

interface Parts {
  readonly scheme: string
  readonly authority: string
  readonly path: string
  readonly query: string
}

/** Whether the app may be sent back to this address. */
export function isRegistered(requested: string, registered: readonly string[]): boolean {
  const asked = split(requested)
  if (!asked) return false
  return registered.map(split).some(allowed => allowed !== null && sameAddress(asked, allowed))
}

/** Whether this is a whole address without a fragment. */
export function isAddress(text: string): boolean {
  return split(text) !== null
}

/** The address with more query parameters; what it has is kept. */
export function withQuery(address: string, parameters: Record<string, string>): string {
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(parameters).toString()}`
}

function sameAddress(asked: Parts, allowed: Parts): boolean {
  const sameHost = asked.authority === allowed.authority || isAnyPortOf(asked, allowed)
  return asked.scheme === allowed.scheme && sameHost && asked.path === allowed.path && holds(asked.query, allowed.query)
}

/** Loopback numbers registered without a port match any port; the name `localhost` does not (contract 2.4). */
function isAnyPortOf(asked: Parts, allowed: Parts): boolean {
  const loopback = allowed.authority === '127.0.0.1' || allowed.authority === '[::1]'
  return loopback && allowed.scheme === 'http' && asked.authority.replace(/:\d+$/, '') === allowed.authority
}

function holds(asked: string, registered: string): boolean {
  const has = [...new URLSearchParams(asked)].map(pair => pair.join('='))
  return [...new URLSearchParams(registered)].every(pair => has.includes(pair.join('=')))
}

function split(address: string): Parts | null {
  const match = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?$/i.exec(address)
  if (!match || /[\s\\]/.test(address)) return null
  const [, scheme = '', authority = '', path = '', query = ''] = match
  return authority === '' && path === '' ? null : { scheme, authority, path, query }
}
