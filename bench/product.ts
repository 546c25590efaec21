// The built app and the sandbox on spare ports, with a vault of their own, for as long as a measurement takes.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { allOrNothing, type OnEnd, startPart } from '@/scripts/launch/all-or-nothing'
import { buildWhenChanged } from '@/scripts/launch/build'
import { withoutOwnSettings } from '@/scripts/launch/own-settings'
import { makePlan } from '@/scripts/launch/plan'
import { builtApp, sandboxProgram } from '@/scripts/launch/programs'
import { residentMb } from '@/scripts/launch/resident-memory'

export interface Product {
  readonly appUrl: string
  readonly sandboxUrl: string
  readonly credentials: { readonly clientId: string; readonly clientSecret: string; readonly callbackUrl: string }
  /** From starting both programs to both answering. */
  readonly startMs: number
  /** Resident memory of the app's process in MB. */
  memoryMb(): Promise<number>
  /** Every call to Medicare takes this much longer. */
  slowDown(ms: number): Promise<void>
  clearFaults(): Promise<void>
  clearJournal(): Promise<void>
  journal(): Promise<{ readonly counts: Readonly<Record<string, number>>; readonly peakConcurrency: number }>
  stop(): Promise<void>
}

/** @throws Error when it cannot be started; then nothing of it runs and nothing is left */
export function startProduct(stop: AbortSignal): Promise<Product> {
  return allOrNothing((onEnd) => start(stop, onEnd))
}

async function start(stop: AbortSignal, onEnd: OnEnd): Promise<Omit<Product, 'stop'>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-bench-'))
  onEnd(() => rm(folder, { recursive: true, force: true }))
  const plan = await makePlan(folder, { ...withoutOwnSettings(), PORT: '3200', SANDBOX_PORT: '8200', VAULT_URL: `file:${path.join(folder, 'vault.db')}` })
  if (!plan.sandbox) throw new Error('the bench measures against the local sandbox: unset BLUE_BUTTON_URL')
  await buildWhenChanged(process.cwd(), plan.app.env, stop)
  const begunMs = performance.now()
  const [, app] = await Promise.all([startPart(sandboxProgram(plan.sandbox), onEnd), startPart(builtApp(plan.app), onEnd)])
  const startMs = performance.now() - begunMs
  const sandboxUrl = plan.sandbox.url
  return {
    appUrl: plan.app.url,
    sandboxUrl,
    credentials: {
      clientId: plan.app.env['BLUE_BUTTON_CLIENT_ID'] ?? '',
      clientSecret: plan.app.env['BLUE_BUTTON_CLIENT_SECRET'] ?? '',
      callbackUrl: `${plan.app.url}/connect/callback`,
    },
    startMs,
    memoryMb: () => residentMb(app.pid),
    slowDown: (ms) => tell('POST', `${sandboxUrl}/__sandbox/faults`, { match: { route: delayed }, action: { kind: 'delay', ms } }),
    clearFaults: () => tell('DELETE', `${sandboxUrl}/__sandbox/faults`),
    clearJournal: () => tell('DELETE', `${sandboxUrl}/__sandbox/journal`),
    journal: async () => {
      const reply = await fetch(`${sandboxUrl}/__sandbox/journal`)
      return (await reply.json()) as Awaited<ReturnType<Product['journal']>>
    },
  }
}

/** What an app asks of Medicare; a person's own clicks there are not slowed. */
const delayed = ['token', 'refresh', 'claims', 'claim', 'coverage', 'patient']

async function tell(method: 'POST' | 'DELETE', url: string, body: Record<string, unknown> = {}): Promise<void> {
  const reply = await fetch(url, { method, headers: { 'content-type': 'application/json' }, ...(method === 'POST' ? { body: JSON.stringify(body) } : {}) })
  if (!reply.ok) throw new Error(`the sandbox refused a control: ${reply.status}`)
}
