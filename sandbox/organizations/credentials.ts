// The test credentials of the emulators of Change Healthcare, CDC and Optum. They are published on purpose: they open
// invented data in this sandbox and nothing anywhere else. BCDA's own published sets stand beside its emulator.

/** A client that one instance of an emulator knows. */
export interface Credentials {
  readonly clientId: string
  readonly clientSecret: string
}

/** The two worlds of a system. A pair of one is a stranger in the other (contract 2.1, 4.1). */
export type Instance = 'sandbox' | 'production'

export interface ChangeClient extends Credentials {
  readonly instance: Instance
  /** Stands in the token, beside what it opens. */
  readonly applicationName: string
}

/** Change Healthcare, mounted at `/change-healthcare` and `/change-healthcare-production`. */
export const changeClients = {
  sandbox: {
    instance: 'sandbox',
    clientId: 'ChangeSandbox0000000000000000001',
    clientSecret: 'open-to-anyone-change-sandbox',
    applicationName: 'plainclaim-sandbox',
  },
  /** A secret with everything in it that a form must encode (C-H2). */
  oddSecret: {
    instance: 'sandbox',
    clientId: 'ChangeSandbox0000000000000000002',
    clientSecret: 'a&b+c%20d=e f/é漢',
    applicationName: 'plainclaim-odd-secret',
  },
  production: {
    instance: 'production',
    clientId: 'ChangeProduction0000000000000001',
    clientSecret: 'open-to-anyone-change-production',
    applicationName: 'plainclaim-production',
  },
} as const satisfies Record<string, ChangeClient>

/** What an account at the clearinghouse may be allowed (contract 3.1). */
export const cdcScopes = ['UPLOAD', 'DELETE', 'UPDATE', 'EXPORT_REDACTED', 'EXPORT_NON_REDACTED', 'EXPORT_SUMMARIZATION'] as const
export type CdcScope = (typeof cdcScopes)[number]

export interface CdcClient extends Credentials {
  readonly instance: Instance
  /** What the administrator has granted. */
  readonly scopes: readonly CdcScope[]
  /** The parties this account may work for. */
  readonly onBehalfOf: readonly string[]
}

/** CDC's clearinghouse, mounted at `/cdc` (the test host) and `/cdc-production`. */
export const cdcClients = {
  sandbox: {
    instance: 'sandbox',
    clientId: 'cdc-sandbox-everything',
    clientSecret: 'open-to-anyone-cdc-sandbox',
    scopes: cdcScopes,
    onBehalfOf: ['cdc-sandbox-upload-only', 'cdc-sandbox-party'],
  },
  /** May upload and nothing else, and works for nobody but itself. */
  uploadOnly: {
    instance: 'sandbox',
    clientId: 'cdc-sandbox-upload-only',
    clientSecret: 'open-to-anyone-cdc-upload-only',
    scopes: ['UPLOAD'],
    onBehalfOf: [],
  },
  production: {
    instance: 'production',
    clientId: 'cdc-production-everything',
    clientSecret: 'open-to-anyone-cdc-production',
    scopes: cdcScopes,
    onBehalfOf: [],
  },
} as const satisfies Record<string, CdcClient>

export interface OptumClient extends Credentials {
  readonly instance: Instance
  /** The API is bought: live answers are to be had (contract 4.1). */
  readonly subscribed: boolean
  /** The provider tax ids that are associated with the client; for any other there is no live answer. */
  readonly taxIds: readonly string[]
}

/** Optum Real, mounted at `/optum` and `/optum-production`. */
export const optumClients = {
  sandbox: {
    instance: 'sandbox',
    clientId: 'optum-sandbox-0000-0000-000000000001',
    clientSecret: 'open-to-anyone-optum-sandbox',
    subscribed: true,
    taxIds: ['000000001', '000000002'],
  },
  /** Has asked for the sandbox and bought nothing: mock answers only. */
  mockOnly: {
    instance: 'sandbox',
    clientId: 'optum-sandbox-0000-0000-000000000002',
    clientSecret: 'open-to-anyone-optum-mock-only',
    subscribed: false,
    taxIds: [],
  },
  production: {
    instance: 'production',
    clientId: 'optum-production-0000-0000-00000001',
    clientSecret: 'open-to-anyone-optum-production',
    subscribed: true,
    taxIds: ['000000001'],
  },
} as const satisfies Record<string, OptumClient>
