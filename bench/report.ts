// The figures as a page: machine, versions, date, how often, and what was aimed at beside what was reached.
import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { type BulkFigures, bulkExportLines } from './bulk-export'
import type { Figures } from './figures'
import type { Cell } from './matrix'
import type { Memory } from './memory'

export interface Results {
  readonly runs: number
  readonly startMs: number
  readonly cells: readonly Cell[]
  readonly scripts: number
  readonly memory: Memory
  readonly bulk: BulkFigures
}

export function report({ runs, startMs, cells, scripts, memory, bulk }: Results): string {
  return `# Benchmark

Made by \`npm run bench\` (BENCH_RUNS=${runs}) on ${new Date().toISOString().slice(0, 10)}: ${machine()}.
The built app, the sandbox, the peer and a real Chromium share this machine. Every time is a median with the 95th percentile in
brackets; the first run of each is not counted. "At 200 ms" means that each call to Medicare takes that much longer.

## All claims loaded: ours beside CMS's Node SDK, same person, same run

"Ours" is from the request of a signed-in tab to the last claim of the answer, every claim read, explained and in words. The SDK
fetches the pages and explains nothing: once as documented (\`getPages\` from the default page), once with \`_count=50\`. It is run
${runs} times where one run stays under 20 s, else once. The floor is latency × (1 + ⌈(pages − 1) / 4⌉) and what the sandbox itself needs.

| claims | at | ours | floor | ours / floor | SDK as documented | SDK tuned | times faster | calls | most at once | bytes to the browser |
|---|---|---|---|---|---|---|---|---|---|---|
${cells.map(loadRow).join('\n')}

Aimed at: ours at most 1.25 × the floor; with 500 claims at 200 ms at least 9 and 2 times faster than the SDK, with 2,919 at least 12 and 3.

## On the screen: a person in Chromium, from the request to our callback

| claims | at | first claim painted | aimed at | all claims on the screen |
|---|---|---|---|---|
${cells.map(screenRow).join('\n')}

It holds the exchange of the code, the receipt, the first page from Medicare, and painting, as the browser's own clock tells it.
Aimed at: 2 × latency + 200 ms. The two calls to Medicare take 2 × latency of it.

## The rest

| what | figure |
|---|---|
| start: sandbox and app, from nothing to both answering | ${Math.round(startMs)} ms, one start |
| JavaScript of the claims page, gzip, all of it | ${(scripts / 1024).toFixed(1)} KiB (limit 165) |
| memory of the app, just started | ${mb(memory.startMb)} |
| memory of the app with ${memory.signedIn} people signed in, after the runs above | ${mb(memory.signedInMb)} |
| while 2,919 claims load: most above the base | ${mb(memory.loadPeakMb)} (aimed at: 40) |
| half a minute later: left above the base | ${mb(memory.loadLeftMb)} |

## Bulk exports

${bulkExportLines(bulk).join('\n')}
`
}

function loadRow(cell: Cell): string {
  const { claims, latencyMs, floorMs, load, documented, tuned, peerClaims, upstreamCalls, peakConcurrency, bytes } = cell
  const lost = (brought: number) => (brought === claims ? '' : `, ${brought} claims only`)
  const ratio = (peer: Figures) => (peer.median / load.median).toFixed(1)
  const columns = [
    thousands(claims), `${latencyMs} ms`, ms(load), `${Math.round(floorMs)} ms`, (load.median / floorMs).toFixed(2),
    ms(documented) + lost(peerClaims[0]), ms(tuned) + lost(peerClaims[1]), `${ratio(documented)} and ${ratio(tuned)}`,
    String(Math.round(upstreamCalls)), String(peakConcurrency), `${Math.round(bytes / 1024)} KiB`,
  ]
  return `| ${columns.join(' | ')} |`
}

function screenRow({ claims, latencyMs, firstPainted, allOnScreen }: Cell): string {
  return `| ${thousands(claims)} | ${latencyMs} ms | ${ms(firstPainted)} | ${2 * latencyMs + 200} ms | ${ms(allOnScreen)} |`
}

function ms({ median, p95, runs }: Figures): string {
  return runs === 1 ? `${Math.round(median)} ms (one run)` : `${Math.round(median)} ms (${Math.round(p95)})`
}

function mb(figure: number): string {
  return `${Math.round(figure)} MB`
}

function thousands(count: number): string {
  return count.toLocaleString('en-US')
}

function machine(): string {
  const next = execFileSync(process.execPath, ['-p', "require('next/package.json').version"], { encoding: 'utf8' }).trim()
  return `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.versions.node}, Next ${next}`
}
