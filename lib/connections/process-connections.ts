// The connections of this process, one for each system, with one token client behind them: the app's pages and its commands
// share their tokens. Next bundles pages and route handlers apart, so they hang on globalThis (stack T10).
import 'server-only'
import type { Connection, System } from './connection'
import { type ConnectionOptions, createConnection } from './create-connection'
import { noteInLog } from './note'
import { type Profiles, readConnectionSettings } from './settings'
import { createTokenClient } from './token-client'

export type Connections = Readonly<Record<System, Connection>>

const place = Symbol.for('plainclaim.connections')
const home: typeof globalThis & { [place]?: Connections } = globalThis

/**
 * All four; one without credentials is there too, and says so in its status.
 * @throws Misconfigured when the settings are wrong
 */
export function processConnections(): Connections {
  return (home[place] ??= createConnections(readConnectionSettings(), { note: noteInLog }))
}

/** For commands and tests, which bring their own settings. */
export function createConnections(profiles: Profiles, options: ConnectionOptions = {}): Connections {
  const shared = { ...options, tokens: options.tokens ?? createTokenClient(options) }
  return {
    bcda: createConnection(profiles.bcda, shared),
    'change-healthcare': createConnection(profiles['change-healthcare'], shared),
    cdc: createConnection(profiles.cdc, shared),
    optum: createConnection(profiles.optum, shared),
  }
}
