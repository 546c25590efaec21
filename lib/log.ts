// One JSON line per event from a closed list, and no personal data in it: values are numbers, yes/no, or short words of
// our own. JSON.stringify escapes control characters, so one event is always one line (quality PRV-05).
import 'server-only'

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

/** Writes one line. `fields` must hold our own words and numbers only: no token, name, number of a person, or address. */
export function log(level: Level, event: LogEvent, fields: Fields = {}, write: (line: string) => void = toStdout): void {
  const clipped = Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, 200) : value])
  // The fields go in between, so that none of them can pass itself off as the time, the level or the event.
  const known = { time: new Date().toISOString(), level, event }
  write(JSON.stringify({ ...known, ...Object.fromEntries(clipped), ...known }))
}

function toStdout(line: string): void {
  process.stdout.write(`${line}\n`)
}
