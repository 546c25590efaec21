// How fast the sandbox makes the files of a BCDA export: `node --import tsx bench/bcda-sandbox-speed.ts [files]`. Figures,
// not a test. The sandbox runs in a process of its own; its processor time says what it would do on an idle core.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import getPort from 'get-port'
import { publishedSets } from '@/sandbox/organizations/bcda/published'

const wanted = Number(process.argv[2] ?? 24)
const atOnce = 8
const ticksPerSecond = 100

const port = await getPort({ host: '127.0.0.1' })
const base = `http://127.0.0.1:${port}/bcda`
const root = fileURLToPath(new URL('..', import.meta.url))
const env = { ...process.env, SANDBOX_PORT: String(port) }
const child = spawn(process.execPath, ['--max-semi-space-size=4', 'scripts/launch/run-sandbox.mjs'], { cwd: root, env, stdio: 'ignore' })
const status = (name: string) => new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? '0'
const cpuSeconds = () => {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

try {
  while (!(await fetch(`${base}/_version`).then(() => true, () => false))) await wait(50)
  for (const version of [1, 2, 3]) for (const gzip of [true, false]) await measure(version, gzip)
} finally {
  child.kill('SIGTERM')
}

async function measure(version: number, gzip: boolean): Promise<void> {
  const { token, urls } = await exportOf(version)
  const [beganMs, began] = [performance.now(), cpuSeconds()]
  let bytes = 0
  const left = urls.slice(0, wanted)
  const reader = async () => {
    for (let url = left.shift(); url !== undefined; url = left.shift()) {
      const length = await read(url, token, gzip)
      bytes += length
    }
  }
  await Promise.all(Array.from({ length: atOnce }, reader))
  const megabytes = bytes / 1e6
  const [seconds, used] = [(performance.now() - beganMs) / 1_000, cpuSeconds() - began]
  console.log(
    `version ${version}, ${gzip ? 'gzip' : 'plain'}: ${wanted} files, ${megabytes.toFixed(0)} MB of NDJSON, ${(megabytes / seconds).toFixed(0)} MB/s, ` +
      `${(megabytes / used).toFixed(0)} MB a processor second; at most ${Math.round(Number(status('VmHWM')) / 1_024)} MB of memory`,
  )
}

async function exportOf(version: number): Promise<{ token: string; urls: string[] }> {
  const set = publishedSets.find(({ name }) => name === 'simple XL')
  if (!set) throw new Error('The largest set is not published')
  const basic = Buffer.from(`${set.clientId}:${set.clientSecret}`).toString('base64')
  const reply = await fetch(`${base}/auth/token`, { method: 'POST', headers: { authorization: `Basic ${basic}` } })
  const token = String(Object(await reply.json()).access_token)
  const headers = { authorization: `Bearer ${token}`, accept: 'application/fhir+json', prefer: 'respond-async' }
  const job = await fetch(`${base}/api/v${version}/Patient/$export?_type=ExplanationOfBenefit`, { headers })
  const at = job.headers.get('content-location') ?? ''
  for (;;) {
    const answer = await fetch(at, { headers })
    if (answer.status === 200) return { token, urls: Object(await answer.json()).output.map(({ url }: { url: string }) => url) }
    await wait(200)
  }
}

function read(url: string, token: string, gzip: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, ...(gzip && { 'accept-encoding': 'gzip' }) }
    get(url, { headers, agent: false }, answer => {
      const body = gzip ? answer.pipe(createGunzip()) : answer
      let bytes = 0
      body.on('data', (chunk: Buffer) => void (bytes += chunk.length))
      body.on('end', () => resolve(bytes))
      body.on('error', reject)
      answer.on('error', reject)
    }).on('error', reject)
  })
}
