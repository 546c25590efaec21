// How BCDA behaves when it is told to depart from its default: one entry a switch, for one client, for everybody, or for
// a while. The defaults are what the published code does where its documents say otherwise (contract 1, 6).

/** Every switch, with the default standing first. All but those of jobs act at once; those, on jobs started later. */
export const bcdaChoices = {
  /** Where code and pages disagree: archived jobs, the words of progress, a `_since` in early 2020. */
  bcdaReading: ['as-coded', 'as-documented'],
  /** What the server thinks of the caller's organization (contract 1.3). */
  bcdaOrganization: ['enabled', 'disabled', 'not-found', 'denied'],
  /** GUIDE entities may not ask for claims of the shared systems (contract 1.5). */
  bcdaModel: ['as-registered', 'guide'],
  bcdaVersions: ['all', 'not-v1-v2', 'not-v3'],
  /** The list of people that every export begins with. */
  bcdaAttribution: ['present', 'missing', 'missing-for-since', 'awaiting-new-year'],
  bcdaRunout: ['present', 'missing', 'expired'],
  /** Test organizations may start the same export twice (contract 1.5). */
  bcdaDuplicates: ['allowed', 'refused'],
  bcdaTokenService: ['works', 'failing', 'times-out'],
  /** The service that every token is shown to, on every call. */
  bcdaTokenCheck: ['works', 'times-out', 'misbehaves'],
  bcdaProgress: ['with-number', 'without-number'],
  /** What becomes of a job. */
  bcdaJob: ['completes', 'fails'],
} as const

export interface BcdaNumbers {
  bcdaTokenSeconds: number
  /** Calls of one organization in each window (contract 1.2). */
  bcdaTokenLimit: number
  bcdaTokenWindowMs: number
  /** The `Retry-After` of a refused second export, in seconds. */
  bcdaDuplicateRetryAfter: number
  /** How long a job waits, and how long it works: at least, and for each file. By the sandbox's clock. */
  bcdaPendingMs: number
  bcdaRunMs: number
  bcdaFileMs: number
  /** The share of people, in percent, whom the claims server does not know; at 100 the job fails. */
  bcdaUnknownPeople: number
}

export type BcdaBehaviour = { [Name in keyof typeof bcdaChoices]: (typeof bcdaChoices)[Name][number] } & BcdaNumbers

export const realBcda: BcdaBehaviour = {
  bcdaReading: 'as-coded',
  bcdaOrganization: 'enabled',
  bcdaModel: 'as-registered',
  bcdaVersions: 'all',
  bcdaAttribution: 'present',
  bcdaRunout: 'present',
  bcdaDuplicates: 'allowed',
  bcdaTokenService: 'works',
  bcdaTokenCheck: 'works',
  bcdaProgress: 'with-number',
  bcdaJob: 'completes',
  bcdaTokenSeconds: 1_200,
  bcdaTokenLimit: 100,
  bcdaTokenWindowMs: 300_000,
  bcdaDuplicateRetryAfter: 0,
  bcdaPendingMs: 200,
  bcdaRunMs: 600,
  bcdaFileMs: 10,
  bcdaUnknownPeople: 0,
}

/** What may be told as a number, from 0 up. */
export const bcdaNumbers = [
  'bcdaTokenSeconds',
  'bcdaTokenLimit',
  'bcdaTokenWindowMs',
  'bcdaDuplicateRetryAfter',
  'bcdaPendingMs',
  'bcdaRunMs',
  'bcdaFileMs',
  'bcdaUnknownPeople',
] as const satisfies readonly (keyof BcdaNumbers)[]
