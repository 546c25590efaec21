// What we claim, measured on the built product, side by side with the peer in the same run.
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { type Figures, figuresOf, inMb, inMs } from './figures'
import { type Product, startProduct } from './product'
import { openBrowser, readAllClaims, scriptBytes, type Timing } from './reader'
import { connectSdk } from './sdk'

const runs = Number(process.env['BENCH_RUNS'] ?? 10)
const peerRuns = Math.max(1, Math.round(runs / 5))
const large = { number: 12, claims: 497 }
const latencyMs = 200

export async function bench(stop: AbortSignal): Promise<number> {
  const product = await startProduct(stop)
  const browser = await openBrowser()
  try {
    const startMs = [product.startMs]
    const idleMb = await product.memoryMb()
    console.log('Without latency ...')
    const quick = await repeat(runs, () => readAllClaims(browser, product, large))
    const loadedMb = await product.memoryMb()
    const scripts = await scriptBytes(browser, product, large.number)
    await slowDown(product)
    console.log(`With ${latencyMs} ms for each call to Medicare ...`)
    const slow = await repeat(runs, () => readAllClaims(browser, product, large))
    const peer = await connectSdk(browser, product, large.number)
    console.log("CMS's SDK, in the same run ...")
    const documented = await repeat(peerRuns, () => timed(() => peer.readAll(null)))
    const tuned = await repeat(peerRuns, () => timed(() => peer.readAll(50)))
    await writeFile('docs/benchmark.md', report({ startMs, idleMb, loadedMb, scripts, quick, slow, documented, tuned }))
    console.log('Written to docs/benchmark.md')
    return 0
  } finally {
    await browser.close()
    await product.stop()
  }
}

async function slowDown(product: Product): Promise<void> {
  const routes = ['token', 'refresh', 'claims', 'claim', 'coverage', 'patient']
  await product.tellSandbox('faults', { match: { route: routes }, action: { kind: 'delay', ms: latencyMs } })
}

async function repeat<T>(times: number, once: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = []
  // The first visit warms both programs and is not counted.
  await once()
  for (let run = 0; run < times; run += 1) results.push(await once())
  return results
}

async function timed(work: () => Promise<number>): Promise<{ ms: number; claims: number }> {
  const begunMs = performance.now()
  const claims = await work()
  return { ms: performance.now() - begunMs, claims }
}

interface Results {
  readonly startMs: readonly number[]
  readonly idleMb: number
  readonly loadedMb: number
  readonly scripts: number
  readonly quick: readonly Timing[]
  readonly slow: readonly Timing[]
  readonly documented: readonly { ms: number; claims: number }[]
  readonly tuned: readonly { ms: number; claims: number }[]
}

function report(results: Results): string {
  const of = (timings: readonly Timing[], pick: (timing: Timing) => number): Figures => figuresOf(timings.map(pick))
  const ours = of(results.slow, (timing) => timing.allClaimsMs)
  const peer = (rows: Results['tuned']) => figuresOf(rows.map((row) => row.ms))
  const times = (rows: Results['tuned']) => `${(peer(rows).median / ours.median).toFixed(1)} times ours`
  return `# Benchmark

Made by \`npm run bench\` (BENCH_RUNS=${runs}) on ${new Date().toISOString().slice(0, 10)}: ${machine()}.
The built app, the sandbox and a real Chromium share this machine. Times are from the request to our callback, so they hold the
code exchange, the receipt page and everything after it. Median, 95th percentile and number of runs; the first run is not counted.

| what | figure |
|---|---|
| start: sandbox and app, from nothing to both answering | ${inMs(figuresOf(results.startMs))} |
| callback to receipt on the screen, no latency | ${inMs(of(results.quick, (timing) => timing.receiptMs))} |
| callback to first claim on the screen, no latency | ${inMs(of(results.quick, (timing) => timing.firstClaimMs))} |
| callback to first claim on the screen, ${latencyMs} ms a call | ${inMs(of(results.slow, (timing) => timing.firstClaimMs))} |
| callback to all ${large.claims} claims, no latency | ${inMs(of(results.quick, (timing) => timing.allClaimsMs))} |
| callback to all ${large.claims} claims, ${latencyMs} ms a call | ${inMs(ours)} |
| CMS's Node SDK, same person and latency, as documented (\`getPages\`) | ${inMs(peer(results.documented))}, ${times(results.documented)} |
| CMS's Node SDK, same, with \`_count=50\` | ${inMs(peer(results.tuned))}, ${times(results.tuned)} |
| JavaScript of the claims page, gzip, all of it | ${(results.scripts / 1024).toFixed(1)} KiB (limit 165) |
| memory of the app, just started | ${inMb(figuresOf([results.idleMb]))} |
| memory of the app, after ${runs + 1} people with ${large.claims} claims | ${inMb(figuresOf([results.loadedMb]))} |

The SDK's time is for reading the pages alone, without a browser; ours includes signing in, two pages and painting.
It brought ${results.documented[0]?.claims ?? 0} of ${large.claims} claims as documented, ${results.tuned[0]?.claims ?? 0} tuned.
`
}

function machine(): string {
  const next = execFileSync(process.execPath, ['-p', "require('next/package.json').version"], { encoding: 'utf8' }).trim()
  return `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.versions.node}, Next ${next}`
}
