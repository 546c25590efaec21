// Many signed-in people at a steady rate, with a slow Medicare of which some calls fail: what goes wrong on our side, how
// much longer our answers take than Medicare's own, and whether memory grows (quality LOD-01, LOD-03).
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Wish } from './arguments'
import { clearJournal, type Fleet, readJournal, startFleet, tellSandbox } from './fleet'
import { kinds, oneCallEach, requestOf } from './mix'
import { figureList, type Outcome } from './part'
import { signInPeople } from './people'
import { countStatuses, slopeOf, type Statuses, timesOf } from './statistics'
import { type Answered, keepAsking } from './traffic'

const upstreamMs = 100
const faultShare = 0.02
const dataRoutes = ['claims', 'coverage', 'patient']
const sampleEveryMs = 2_000

export async function load(wish: Wish, stop: AbortSignal): Promise<Outcome> {
  const fleet = await startFleet({ store: 'libsql', processes: 1 }, stop)
  try {
    const cookies = await signInPeople(fleet.url, wish.people, stop)
    await warmUp(fleet, cookies, stop)
    await misbehave(fleet)
    return await measure(fleet, cookies, wish, stop)
  } finally {
    await fleet.stop()
  }
}

/** What the process loads once is not what grows. */
async function warmUp(fleet: Fleet, cookies: readonly string[], stop: AbortSignal): Promise<void> {
  await keepAsking(fleet.url, { perSecond: 20, seconds: 10 }, (number) => requestOf(number, cookies), () => undefined, stop)
}

async function misbehave(fleet: Fleet): Promise<void> {
  const half = { route: dataRoutes, probability: faultShare / 2 }
  await tellSandbox(fleet, 'faults', { match: { route: dataRoutes }, action: { kind: 'delay', ms: upstreamMs } })
  await tellSandbox(fleet, 'faults', { match: { ...half, seed: 1 }, action: { kind: 'answer', status: 503, body: '' } })
  await tellSandbox(fleet, 'faults', { match: { ...half, seed: 2 }, action: { kind: 'transport', how: 'reset-before' } })
  await clearJournal(fleet)
}

async function measure(fleet: Fleet, cookies: readonly string[], wish: Wish, stop: AbortSignal): Promise<Outcome> {
  const times = new Map<string, number[]>(kinds.map((kind) => [kind, []]))
  const seen = { answered: 0, ours: 0, theirs: 0, statuses: countStatuses() }
  const trouble = await troubleWords()
  const hear = ({ kind, status, ms, body }: Answered) => {
    seen.answered += 1
    times.get(kind)?.push(ms)
    const theirs = status === 200 && (trouble.includes(titleOf(body)) || /"type":"(problem|missing)"/.test(body))
    seen.theirs += Number(theirs)
    seen.ours += Number(status !== 200)
    seen.statuses.add(status)
  }
  const startedAtMs = performance.now()
  const over = new AbortController()
  const memory = sampleMemory(fleet, over.signal)
  const seconds = wish.minutes * 60
  await keepAsking(fleet.url, { perSecond: rateOf(wish), seconds }, (number) => requestOf(number, cookies), hear, stop)
  over.abort()
  const samples = await memory
  const upstream = (await readJournal(fleet)).filter(({ route, status, durationMs }) => route !== 'claims' && dataRoutes.includes(route) && status === 200 && durationMs !== null)
  const reachedRate = seen.answered / ((performance.now() - startedAtMs) / 1_000)
  return tell({ wish, times, seen, reachedRate, samples, upstream: upstream.map(({ durationMs }) => durationMs ?? 0) })
}

interface Measured {
  readonly wish: Wish
  readonly times: ReadonlyMap<string, readonly number[]>
  readonly seen: { readonly answered: number; readonly ours: number; readonly theirs: number; readonly statuses: Statuses }
  readonly reachedRate: number
  readonly samples: readonly { readonly minute: number; readonly mb: number }[]
  readonly upstream: readonly number[]
}

function tell({ wish, times, seen, reachedRate, samples, upstream }: Measured): Outcome {
  const list = figureList()
  const medicare = timesOf(upstream)
  list.add(`requests of ${wish.people} people at ${rateOf(wish)} a second for ${wish.minutes} min`, String(seen.answered))
  list.add('requests a second in fact', reachedRate.toFixed(1), `at least ${(rateOf(wish) * 0.98).toFixed(1)}`, reachedRate >= rateOf(wish) * 0.98)
  list.add('errors of ours (any answer but 200, or none)', seen.statuses.tell(), '0', seen.ours === 0)
  list.add('times that Medicare failed three times running, and we said so', String(seen.theirs))
  list.add('Medicare’s own answers, coverage and profile: median, 95th, 99th percentile', medicare.text)
  for (const [kind, each] of times) list.add(`our answers, ${kind}: median, 95th, 99th percentile`, timesOf(each).text)
  const all = timesOf(oneCallEach.flatMap((kind) => times.get(kind) ?? []))
  const overhead = { p50: all.p50 - medicare.p50, p95: all.p95 - medicare.p95, p99: all.p99 - medicare.p99 }
  list.add('coverage and profile over Medicare’s own, median', `${Math.round(overhead.p50)} ms`, 'at most 25 ms', overhead.p50 <= 25)
  list.add('coverage and profile over Medicare’s own, 95th percentile', `${Math.round(overhead.p95)} ms`, 'at most 75 ms', overhead.p95 <= 75)
  list.add('coverage and profile over Medicare’s own, 99th percentile', `${Math.round(overhead.p99)} ms`, 'at most 200 ms', overhead.p99 <= 200)
  const half = samples.slice(Math.floor(samples.length / 2))
  const slope = slopeOf(half.map(({ minute, mb }) => [minute, mb]))
  list.add('memory of the app: at the beginning, most, at the end', [samples[0]?.mb, Math.max(...samples.map(({ mb }) => mb)), samples.at(-1)?.mb].map((mb) => `${Math.round(mb ?? Number.NaN)} MB`).join(', '))
  list.add('memory over the last half', `${slope.toFixed(2)} MB a minute`, 'less than 1', slope < 1)
  return list.outcome()
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

/** The title that a person reads: every page carries the words of its troubles for its script, too. */
function titleOf(body: string): string {
  return (/<h1[^>]*>([^<]*)/.exec(body)?.[1] ?? '').replaceAll('&#x27;', "'")
}
