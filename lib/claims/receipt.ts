// The consent receipt: what the person shared with us, what they did not, until when. Built from the granted scopes,
// never from what was asked for.

export interface Receipt {
  readonly version: 2 | 3
  readonly sharesClaims: boolean
  readonly sharesCoverage: boolean
  /** Name, birth date, address: false when the personal-information box was unticked. */
  readonly sharesProfile: boolean
  /** Until when Medicare lets us ask (ISO instant), or null when it does not say. */
  readonly accessEndsAt: string | null
  /** False for one-hour access: no refresh is possible. */
  readonly staysConnected: boolean
  /** When this session on our side ends at the latest, in ms since 1970. */
  readonly sessionEndsAtMs: number
  /** After so many minutes without use it ends sooner. */
  readonly idleMinutes: number
  /** The person said that others use this computer. */
  readonly sharedComputer: boolean
}
