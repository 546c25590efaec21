// A request to the token endpoint as its steps see it.
import type { Parts, Version } from '@/sandbox/bluebutton/parts'
import type { Credentials } from './client'

export interface TokenRequest {
  readonly raw: Request
  readonly version: Version
  readonly form: URLSearchParams
  readonly credentials: Credentials
  readonly parts: Parts
}

/** The form of a POST; anything else than a form is read as an empty one (contract 3.1). */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? '')
  return new URLSearchParams(isForm ? await request.text() : '')
}
