// What a connection to an organization's system is, to everybody who uses one: it asks with a token that is good, and
// nobody but the token client ever holds that token.
import 'server-only'
import type { Readable } from 'node:stream'

export const systems = ['bcda', 'change-healthcare', 'cdc', 'optum'] as const
export type System = (typeof systems)[number]

export const environments = ['sandbox', 'production'] as const
/** Which of a system's two worlds; credentials, token address and resource addresses all belong to the same one. */
export type Environment = (typeof environments)[number]

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  /** Text or bytes: what can be sent a second time after a 401. */
  readonly body?: string | Uint8Array
  readonly signal?: AbortSignal | undefined
  /** How long a token may be waited for when the system asks for a pause; half a minute when left out. */
  readonly patienceMs?: number | undefined
  /** False for a GET that begins something: it is never sent again when the connection turns out to be closed. */
  readonly repeatable?: boolean | undefined
  /** Says that the body is about nobody real. Without it no body is sent where mock answers are asked for (Optum). */
  readonly synthetic?: boolean | undefined
}

/** An answer as it came: redirects are not followed, and nothing is unpacked. */
export interface Reply {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** To be read to its end or destroyed; it fails when the connection breaks before the end. */
  readonly body: Readable
}

export interface ConnectionStatus {
  readonly system: System
  readonly environment: Environment
  readonly credentials: 'set' | 'missing'
  /** The last four characters of the client id. */
  readonly clientIdEnd: string | null
  /** In ms since 1970; null without a token. */
  readonly tokenGoodUntilMs: number | null
  readonly lastError: { readonly atMs: number; readonly code: string } | null
  /** When the secret must have been replaced, where the system asks for that (BCDA: 90 days); ms since 1970. */
  readonly secretDueMs: number | null
}

export interface TestResult {
  readonly ok: boolean
  /** `ok`, or one of the codes of the failures in errors.ts. */
  readonly code: string
  readonly status: number | null
  readonly tookMs: number
}

export interface Connection {
  readonly system: System
  readonly environment: Environment
  /** Where resources live: scheme, host and, for an emulator, a path; without a slash at the end. */
  readonly baseUrl: string
  /**
   * Sends one request with a token that is good, and once more after a 401 that is about the token.
   * @param url absolute, or a path below `baseUrl`; anywhere else is refused before anything is sent
   * @throws the failures of errors.ts; a status of the resource itself is an answer, not a failure
   */
  request(url: string, ask?: Ask): Promise<Reply>
  /** Gets a token and asks the system's cheapest protected address. Never throws. */
  test(): Promise<TestResult>
  status(): ConnectionStatus
  /** Drops the token in use; the next request gets another. */
  invalidate(): void
  close(): Promise<void>
}
