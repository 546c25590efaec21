// How fast the sandbox makes people: `node --import tsx bench/sandbox-speed.ts`. Figures, not a test: they depend on the
// machine. It measures the data pages in this process and the cold start in another.
import { spawn } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import getPort from 'get-port'
import { fhirApi } from '@/sandbox/bluebutton/fhir/api'
import { createDirectory } from '@/sandbox/people/directory'
import type { SandboxPerson } from '@/sandbox/people/directory'
import { figuresOf } from './figures'

const people = 2_000
const pagesWanted = 200
/** Every fourteenth person: all corners of the thirty thousand. */
const stride = 14

const directory = await createDirectory()
const current: { person: SandboxPerson | null } = { person: null }
const api = fhirApi({
  directory,
  now: Date.now,
  checkAccess: () => {
    if (current.person === null) throw new Error('Nobody is asked for')
    return { ok: true, person: current.person, withholdSubstanceUse: false }
  },
})

async function ask(n: number, path: string, gzip: boolean): Promise<Uint8Array> {
  current.person = directory.findByKey(`BBUser${String(n).padStart(5, '0')}`)
  const headers = gzip ? { 'Accept-Encoding': 'gzip' } : undefined
  const response = await api.request(`http://localhost:8000${path}`, headers === undefined ? {} : { headers })
  return new Uint8Array(await response.arrayBuffer())
}

/** Processor time of full pages of fifty claims, in milliseconds each. */
async function measurePages(version: 2 | 3, gzip: boolean): Promise<{ ms: readonly number[]; kilobytes: number }> {
  const ms: number[] = []
  let bytes = 0
  for (let n = 0; ms.length < pagesWanted; n += 7) {
    const begun = process.cpuUsage()
    const body = await ask(n % 30_000, `/v${version}/fhir/ExplanationOfBenefit?_count=50`, gzip)
    const used = process.cpuUsage(begun)
    const text = new TextDecoder().decode(gzip ? gunzipSync(body) : body)
    if (text.split('"ExplanationOfBenefit"').length !== 51) continue
    ms.push((used.user + used.system) / 1_000)
    bytes += body.length
  }
  return { ms, kilobytes: Math.round(bytes / ms.length / 1_000) }
}

async function measureMemory(): Promise<{ before: number; after: number }> {
  const before = process.memoryUsage().rss
  for (let index = 0; index < people; index += 1) await ask(index * stride, '/v2/fhir/ExplanationOfBenefit', false)
  return { before, after: process.memoryUsage().rss }
}

/** From the command to the first answer. */
async function measureStart(): Promise<number> {
  const port = await getPort({ host: '127.0.0.1' })
  const begunMs = performance.now()
  const root = fileURLToPath(new URL('..', import.meta.url))
  const env = { ...process.env, SANDBOX_PORT: String(port) }
  const child = spawn(process.execPath, ['--max-semi-space-size=4', 'scripts/launch/run-sandbox.mjs'], { cwd: root, env, stdio: 'ignore' })
  try {
    while (!(await answers(`http://127.0.0.1:${port}/health`))) await new Promise(resolve => setTimeout(resolve, 10))
    return performance.now() - begunMs
  } finally {
    child.kill('SIGTERM')
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  )
}

function line(name: string, values: readonly number[], limit: string, rest = ''): void {
  const { median, p95 } = figuresOf(values)
  console.log(`${name.padEnd(46)} ${median.toFixed(1).padStart(8)}  p95 ${p95.toFixed(1).padStart(8)}  (${limit}) ${rest}`)
}

console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`)
const memory = await measureMemory()
const megabytes = (bytes: number) => Math.round(bytes / 1_048_576)
console.log(`Memory: ${megabytes(memory.before)} MB at first, ${megabytes(memory.after)} MB after ${people} people (under 150)`)
for (const version of [2, 3] as const) {
  for (const gzip of [false, true]) {
    const { ms, kilobytes } = await measurePages(version, gzip)
    const name = `v${version}, a page of 50${gzip ? ', gzip' : ''}, ms of processor`
    line(name, ms, 'under 25', `${kilobytes} KB, ${Math.round(50_000 / figuresOf(ms).median)} claims a second`)
  }
}
const starts: number[] = []
for (let run = 0; run < 5; run += 1) starts.push(await measureStart())
line('Cold start, ms', starts, 'under 1000')
