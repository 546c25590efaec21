// Many signed-in people at a steady rate, with a slow Medicare of which some calls fail: what goes wrong on our side, how
// much longer our answers take than Medicare's own, and whether memory grows (quality LOD-01, LOD-03).
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Wish } from './arguments'
import { clearJournal, type Fleet, readJournal, startFleet, tellSandbox } from './fleet'
import { kinds, oneCallEach, requestOf, walkedTo } from './mix'
import { type FigureList, figureList, type Outcome } from './part'
import { signInPeople } from './people'
import { countStatuses, slopeOf, type Statuses, timesOf } from './statistics'
import { type Answered, type Asked, keepAsking } from './traffic'
import { recordWalks } from './walks'

const upstreamMs = 100
const faultShare = 0.02
const dataRoutes = ['claims', 'coverage', 'patient']
const sampleEveryMs = 2_000

type Next = (number: number) => Asked

export async function load(wish: Wish, stop: AbortSignal): Promise<Outcome> {
  const fleet = await startFleet({ store: 'libsql', processes: 1 }, stop)
  const over = new AbortController()
  try {
    const cookies = await signInPeople(fleet.url, wish.people, stop)
    const walks = await recordWalks(fleet.url, cookies[0] ?? '', walkedTo)
    const next: Next = (number) => requestOf(number, cookies, walks)
    // What the process loads once is not what grows.
    await keepAsking(fleet.url, { perSecond: 20, seconds: 10 }, next, () => undefined, stop)
    const memory = sampleMemory(fleet, over.signal)
    await tellSandbox(fleet, 'faults', { match: { route: dataRoutes }, action: { kind: 'delay', ms: upstreamMs } })
    const sound = await askFor(fleet, next, wish, stop)
    await misbehave(fleet)
    const failing = await askFor(fleet, next, wish, stop)
    over.abort()
    return tell(wish, { sound, failing, samples: await memory })
  } finally {
    over.abort()
    await fleet.stop()
  }
}

/** From now on some calls fail. */
async function misbehave(fleet: Fleet): Promise<void> {
  const half = { route: dataRoutes, probability: faultShare / 2 }
  await tellSandbox(fleet, 'faults', { match: { ...half, seed: 1 }, action: { kind: 'answer', status: 503, body: '' } })
  await tellSandbox(fleet, 'faults', { match: { ...half, seed: 2 }, action: { kind: 'transport', how: 'reset-before' } })
}

interface Stretch {
  readonly times: ReadonlyMap<string, readonly number[]>
  readonly answered: number
  /** Answers that say that Medicare did not answer. */
  readonly theirs: number
  readonly statuses: Statuses
  readonly reachedRate: number
  /** How long Medicare took for what `oneCallEach` asks of it, in ms. */
  readonly upstream: readonly number[]
}

/** One stretch at the steady rate. */
async function askFor(fleet: Fleet, next: Next, wish: Wish, stop: AbortSignal): Promise<Stretch> {
  await clearJournal(fleet)
  const times = new Map<string, number[]>(kinds.map((kind) => [kind, []]))
  const statuses = countStatuses()
  const trouble = await troubleWords()
  let [answered, theirs] = [0, 0]
  const hear = ({ kind, status, ms, body }: Answered) => {
    answered += 1
    times.get(kind)?.push(ms)
    theirs += Number(status === 200 && (trouble.includes(titleOf(body)) || /"type":"(problem|missing)"/.test(body)))
    statuses.add(status)
  }
  const startedAtMs = performance.now()
  await keepAsking(fleet.url, { perSecond: rateOf(wish), seconds: wish.minutes * 60 }, next, hear, stop)
  const reachedRate = answered / ((performance.now() - startedAtMs) / 1_000)
  const upstream = (await readJournal(fleet)).filter(({ route, status, durationMs }) => route !== 'claims' && dataRoutes.includes(route) && status === 200 && durationMs !== null)
  return { times, answered, theirs, statuses, reachedRate, upstream: upstream.map(({ durationMs }) => durationMs ?? 0) }
}

interface Measured {
  readonly sound: Stretch
  readonly failing: Stretch
  readonly samples: readonly { readonly minute: number; readonly mb: number }[]
}

function tell(wish: Wish, { sound, failing, samples }: Measured): Outcome {
  const list = figureList()
  tellStretch(list, wish, 'no call fails', sound, { p50: 25, p95: 75, p99: 200 })
  // A call that failed waits up to half a second before it is asked again (AVL-02), and two of a hundred fail: the 99th
  // percentile is that wait.
  tellStretch(list, wish, '2 of 100 calls fail', failing, { p95: 75 })
  const half = samples.slice(Math.floor(samples.length / 2))
  const slope = slopeOf(half.map(({ minute, mb }) => [minute, mb]))
  list.add('memory of the app: at the beginning, most, at the end', [samples[0]?.mb, Math.max(...samples.map(({ mb }) => mb)), samples.at(-1)?.mb].map((mb) => `${Math.round(mb ?? Number.NaN)} MB`).join(', '))
  list.add('memory over the last half', `${slope.toFixed(2)} MB a minute`, 'less than 1', slope < 1)
  return list.outcome()
}

/** The most that our answers may take over Medicare's own, in ms. */
type Limits = Readonly<Partial<Record<(typeof percentiles)[number]['key'], number>>>

const percentiles = [{ key: 'p50', name: 'median' }, { key: 'p95', name: '95th percentile' }, { key: 'p99', name: '99th percentile' }] as const

function tellStretch(list: FigureList, wish: Wish, when: string, { times, answered, theirs, statuses, reachedRate, upstream }: Stretch, limits: Limits): void {
  const add: FigureList['add'] = (what, ...found) => list.add(`${when}: ${what}`, ...found)
  const medicare = timesOf(upstream)
  const all = timesOf(oneCallEach.flatMap((kind) => times.get(kind) ?? []))
  const rate = rateOf(wish)
  add(`requests of ${wish.people} people at ${rate} a second for ${wish.minutes} min`, String(answered))
  add('requests a second in fact', reachedRate.toFixed(1), `at least ${(rate * 0.98).toFixed(1)}`, reachedRate >= rate * 0.98)
  add('errors of ours (any answer but 200, or none)', statuses.tell(), '0', statuses.failed() === 0)
  add('times that Medicare failed three times running, and we said so', String(theirs))
  add('Medicare’s own answers, coverage and profile: median, 95th, 99th percentile', medicare.text)
  for (const [kind, each] of times) add(`our answers, ${kind}: median, 95th, 99th percentile`, timesOf(each).text)
  for (const { key, name } of percentiles) {
    const [ms, most] = [all[key] - medicare[key], limits[key]]
    add(`coverage and profile over Medicare’s own, ${name}`, `${Math.round(ms)} ms`, most === undefined ? '' : `at most ${most} ms`, most === undefined || ms <= most)
  }
}

function rateOf({ rate, short }: Wish): number {
  return rate ?? (short ? 30 : 100)
}

async function sampleMemory(fleet: Fleet, over: AbortSignal): Promise<{ minute: number; mb: number }[]> {
  const startedAtMs = performance.now()
  const samples: { minute: number; mb: number }[] = []
  while (!over.aborted) {
    samples.push({ minute: (performance.now() - startedAtMs) / 60_000, mb: (await fleet.apps[0]?.memoryMb()) ?? Number.NaN })
    await pause(sampleEveryMs, undefined, { signal: over }).catch(() => undefined)
  }
  return samples
}

const messages = z.object({ problem: z.object({ title: z.string(), unreadableTitle: z.string(), ourTitle: z.string() }) })

/** How a page says that Medicare did not answer; read as a stranger would, from the words themselves. */
async function troubleWords(): Promise<readonly string[]> {
  const { problem } = messages.parse(JSON.parse(await readFile('lib/messages/en.json', 'utf8')))
  return [problem.title, problem.unreadableTitle, problem.ourTitle]
}

/** The title that a person reads, of a page or of a walk to it: either carries the words of its troubles for its script, too. */
function titleOf(body: string): string {
  const [, page, walk] = /<h1[^>]*>([^<]*)|"h1",[^\]]*?"children":"([^"]*)"/.exec(body) ?? []
  return (page ?? walk ?? '').replaceAll('&#x27;', "'")
}
