// Where Blue Button is and what we ask of it, as data. Addresses are fixed and slashed: the discovery document advertises
// some without their slash, and those only redirect (contract 1.3, observed 1.1).
import 'server-only'
import type { Settings } from '@/lib/env'

export interface Provider {
  readonly version: 2 | 3
  /** Scheme and host: the only origin a token is ever sent to. */
  readonly origin: string
  readonly authorize: string
  readonly token: string
  /** Ends the whole grant (contract 3.6 A). */
  readonly revoke: string
  /** Ends a pair of tokens and keeps the grant (contract 3.6 B). */
  readonly revokeTokens: string
  readonly fhirBase: string
  readonly redirectUri: string
}

/** Coverage and claims, and what the person may leave out: who they are (contract 2.7). */
export const scopes = ['patient/Coverage.rs', 'patient/ExplanationOfBenefit.rs', 'patient/Patient.rs', 'profile'] as const

export function provider(settings: Settings, version: 2 | 3 = settings.blueButton.version): Provider {
  const base = `${settings.blueButton.url}/v${version}`
  return {
    version,
    origin: settings.blueButton.url,
    authorize: `${base}/o/authorize/`,
    token: `${base}/o/token/`,
    revoke: `${base}/o/revoke/`,
    revokeTokens: `${base}/o/revoke_token/`,
    fhirBase: `${base}/fhir`,
    redirectUri: `${settings.appOrigin}/connect/callback`,
  }
}

/** True when any Patient scope was granted: the only sign that personal information is shared (contract 4.3). */
export function sharesProfile(granted: ReadonlySet<string>): boolean {
  return opens(granted, 'Patient')
}

/** True when the granted scopes open reading and searching this kind of record. */
export function opens(granted: ReadonlySet<string>, kind: 'Patient' | 'Coverage' | 'ExplanationOfBenefit'): boolean {
  return granted.has(`patient/${kind}.rs`) || granted.has(`patient/${kind}.read`)
}

/** False when nothing that we show was granted: there is no session to begin. */
export function opensAnything(granted: ReadonlySet<string>): boolean {
  return (['Patient', 'Coverage', 'ExplanationOfBenefit'] as const).some((kind) => opens(granted, kind))
}
