// The grant for CMS Aligned Network apps, of which the sandbox has none: every request is refused (contract 3.6 F).
import { messageAnswer } from '@/sandbox/bluebutton/answers'
import { appRefusal } from './client'

/** The refusal that fits what is missing. */
export function refuseClientCredentials(form: URLSearchParams): Response {
  const missing = ['scope', 'client_assertion_type', 'client_assertion'].filter(name => !form.get(name))
  if (missing.length > 0) return messageAnswer(400, `Missing Required Parameter(s): ${missing.join(', ')}`)
  const parts = (form.get('client_assertion') ?? '').split('.')
  const isToken = parts.length === 3 && parts.every(part => /^[\w-]+$/.test(part))
  if (!isToken) return appRefusal(400, 'invalid_request', 'Malformed client_assertion')
  return messageAnswer(403, 'Request denied')
}
