// Trading a code for tokens (contract 3.3). A refused exchange does not spend the code; a second use ends nothing.
import { createHash } from 'node:crypto'
import type { App } from '@/sandbox/apps'
import { spacedJson } from '@/sandbox/bluebutton/answers'
import type { Code } from '@/sandbox/bluebutton/grants'
import type { TokenRequest } from './token-request'
import { tokenReply } from './token-reply'

type Check = (request: TokenRequest, code: Code) => Response | null

const checks: readonly Check[] = [verifierIsThere, verifierMatches, verifierHasLength, redirectAddressIsTheSame]

/** The last step of `grant_type=authorization_code`, when app and secret are known to be right. */
export function exchangeCode(request: TokenRequest, app: App): Response {
  const { form, parts, version } = request
  const code = parts.grants.findCode(form.get('code') ?? '')
  const usable = code && code.clientId === app.clientId && code.expiresAtMs > parts.clock.now()
  if (!usable) return spacedJson(400, { error: 'invalid_grant' })
  for (const check of checks) {
    const refusal = check(request, code)
    if (refusal) return refusal
  }
  parts.grants.spendCode(code.value)
  return tokenReply(parts.grants.addPair(code), version, parts)
}

function verifierIsThere({ form }: TokenRequest): Response | null {
  return form.get('code_verifier') ? null : invalidRequest('Code verifier required.')
}

function verifierMatches({ form }: TokenRequest, code: Code): Response | null {
  const hash = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
  return hash === code.challenge.replace(/=+$/, '') ? null : spacedJson(400, { error: 'invalid_grant' })
}

/** The length is looked at after the match, and the error has no name (contract 3.3). */
function verifierHasLength({ form }: TokenRequest): Response | null {
  const { length } = form.get('code_verifier') ?? ''
  if (length < 43) return spacedJson(400, { error: null, error_description: 'code_verifier min length must be 43' })
  if (length > 128) return spacedJson(400, { error: null, error_description: 'code_verifier max length must be 128' })
  return null
}

function redirectAddressIsTheSame({ form }: TokenRequest, code: Code): Response | null {
  const address = form.get('redirect_uri')
  if (address === null || address === '') return code.redirectUriGiven ? invalidRequest('Missing redirect URI.') : null
  return address === code.redirectUri ? null : invalidRequest('Mismatching redirect URI.')
}

function invalidRequest(error_description: string): Response {
  return spacedJson(400, { error: 'invalid_request', error_description })
}
