// A process that dies anywhere leaves an export that another one finishes: one job over there, every line once, and the
// same files as if nothing had happened (quality BLK-01, contract C-B5). EXPORT_KILLS says how often.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLedger } from './keep/ledger'
import { openJobStore } from './keep/job-store'
import { linesOf, type ServedFile, type Source, startSource } from './testing'

const kills = Number(process.env['EXPORT_KILLS'] ?? 30)
const seed = Number(process.env['EXPORT_KILLS_SEED'] ?? 20261122)
const files: readonly ServedFile[] = Array.from({ length: 10 + kills }, (_, file) => ({
  type: file === 0 ? 'Patient' : 'ExplanationOfBenefit',
  bytes: linesOf(file === 0 ? 'Patient' : 'ExplanationOfBenefit', 30, (index) => ({ id: `-${file}-${index}`, text: 'é'.repeat(index * 40) })),
}))

let workshop: string
let program: string

beforeAll(async () => {
  workshop = await mkdtemp(path.join(tmpdir(), 'kills-'))
  program = path.join(workshop, 'killed-export.mjs')
  // Made into one file, so that starting it thirty times is quick.
  await build({
    entryPoints: ['lib/connections/bulk-export/fixtures/killed-export.ts'],
    outfile: program, bundle: true, platform: 'node', format: 'esm', target: 'node20', conditions: ['react-server'], external: ['@duckdb/node-api'], logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  })
})
afterAll(() => rm(workshop, { recursive: true, force: true }))

/** Runs the program until it ends or is ended. @returns what it said, or null when it was killed */
async function run(at: Source, folder: string, dieAt: string, meanwhile: (kill: () => void) => void = () => undefined): Promise<string | null> {
  const child = spawn(process.execPath, [program, at.url, folder, dieAt], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  meanwhile(() => child.kill('SIGKILL'))
  const [, signal] = await once(child, 'close')
  return signal === 'SIGKILL' ? null : said
}

/** Every file of the one export in this folder, by name. */
async function contents(folder: string): Promise<ReadonlyMap<string, string>> {
  const [job] = await openJobStore(folder).list()
  const place = openJobStore(folder).filesOf(job?.id ?? '')
  const names = (await readdir(place)).sort()
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(path.join(place, name), 'utf8')] as const)))
}

function expected(): ReadonlyMap<string, string> {
  return new Map(files.map(({ type, bytes }, index): [string, string] => [`${type}.${String(type === 'Patient' ? 1 : index).padStart(4, '0')}.ndjson`, bytes.toString()]).sort())
}

describe('a process that dies at a step of an export (BLK-01, C-B5)', () => {
  it('before and after it asks, while it waits, with the manifest, in a file, before its name, before the ledger, before the end: one job over there', async () => {
    const at = await startSource(files)
    const folder = await mkdtemp(path.join(workshop, 'x-'))
    const steps = ['before-kick-off', 'after-kick-off', 'before-list', 'before-poll', 'manifest-kept', 'piece', 'before-rename', 'before-ledger', 'before-finish']
    for (const step of steps) expect([step, await run(at, folder, step)]).toEqual([step, null])
    expect(await run(at, folder, '')).toBe('downloaded')
    expect(at.kickOffs()).toBe(1)
    expect(await contents(folder)).toEqual(expected())
    await at.stop()
  }, 60_000)

  it('while its question is on the way: the job it began is found and adopted', async () => {
    const at = await startSource(files)
    const folder = await mkdtemp(path.join(workshop, 'x-'))
    let kill = () => {}
    at.bends.push((request, response) => {
      if (!request.url?.includes('$export')) return false
      // The source begins the job; the answer finds nobody.
      response.writeHead = new Proxy(response.writeHead, { apply: (write, self, args) => (kill(), Reflect.apply(write, self, args)) })
      return false
    })
    expect(await run(at, folder, '', (end) => (kill = end))).toBeNull()
    at.bends.splice(0)
    expect(await run(at, folder, '')).toBe('downloaded')
    expect(at.kickOffs()).toBe(1)
    await at.stop()
  })
})

it(`${kills} kills during one export, seed ${seed}: one kick-off, and no line lost or doubled (BLK-01)`, async () => {
  const at = await startSource(files)
  const folder = await mkdtemp(path.join(workshop, 'x-'))
  const random = seeded(seed)
  let died = 0
  for (; died < kills; died += 1) {
    // A run gets a few steps further at most, so that there is something left for the last of them.
    const said = await run(at, folder, String(1 + Math.floor(random() * 12)))
    expect(said).toBeNull()
  }
  expect(await run(at, folder, '')).toBe('downloaded')
  expect([died, at.kickOffs()]).toEqual([kills, 1])
  expect(await contents(folder)).toEqual(expected())
  const store = openJobStore(folder)
  const [job] = await store.list()
  expect((await readLedger(store.folderOf(job?.id ?? ''))).reduce((sum, { lines }) => sum + lines, 0)).toBe(files.length * 30)
  await at.stop()
}, 120_000)

it('of two processes at one export only one works (BLK-01)', async () => {
  const at = await startSource(files, { looks: 3 })
  const folder = await mkdtemp(path.join(workshop, 'x-'))
  await run(at, folder, 'job-url-kept')
  const ends = await Promise.allSettled([run(at, folder, ''), run(at, folder, ''), run(at, folder, '')])
  expect(ends.filter((end) => end.status === 'fulfilled' && end.value === 'downloaded')).toHaveLength(1)
  expect(at.asked.filter((line) => line.includes('/data/'))).toHaveLength(files.length)
  await at.stop()
})

function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
