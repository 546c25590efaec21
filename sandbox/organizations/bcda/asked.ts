// A call as the endpoints of BCDA see it: what the path says is read already.
import type { BcdaVersion } from './data/extract'

export interface Asked {
  readonly request: Request
  readonly url: URL
  /** Scheme, host and mount point, as the caller used them: every address that is handed out begins so. */
  readonly base: string
  /** Null on paths without one. */
  readonly version: BcdaVersion | null
  /** The number in the path as it was sent; empty where there is none. */
  readonly jobId: string
  /** The file or the group in the path; empty where there is none. */
  readonly name: string
  /** Closes the connection in the middle of the answer. */
  readonly breakOff: () => void
}
