// What every endpoint of BCDA works with.
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import type { Clients } from './clients'
import type { Jobs } from './jobs/jobs'
import type { OpenStreams } from './open-streams'
import type { RateWindow } from './token/rate-window'
import type { Tokens } from './token/tokens'

export interface BcdaParts {
  /** The sandbox's clock, milliseconds since 1970. */
  readonly now: () => number
  readonly behaviourFor: (clientId: string | null) => Behaviour
  readonly clients: Clients
  readonly tokens: Tokens
  readonly rateWindow: RateWindow
  readonly jobs: Jobs
  readonly streams: OpenStreams
  /** When the claims were loaded: the Monday before the sandbox started. */
  readonly loadedMs: () => number
}
