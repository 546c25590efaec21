// Which app is calling, and does it know its secret: two separate questions at the real server, with different answers
// (contract 3.3). The app is looked up first; the secret is checked only by the grant itself.
import type { App } from '@/sandbox/apps'
import { spacedJson } from '@/sandbox/bluebutton/answers'
import { inactiveWords } from '@/sandbox/bluebutton/parts'
import type { Parts } from '@/sandbox/bluebutton/parts'

export interface Credentials {
  readonly basic: { readonly id: string; readonly secret: string } | null
  readonly bodyId: string | null
  readonly bodySecret: string | null
}

/** The credentials of a request; null when its Authorization header makes the real server stumble (500). */
export function readCredentials(request: Request, form: URLSearchParams): Credentials | null {
  const header = request.headers.get('authorization')
  const body = { bodyId: form.get('client_id') || null, bodySecret: form.get('client_secret') }
  if (header === null) return { basic: null, ...body }
  const encoded = /^basic\s+(.+)$/i.exec(header.trim())?.[1]
  const decoded = encoded === undefined ? null : decodeBase64(encoded)
  if (decoded === null) return null
  const colon = decoded.indexOf(':')
  const id = colon < 0 ? decoded : decoded.slice(0, colon)
  return { basic: { id: unquote(id), secret: unquote(colon < 0 ? '' : decoded.slice(colon + 1)) }, ...body }
}

/** The app that is calling, or the refusal of the app check. `fallback` is the app that a refresh token belongs to. */
export function findCallingApp(credentials: Credentials, parts: Parts, fallback: App | null = null): App | Response {
  const { basic, bodyId } = credentials
  const id = basic?.id ?? bodyId
  if (id === null && !fallback) return appRefusal(401, 'invalid_client', 'App id failed')
  if (id !== null && !/^[A-Za-z0-9]{40}$/.test(id)) return appRefusal(400, 'invalid_client', 'Invalid client_id format')
  const app = id === null ? fallback : parts.findApp(id)
  if (!app && basic) return appRefusal(401, 'invalid_client', 'Application does not exist')
  if (!app) return appRefusal(400, 'invalid_client', 'Application does not exist (client_id)')
  if (basic && bodyId !== null && basic.id !== bodyId)
    return appRefusal(400, 'invalid_request', 'different app in headers than in request data')
  return app.active ? app : appRefusal(403, 'invalid_client', inactiveWords(app))
}

/** Whether the caller proved to be this app, in the header or in the form. */
export function isAuthenticated({ basic, bodyId, bodySecret }: Credentials, app: App): boolean {
  const byHeader = basic?.id === app.clientId && basic.secret === app.clientSecret
  return byHeader || (bodyId === app.clientId && bodySecret === app.clientSecret)
}

/** A refusal of the app check: it carries its own status in the body. */
export function appRefusal(status: number, error: string, error_description: string): Response {
  return spacedJson(status, { status_code: status, error, error_description })
}

/** Wrong or missing secret (contract 3.3). */
export function invalidClient(): Response {
  return spacedJson(401, { error: 'invalid_client' }, { 'www-authenticate': 'Bearer error="invalid_client"' })
}

/** As lenient as the real server: letters outside the alphabet are skipped, wrong padding or bytes are not. */
function decodeBase64(text: string): string | null {
  const letters = text.replace(/[^A-Za-z0-9+/=]/g, '')
  if (letters === '' || letters.length % 4 !== 0) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(letters, 'base64'))
  } catch {
    return null
  }
}

function unquote(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
