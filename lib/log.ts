// One JSON line per event from a closed list, and no personal data in it: values are numbers, yes/no, or short words of
// our own. JSON.stringify escapes control characters, so one event is always one line (quality PRV-05). Lines of one request
// carry its id, and those of one session a name that only we can make of its id.
import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'

export type LogEvent =
  | 'app.started'
  | 'app.stopping'
  | 'app.stopped'
  | 'connect.started'
  | 'connect.finished'
  | 'connect.refused'
  | 'grant.refreshed'
  | 'grant.refresh-refused'
  | 'grant.ended'
  | 'session.ended'
  | 'data.loaded'
  | 'data.failed'
  | 'data.discarded'
  | 'settings.alarm'
  | 'vault.failed'
  | 'audit.failed'
  | 'revocation.waiting'
  | 'revocation.retried'
  | 'revocation.failed'
  | 'request.refused'
  | 'request.failed'
  | 'connection.token'
  | 'connection.failed'
  | 'connection.secret-due'

type Level = 'info' | 'warn' | 'error'
type Fields = Readonly<Record<string, number | boolean | string | null>>

interface Asked {
  readonly id: string
  readonly route: () => string
  session?: string
}

// Next bundles pages and route handlers apart; a request goes through both (stack T10).
const place = Symbol.for('plainclaim.request')
const home: typeof globalThis & { [place]?: AsyncLocalStorage<Asked> } = globalThis

function requests(): AsyncLocalStorage<Asked> {
  return (home[place] ??= new AsyncLocalStorage<Asked>())
}

/**
 * From here on, whatever this request leads to writes its id: ours, never one that was sent.
 * @param route its address as a template, without anything of a person; asked for only when a line is written
 */
export function beginRequest(route: () => string, id: string = randomUUID()): void {
  requests().enterWith({ id, route })
}

/** From here on, lines of this request carry this name of the session. @param name made with a key; never an id that opens something */
export function nameSession(name: string): void {
  const asked = requests().getStore()
  if (asked) asked.session = name
}

/** Writes one line. `fields` must hold our own words and numbers only: no token, name, number of a person, or address. */
export function log(level: Level, event: LogEvent, fields: Fields = {}, write: (line: string) => void = toStdout): void {
  const clipped = Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, 200) : value])
  const asked = requests().getStore()
  // The fields go in between, so that none of them can pass itself off as one of these, not even where it is not known.
  const known = { time: new Date().toISOString(), level, event, request: asked?.id, route: asked?.route(), session: asked?.session }
  write(JSON.stringify({ ...known, ...Object.fromEntries(clipped), ...known }))
}

function toStdout(line: string): void {
  process.stdout.write(`${line}\n`)
}
