// One system as the settings describe it: where it is, in which of its worlds, and with which credentials.
import 'server-only'
import type { Secret } from '@/lib/secret'
import type { Environment, System } from './connection'

export interface Credential {
  readonly secret: Secret
  /** When the secret was made, in ms since 1970; null when nobody said. */
  readonly issuedAtMs: number | null
}

export interface Credentials {
  readonly clientId: string
  /** When the secret was made, as far as is known before it is first read. */
  readonly issuedAtMs: number | null
  /** Read anew for every token request, so that a replaced secret is used without a restart (rule 11). */
  read(): Credential | Promise<Credential>
}

interface ProfileOf<S extends System> {
  readonly system: S
  readonly environment: Environment
  /** Scheme, host and perhaps a path, without a slash at the end. No token is sent anywhere else (rule 9). */
  readonly baseUrl: string
  readonly tokenUrl: string
  /** Null when none are set. */
  readonly credentials: Credentials | null
}

export type BcdaProfile = ProfileOf<'bcda'>

export interface ChangeHealthcareProfile extends ProfileOf<'change-healthcare'> {
  /** v1 answers with `accessToken`; for migration only (contract 2.1). */
  readonly tokenVersion: 'v1' | 'v2'
  /** A token of the separate CIAM system, used as it is and never renewed. */
  readonly suppliedToken: Secret | null
}

export interface CdcProfile extends ProfileOf<'cdc'> {
  readonly scopes: readonly string[]
  readonly onBehalfOf: string | null
  /** The header that carries the token, and what stands before it (contract 3.4: raw in `Authorization`). */
  readonly tokenHeader: string
  readonly tokenPrefix: string
  readonly certificate: { readonly certFile: string; readonly keyFile: string } | null
}

export interface OptumProfile extends ProfileOf<'optum'> {
  readonly dataMode: 'mock' | 'live'
  readonly bodyEncoding: 'json' | 'form'
}

export type Profile = BcdaProfile | ChangeHealthcareProfile | CdcProfile | OptumProfile
