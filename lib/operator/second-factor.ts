// Whether what a provider says of a sign-in amounts to a second factor (quality SES-12).
import 'server-only'
import type { Vouched } from './provider'

/** RFC 8176: several factors, a one-time password, a key in hardware, a smart card; and what providers add. */
const methods: ReadonlySet<string> = new Set(['mfa', 'otp', 'hwk', 'sc', 'fido', 'ngcmfa'])
/** OpenID EAP (phishing-resistant), REFEDS, and the old PAPE word for it. */
const levels: ReadonlySet<string> = new Set([
  'phr',
  'phrh',
  'https://refeds.org/profile/mfa',
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor',
])

export function showsSecondFactor({ methods: used, level }: Pick<Vouched, 'methods' | 'level'>): boolean {
  return used.some((method) => methods.has(method)) || (level !== null && levels.has(level))
}
