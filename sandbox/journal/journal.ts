// What was asked of the sandbox: each request once, in order, with secrets hashed, so that a test can say "one refresh,
// never more than four at once". It keeps the last entries and counts for ever.
import { createHash } from 'node:crypto'
import type { Caller } from './caller'
import type { RouteName } from './route-name'

export interface Entry {
  readonly number: number
  /** By the sandbox's clock, milliseconds since 1970. */
  readonly atMs: number
  /** By the machine's stopwatch; only differences mean anything. */
  readonly startedMs: number
  readonly method: string
  readonly path: string
  readonly route: RouteName
  readonly clientId: string | null
  readonly personKey: string | null
  readonly grantId: string | null
  /** First twelve digits of the SHA-256 of each secret, by kind. */
  readonly secrets: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** How many requests were under way when this one began, itself included. */
  readonly atOnce: number
  /** Null while it is under way, or when the connection was cut. */
  status: number | null
  durationMs: number | null
  /** The ids of the faults that were let loose on it. */
  readonly faults: string[]
}

/** Which entries: all conditions given must hold. */
export interface Filter {
  readonly clientId?: string
  readonly route?: RouteName
  readonly personKey?: string
  readonly method?: string
}

const kept = 20_000
const keptHeaders = ['accept', 'accept-encoding', 'accept-language', 'content-type', 'environment', 'origin', 'user-agent']

export type Journal = ReturnType<typeof createJournal>

/** An empty journal. `machineTime` measures durations, which no clock of ours may move. */
export function createJournal(now: () => number, machineTime: () => number = () => performance.now()) {
  let entries: Entry[] = []
  let total = 0
  let underWay = 0

  const begin = (request: Request, caller: Caller): Entry => {
    const entry: Entry = {
      number: ++total,
      atMs: now(),
      startedMs: machineTime(),
      method: request.method,
      path: new URL(request.url).pathname,
      route: caller.route,
      clientId: caller.clientId,
      personKey: caller.personKey,
      grantId: caller.grantId,
      secrets: Object.fromEntries(Object.entries(caller.secrets).map(([kind, value]) => [kind, fingerprint(value)])),
      headers: headersOf(request),
      atOnce: ++underWay,
      status: null,
      durationMs: null,
      faults: [],
    }
    entries.push(entry)
    if (entries.length > kept * 2) entries = entries.slice(-kept)
    return entry
  }

  return {
    /** Writes a request down; the function it returns is called with the status when the answer leaves. */
    record(request: Request, caller: Caller): { entry: Entry; done: (status: number | null) => void } {
      const entry = begin(request, caller)
      const done = (status: number | null) => {
        underWay -= 1
        entry.status = status
        entry.durationMs = machineTime() - entry.startedMs
      }
      return { entry, done }
    },
    entries: (filter: Filter = {}): readonly Entry[] => entries.filter(entry => matches(entry, filter)),
    /** How often each route was called. */
    counts: (filter: Filter = {}): Readonly<Record<string, number>> =>
      countBy(
        entries.filter(entry => matches(entry, filter)),
        entry => entry.route,
      ),
    /** The most requests of this kind that were ever under way together. */
    peakConcurrency: (filter: Filter = {}): number => peakOf(entries.filter(entry => matches(entry, filter))),
    /** How often each grant was refreshed, by its id. */
    refreshesPerGrant(filter: Filter = {}): Readonly<Record<string, number>> {
      const refreshes = entries.filter(entry => entry.route === 'refresh' && entry.status === 200)
      return countBy(refreshes.filter(entry => matches(entry, filter)), entry => entry.grantId ?? 'none')
    },
    clear(): void {
      entries = []
    },
  }
}

/** What a secret looks like in the journal: enough to see that two are the same, too little to use one. */
function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 12)
}

function headersOf(request: Request): Record<string, string> {
  const wanted = [...request.headers].filter(([name]) => keptHeaders.includes(name) || name.startsWith('x-bluebutton-'))
  const authorization = request.headers.get('authorization')
  return Object.fromEntries(authorization ? [...wanted, ['authorization', hashedHeader(authorization)]] : wanted)
}

function hashedHeader(value: string): string {
  const space = value.indexOf(' ')
  return space < 0 ? fingerprint(value) : `${value.slice(0, space)} ${fingerprint(value.slice(space + 1))}`
}

function matches(entry: Entry, filter: Filter): boolean {
  return (
    (filter.clientId === undefined || entry.clientId === filter.clientId) &&
    (filter.route === undefined || entry.route === filter.route) &&
    (filter.personKey === undefined || entry.personKey === filter.personKey) &&
    (filter.method === undefined || entry.method === filter.method)
  )
}

function countBy(entries: readonly Entry[], keyOf: (entry: Entry) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const entry of entries) counts[keyOf(entry)] = (counts[keyOf(entry)] ?? 0) + 1
  return counts
}

/** Walks along the beginnings and ends in the order of time; at the same moment an end comes first. */
function peakOf(entries: readonly Entry[]): number {
  const steps = entries.flatMap(({ startedMs, durationMs }) => [
    { atMs: startedMs, by: 1 },
    { atMs: durationMs === null ? Infinity : startedMs + durationMs, by: -1 },
  ])
  steps.sort((a, b) => a.atMs - b.atMs || a.by - b.by)
  let active = 0
  return steps.reduce((peak, { by }) => Math.max(peak, (active += by)), 0)
}
