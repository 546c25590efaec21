// How fast a bulk export is fetched, checked and hashed, beside `gunzip | sha256sum` over the same packed files in the same
// run, both on one core; how much memory it takes, for one size and for four times as much; and a small export as a whole. By
// itself: `node --conditions=react-server --import tsx bench/bulk-export.ts`.
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { z } from 'zod'
import { type ServedFile, startSource } from '@/lib/connections/bulk-export/testing'
import { startSandbox } from '@/sandbox/testing'
import { figuresOf } from './figures'

/** Published by CMS for anyone: the advanced set of 100 people. */
const small = { id: '6dc59a4c-ef93-46c0-9c00-02e500e13731', secret: '48fe3a3731ee5b68cf4ebeea6d93fa2d9db3396e94f6830f17d7d7c0fa1fb61f413fcde6f6322f84' }
const filesCount = 12
/** Where the system can hold a process to a core. */
const onOneCore = spawnSync('taskset', ['-V']).status === 0 ? ['taskset', '-c', String(cpus().length - 1)] : []

const outcomeSchema = z.object({ state: z.string(), bytes: z.number(), lines: z.number(), fetchMs: z.number(), wholeMs: z.number(), cpuMs: z.number(), sample: z.string(), peakMb: z.number() })
type Outcome = z.infer<typeof outcomeSchema>

export interface BulkFigures {
  readonly machine: string
  readonly runs: number
  readonly megabytes: number
  readonly oursMs: number
  readonly theirsMs: number
  /** Of the processor alone, which says more on a machine that does other things too. */
  readonly oursCpuMs: number
  readonly theirsCpuMs: number
  readonly peakMb: number
  readonly peakMbOfFourTimes: number
  readonly endToEndMs: number
  readonly endToEndLines: number
}

/** @param runs of each of the two, one after the other in turn; the medians are taken */
export async function measureBulkExport(runs = 5): Promise<BulkFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bulk-bench-'))
  try {
    const program = await makeProgram(folder)
    const { whole, sample } = await measureWhole(program, folder)
    const bytes = Buffer.concat(Array.from({ length: Math.max(1, Math.round(40_000_000 / sample.length)) }, () => sample))
    const { file, packed } = await pack(folder, bytes)
    const served = { type: 'ExplanationOfBenefit', bytes, packed }
    const ours: Outcome[] = []
    const theirs: { readonly ms: number; readonly cpuMs: number }[] = []
    for (let run = 0; run < runs; run += 1) {
      ours.push(await fetchAll(program, folder, served, filesCount))
      theirs.push(await unpackAndSum(file))
    }
    const large = await fetchAll(program, folder, served, filesCount * 4)
    return {
      machine: `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.version}`,
      runs,
      megabytes: (bytes.length * filesCount) / 1_000_000,
      oursMs: figuresOf(ours.map(({ fetchMs }) => fetchMs)).median,
      theirsMs: figuresOf(theirs.map(({ ms }) => ms)).median,
      oursCpuMs: figuresOf(ours.map(({ cpuMs }) => cpuMs)).median,
      theirsCpuMs: figuresOf(theirs.map(({ cpuMs }) => cpuMs)).median,
      peakMb: Math.max(...ours.map(({ peakMb }) => peakMb)),
      peakMbOfFourTimes: large.peakMb,
      endToEndMs: whole.wholeMs,
      endToEndLines: whole.lines,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** For docs/benchmark.md. */
export function bulkExportLines(figures: BulkFigures): readonly string[] {
  const rate = (ms: number) => `${((figures.megabytes / ms) * 1_000).toFixed(0)} MB/s`
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`
  return [
    `Bulk export (${figures.machine}; ${figures.megabytes.toFixed(0)} MB of claims as NDJSON in ${filesCount} packed files, median of ${figures.runs} runs, each side ${onOneCore.length > 0 ? 'on one core' : 'on all cores'}):`,
    '',
    '| | time | rate | time of the processor | rate by that |',
    '|---|---|---|---|---|',
    `| fetch, unpack, check each line, hash, write and flush | ${seconds(figures.oursMs)} | ${rate(figures.oursMs)} | ${seconds(figures.oursCpuMs)} | ${rate(figures.oursCpuMs)} |`,
    `| \`gunzip -c file.gz \\| sha256sum\`, file by file | ${seconds(figures.theirsMs)} | ${rate(figures.theirsMs)} | ${seconds(figures.theirsCpuMs)} | ${rate(figures.theirsCpuMs)} |`,
    '',
    `That is ${(figures.oursMs / figures.theirsMs).toFixed(2)} times as long; at most 1.5 and at least 60 MB/s are promised.`,
    `Memory at its peak: ${figures.peakMb.toFixed(0)} MB, and ${figures.peakMbOfFourTimes.toFixed(0)} MB for four times as much; at most 200 are promised.`,
    `100 enrollees from asking to the manifest, against the sandbox: ${(figures.endToEndMs / 1_000).toFixed(1)} s for ${figures.endToEndLines.toLocaleString('en')} lines; at most 60 s are promised.`,
    'Checked of each line: that it is one JSON object as `JSON.parse` would take it, in UTF-8, and of the type the manifest names. No object is built.',
  ]
}

/** The small set from its beginning to its end, and one of its files to make more of. */
async function measureWhole(program: string, folder: string): Promise<{ whole: Outcome; sample: Buffer }> {
  const sandbox = await startSandbox()
  try {
    const whole = await runProgram(program, [`${sandbox.url}/bcda`, folder, small.id, small.secret])
    return { whole, sample: await readFile(whole.sample) }
  } finally {
    await sandbox.stop()
  }
}

/** The same bytes as BCDA would pack them, with its empty member behind. */
async function pack(folder: string, bytes: Buffer): Promise<{ readonly file: string; readonly packed: Buffer }> {
  const file = path.join(folder, 'claims.gz')
  const packed = Buffer.concat([gzipSync(bytes), gzipSync('')])
  await writeFile(file, packed)
  return { file, packed }
}

/** Everything from the manifest to the last file's name, in a process of its own on one core. */
async function fetchAll(program: string, folder: string, file: ServedFile, count: number): Promise<Outcome> {
  const source = await startSource(Array.from({ length: count }, () => file), { looks: 0 })
  const place = await mkdtemp(path.join(folder, 'run-'))
  try {
    return await runProgram(program, [source.url, place])
  } finally {
    await source.stop()
    await rm(place, { recursive: true, force: true })
  }
}

async function runProgram(program: string, args: readonly string[]): Promise<Outcome> {
  const child = spawnOnOneCore([process.execPath, program, ...args])
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  await once(child, 'close')
  const outcome = outcomeSchema.parse(JSON.parse(said))
  if (outcome.state !== 'downloaded') throw new Error(`the export ended as ${outcome.state}`)
  return outcome
}

async function unpackAndSum(file: string): Promise<{ readonly ms: number; readonly cpuMs: number }> {
  const script = `for i in $(seq ${filesCount}); do gunzip -c '${file}' | sha256sum > /dev/null; done; times`
  const begunMs = performance.now()
  const child = spawnOnOneCore(['sh', '-c', script])
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error('gunzip or sha256sum failed')
  const ms = performance.now() - begunMs
  // Two lines of minutes and seconds, of the shell and of its children: user, then system.
  const times = [...said.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, seconds]) => Number(minutes) * 60_000 + Number(seconds) * 1_000)
  return { ms, cpuMs: times.reduce((sum, time) => sum + time, 0) }
}

function spawnOnOneCore(words: readonly string[]): ChildProcessByStdio<null, Readable, null> {
  const all = [...onOneCore, ...words]
  return spawn(all[0] ?? '', all.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Into one file, so that nothing is translated while the time runs. */
async function makeProgram(folder: string): Promise<string> {
  const outfile = path.join(folder, 'export-once.mjs')
  await build({
    entryPoints: ['bench/export-once.ts'],
    outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', conditions: ['react-server'], external: ['@duckdb/node-api'], logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  })
  return outfile
}

if (process.argv[1]?.endsWith('bulk-export.ts')) {
  for (const line of bulkExportLines(await measureBulkExport(Number(process.env['BENCH_RUNS'] ?? 5)))) console.log(line)
}
