// The built app, as one process or several behind the proxy, the sandbox beside it, and a store of their own; for as long as
// a proof takes. Everything listens on this machine only and is gone afterwards.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import getPort from 'get-port'
import { z } from 'zod'
import { type StoreKind, startRedis } from '@/lib/vault/testing'
import { allOrNothing, type OnEnd, startPart } from '@/scripts/launch/all-or-nothing'
import { buildWhenChanged } from '@/scripts/launch/build'
import { withoutOwnSettings } from '@/scripts/launch/own-settings'
import { makePlan } from '@/scripts/launch/plan'
import { startProgram, waitUntilAnswers } from '@/scripts/launch/processes'
import { builtApp, sandboxProgram } from '@/scripts/launch/programs'
import { residentMb } from '@/scripts/launch/resident-memory'
import { appServer, without } from '@/scripts/launch/servers'
import { startProxy } from './proxy'

/** One process of the app. */
export interface AppProcess {
  readonly port: number
  /** Asks it to end and starts it anew. @returns how it ended, and how long that took */
  restart(): Promise<{ readonly how: string; readonly ms: number }>
  /** Resident memory in MB; NaN where the system does not tell. */
  memoryMb(): Promise<number>
  /** What its heap holds after everything unused was collected, in kB. @throws Error when it was not started to tell, or ends meanwhile */
  heapKb(): Promise<number>
}

export interface Fleet {
  /** Where people come in. */
  readonly url: string
  readonly sandboxUrl: string
  readonly apps: readonly AppProcess[]
  /** How often the proxy went on to another process. */
  tries(): number
  stop(): Promise<void>
}

export interface FleetWish {
  readonly store: StoreKind
  readonly processes: number
  /** Whether its heap can be asked for, which takes a switch of Node's. */
  readonly tellsHeap?: boolean
}

/** The app finishes within 28 s of being asked to. */
const patienceMs = 35_000

/** @throws Error when some of it cannot be started; then nothing of it runs and nothing is left */
export function startFleet(wish: FleetWish, stop: AbortSignal): Promise<Fleet> {
  return allOrNothing((onEnd) => start(wish, stop, onEnd))
}

async function start({ store, processes, tellsHeap = false }: FleetWish, stop: AbortSignal, onEnd: OnEnd): Promise<Omit<Fleet, 'stop'>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-soak-'))
  onEnd(() => rm(folder, { recursive: true, force: true }))
  const redis = store === 'redis' ? await startRedis() : null
  onEnd(() => redis?.stop())
  const [front, sandboxPort] = [await getPort(), await getPort()]
  const vaultUrl = redis ? redis.url : `file:${path.join(folder, 'vault.db')}`
  const env = { ...withoutOwnSettings(), PORT: String(front), APP_ORIGIN: `http://localhost:${front}`, SANDBOX_PORT: String(sandboxPort), VAULT_URL: vaultUrl }
  const plan = await makePlan(folder, env)
  if (!plan.sandbox) throw new Error('The long proofs run against the local sandbox: unset BLUE_BUTTON_URL.')
  await buildWhenChanged(process.cwd(), plan.app.env, stop)
  await startPart(sandboxProgram(plan.sandbox), onEnd)
  const settings = { ...without(plan.app.env, ['METRICS_PORT']), APP_HOST: '127.0.0.1' }
  // One process alone is asked directly: a proxy would be in its figures.
  const ports = processes === 1 ? [front] : await Promise.all(Array.from({ length: processes }, () => getPort()))
  const apps = await Promise.all(ports.map((port) => startApp({ port, settings, tellsHeap }, onEnd)))
  const proxy = processes === 1 ? null : await startProxy(front, () => apps.filter(({ isUp }) => isUp()).map(({ port }) => port))
  onEnd(() => proxy?.stop())
  return {
    url: `http://localhost:${front}`,
    sandboxUrl: plan.sandbox.url,
    apps,
    tries: () => proxy?.tries() ?? 0,
  }
}

interface AppWish {
  readonly port: number
  readonly settings: Readonly<Record<string, string>>
  readonly tellsHeap: boolean
}

async function startApp({ port, settings, tellsHeap }: AppWish, onEnd: OnEnd): Promise<AppProcess & { isUp(): boolean }> {
  const plain = builtApp(appServer(port, settings))
  const part = tellsHeap ? { ...plain, program: { ...plain.program, args: ['--expose-gc', '--import', './scripts/soak/tell-heap.mjs', ...plain.program.args] } } : plain
  let asked = 0
  let up = false
  let running = startProgram(part.program, patienceMs)
  // Whichever runs by then: it may have been restarted, or be on its way.
  onEnd(() => running.stop())
  await waitUntilAnswers(running, part.ready)
  up = true
  return {
    port,
    // An edge learns it from readiness a little later; until then it meets refused connections.
    isUp: () => up,
    async restart() {
      const startedAtMs = performance.now()
      await running.stop()
      const [how, ms] = [await running.ended, performance.now() - startedAtMs]
      up = false
      running = startProgram(part.program, patienceMs)
      await waitUntilAnswers(running, part.ready)
      up = true
      return { how, ms }
    },
    memoryMb: () => residentMb(running.pid),
    async heapKb() {
      if (!tellsHeap || running.pid === undefined) throw new Error('This process does not tell its heap.')
      asked += 1
      process.kill(running.pid, 'SIGUSR2')
      const gone = running.ended.then((how) => Promise.reject(new Error(`The app ${how} and told no heap.`)))
      await Promise.race([running.says(new RegExp(`^heap ${asked} \\d+$`)), gone])
      return Number(running.lastLines().findLast((line) => line.startsWith(`heap ${asked} `))?.split(' ')[2]) / 1_024
    },
  }
}

/** Tells the sandbox something. @throws Error when it does not take it */
export async function tellSandbox({ sandboxUrl }: Fleet, order: string, body: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const reply = await fetch(`${sandboxUrl}/__sandbox/${order}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!reply.ok) throw new Error(`The sandbox refused ${order}: ${reply.status}.`)
}

const journal = z.object({ entries: z.array(z.object({ route: z.string(), status: z.number().nullable(), durationMs: z.number().nullable() })) })

/** What the sandbox was asked, the newest entries it keeps. */
export async function readJournal({ sandboxUrl }: Fleet, route = ''): Promise<z.infer<typeof journal>['entries']> {
  const reply = await fetch(`${sandboxUrl}/__sandbox/journal${route ? `?route=${route}` : ''}`)
  return journal.parse(await reply.json()).entries
}

export async function clearJournal({ sandboxUrl }: Fleet): Promise<void> {
  await fetch(`${sandboxUrl}/__sandbox/journal`, { method: 'DELETE' })
}
