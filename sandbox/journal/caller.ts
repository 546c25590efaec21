// Who is behind a request: the app, the grant and the person, read from whatever the request carries, so that journal
// and faults can be kept apart by app. Nothing is checked here; a wrong secret still names its app.
import type { Grants } from '@/sandbox/bluebutton/grants'
import { nameRoute } from './route-name'
import type { RouteName } from './route-name'

export interface Caller {
  readonly route: RouteName
  readonly clientId: string | null
  readonly personKey: string | null
  readonly grantId: string | null
  /** The secrets of the request by kind, still readable; only the journal sees them, and hashes them. */
  readonly secrets: Readonly<Record<string, string>>
}

const secretFields = ['code', 'code_verifier', 'refresh_token', 'token', 'client_secret']

/** Reads the caller. `form` is the body of a form post, empty otherwise. */
export function readCaller(request: Request, form: URLSearchParams, grants: Grants): Caller {
  const url = new URL(request.url)
  const authorization = request.headers.get('authorization') ?? ''
  const bearer = /^bearer\s+(\S+)$/i.exec(authorization)?.[1]
  const held = heldToken([bearer, form.get('token'), form.get('refresh_token')], grants)
  const code = held ?? grants.findCode(form.get('code') ?? '')
  const clientId = held?.clientId ?? form.get('client_id') ?? basicId(authorization) ?? clientInQuery(url) ?? null
  const grant = code && grants.find(code.clientId, code.personKey)
  return {
    route: nameRoute(url.pathname, form.get('grant_type')),
    clientId,
    personKey: code?.personKey ?? null,
    grantId: grant?.id ?? null,
    secrets: { ...(bearer !== undefined && { bearer }), ...secretsOf(form) },
  }
}

function heldToken(values: readonly (string | null | undefined)[], grants: Grants) {
  for (const value of values) {
    const token = value ? (grants.findAccess(value) ?? grants.findRefresh(value)) : null
    if (token) return token
  }
  return null
}

function basicId(authorization: string): string | null {
  const encoded = /^basic\s+(\S+)$/i.exec(authorization)?.[1]
  return encoded === undefined ? null : (Buffer.from(encoded, 'base64').toString('utf8').split(':')[0] ?? null)
}

/** On the way through the sign-in the app stands in the address that the person is sent back to. */
function clientInQuery(url: URL): string | null {
  const next = url.searchParams.get('next')
  return url.searchParams.get('client_id') ?? (next && URL.canParse(next, url) ? new URL(next, url).searchParams.get('client_id') : null)
}

function secretsOf(form: URLSearchParams): Record<string, string> {
  const found = secretFields.map(name => [name, form.get(name)] as const)
  return Object.fromEntries(found.filter((entry): entry is readonly [string, string] => Boolean(entry[1])))
}
