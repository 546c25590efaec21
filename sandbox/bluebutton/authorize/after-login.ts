// What is refused only after the person has signed in, in the server's order (contract 2.6): that is why these mistakes
// strand people late. Only the response type is ever reported to the app. The table is the order.
import { messageAnswer, redirect } from '@/sandbox/bluebutton/answers'
import { requestErrorPage } from '@/sandbox/pages/error-pages'
import { isAddress, isRegistered, withQuery } from './redirect-address'
import { readScopes } from './scopes'
import type { AuthorizeRequest, Check } from './request'

export const afterLogin: readonly Check[] = [nothingDoubled, redirectAddressIsGood, responseTypeIsCode, scopesAreGood]

/** Where the answer goes: the address of the request, else the only one registered; null when there are several. */
export function redirectAddressOf(request: AuthorizeRequest): string | null {
  const registered = request.app?.redirectUris ?? []
  return request.get('redirect_uri') ?? (registered.length === 1 ? (registered[0] ?? null) : null)
}

/** The scopes that the consent page asks for; null when they are refused. */
export function scopesOf(request: AuthorizeRequest): readonly string[] | null {
  return request.app && readScopes(request.get('scope'), request.app)
}

/** Sends the person back to the app with an error and the state. */
export function errorRedirect(request: AuthorizeRequest, error: Record<string, string>): Response {
  return redirect(withQuery(redirectAddressOf(request) ?? '', { ...error, state: request.get('state') ?? '' }))
}

function nothingDoubled(request: AuthorizeRequest): Response | null {
  const doubled = ['client_id', 'response_type', 'redirect_uri', 'scope', 'state'].find(request.isDoubled)
  return doubled ? requestErrorPage(request.raw, `Duplicate ${doubled} parameter.`) : null
}

function redirectAddressIsGood(request: AuthorizeRequest): Response | null {
  const address = redirectAddressOf(request)
  if (address === null) return requestErrorPage(request.raw, 'Missing redirect URI.')
  if (!isAddress(address)) return requestErrorPage(request.raw, 'Invalid redirect URI.')
  const registered = isRegistered(address, request.app?.redirectUris ?? [])
  return registered ? null : requestErrorPage(request.raw, 'Mismatching redirect URI.')
}

function responseTypeIsCode(request: AuthorizeRequest): Response | null {
  const type = request.get('response_type')
  if (type === 'code') return null
  if (type === 'token') return errorRedirect(request, { error: 'unauthorized_client' })
  if (type) return errorRedirect(request, { error: 'unsupported_response_type' })
  const error_description = 'Missing response_type parameter.'
  return errorRedirect(request, { error: 'invalid_request', error_description })
}

function scopesAreGood(request: AuthorizeRequest): Response | null {
  return scopesOf(request) ? null : messageAnswer(400, 'Invalid scopes.')
}
