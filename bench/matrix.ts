// The same people at the same latencies, loaded by us and by CMS's SDK in one run.
import type { Browser } from '@playwright/test'
import { type Figures, figuresOf } from './figures'
import { floorMs, serveAll } from './floor'
import type { Product } from './product'
import { readAllClaims, type Timing } from './reader'
import { connectSdk, type Peer } from './sdk'
import { connectOverHttp, type Load } from './visitor'

const latenciesMs = [0, 50, 200, 500] as const
/** Reserved people of the sandbox, by how many claims they have. */
export const people = [
  { number: 98, claims: 50 },
  { number: 1243, claims: 500 },
  { number: 374, claims: 2919 },
] as const

export interface Cell {
  readonly claims: number
  readonly latencyMs: number
  readonly floorMs: number
  readonly load: Figures
  readonly claimsLoaded: number
  readonly bytes: number
  readonly upstreamCalls: number
  readonly peakConcurrency: number
  readonly firstPainted: Figures
  readonly allOnScreen: Figures
  readonly documented: Figures
  readonly tuned: Figures
  /** What the SDK brought, as documented and tuned. */
  readonly peerClaims: readonly [number, number]
}

/** A peer that takes long is run less often: the table says how often. */
const longMs = 20_000

export async function measureMatrix(browser: Browser, product: Product, runs: number): Promise<readonly Cell[]> {
  const cells: Cell[] = []
  for (const person of people) {
    for (const latencyMs of latenciesMs) {
      const cell = await measureCell(browser, product, { ...person, latencyMs, runs })
      cells.push(cell)
      console.log(`${person.claims} claims at ${latencyMs} ms: all loaded in ${Math.round(cell.load.median)} ms, SDK ${Math.round(cell.documented.median)} and ${Math.round(cell.tuned.median)} ms`)
    }
  }
  await product.clearFaults()
  return cells
}

interface Wish {
  readonly number: number
  readonly claims: number
  readonly latencyMs: number
  readonly runs: number
}

/** One after the other, each signed in anew: at Medicare every consent ends the tokens of the one before. */
async function measureCell(browser: Browser, product: Product, { number, claims, latencyMs, runs }: Wish): Promise<Cell> {
  await product.clearFaults()
  // The first of each warms both programs and is not counted.
  await readAllClaims(browser, product, { number, claims })
  await product.slowDown(latencyMs)
  const timings = await repeat(runs, () => readAllClaims(browser, product, { number, claims }))
  const visitor = await connectOverHttp(product, number)
  await visitor.loadAll()
  const [loads, calls] = await watchCalls(product, () => repeat(runs, () => visitor.loadAll()))
  const peer = await connectSdk(browser, product, number)
  await product.clearFaults()
  await peer.readAll(50)
  const serving = figuresOf(await repeat(3, () => serveAll(product.sandboxUrl, peer.accessToken(), claims))).median
  await product.slowDown(latencyMs)
  const [documented, tuned] = [await timePeer(peer, null, runs), await timePeer(peer, 50, runs)]
  return {
    claims, latencyMs, floorMs: floorMs(claims, latencyMs, serving), ...ofLoads(loads), ...ofTimings(timings),
    upstreamCalls: calls.count / runs, peakConcurrency: calls.peak, documented: documented.figures, tuned: tuned.figures, peerClaims: [documented.claims, tuned.claims],
  }
}

function ofLoads(loads: readonly Load[]): Pick<Cell, 'load' | 'claimsLoaded' | 'bytes'> {
  return { load: figuresOf(loads.map(({ ms }) => ms)), claimsLoaded: Math.min(...loads.map(({ claims }) => claims)), bytes: figuresOf(loads.map(({ bytes }) => bytes)).median }
}

function ofTimings(timings: readonly Timing[]): Pick<Cell, 'firstPainted' | 'allOnScreen'> {
  return { firstPainted: figuresOf(timings.map(({ firstClaimMs }) => firstClaimMs)), allOnScreen: figuresOf(timings.map(({ allClaimsMs }) => allClaimsMs)) }
}

async function watchCalls<T>(product: Product, work: () => Promise<T>): Promise<readonly [T, { count: number; peak: number }]> {
  await product.clearJournal()
  const result = await work()
  const { counts, peakConcurrency } = await product.journal()
  return [result, { count: Object.values(counts).reduce((sum, count) => sum + count, 0), peak: peakConcurrency }]
}

async function timePeer(peer: Peer, pageSize: number | null, runs: number): Promise<{ figures: Figures; claims: number }> {
  const times: number[] = []
  let claims = Number.POSITIVE_INFINITY
  while (times.length < runs && (times[0] ?? 0) < longMs) {
    const begunMs = performance.now()
    claims = Math.min(claims, await peer.readAll(pageSize))
    times.push(performance.now() - begunMs)
  }
  return { figures: figuresOf(times), claims }
}

async function repeat<T>(times: number, once: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = []
  for (let run = 0; run < times; run += 1) results.push(await once())
  return results
}
