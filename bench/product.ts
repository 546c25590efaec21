// The built app and the sandbox on spare ports, with a vault of their own, for as long as a measurement takes.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildWhenChanged } from '@/scripts/launch/build'
import { withoutOwnSettings } from '@/scripts/launch/own-settings'
import { makePlan } from '@/scripts/launch/plan'
import { startProgram, waitUntilAnswers } from '@/scripts/launch/processes'
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

export async function startProduct(stop: AbortSignal): Promise<Product> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-bench-'))
  const plan = await makePlan(folder, { ...withoutOwnSettings(), PORT: '3200', SANDBOX_PORT: '8200', VAULT_URL: `file:${path.join(folder, 'vault.db')}` })
  if (!plan.sandbox) throw new Error('the bench measures against the local sandbox: unset BLUE_BUTTON_URL')
  await buildWhenChanged(process.cwd(), plan.app.env, stop)
  const begunMs = performance.now()
  const parts = [sandboxProgram(plan.sandbox), builtApp(plan.app)]
  const running = parts.map((part) => startProgram(part.program))
  await Promise.all(running.map((one, at) => waitUntilAnswers(one, parts[at]?.ready ?? '')))
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
    memoryMb: () => residentMb(running[1]?.pid),
    slowDown: (ms) => tell('POST', `${sandboxUrl}/__sandbox/faults`, { match: { route: delayed }, action: { kind: 'delay', ms } }),
    clearFaults: () => tell('DELETE', `${sandboxUrl}/__sandbox/faults`),
    clearJournal: () => tell('DELETE', `${sandboxUrl}/__sandbox/journal`),
    journal: async () => {
      const reply = await fetch(`${sandboxUrl}/__sandbox/journal`)
      return (await reply.json()) as Awaited<ReturnType<Product['journal']>>
    },
    async stop() {
      await Promise.all(running.map((one) => one.stop()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What an app asks of Medicare; a person's own clicks there are not slowed. */
const delayed = ['token', 'refresh', 'claims', 'claim', 'coverage', 'patient']

async function tell(method: 'POST' | 'DELETE', url: string, body: Record<string, unknown> = {}): Promise<void> {
  const reply = await fetch(url, { method, headers: { 'content-type': 'application/json' }, ...(method === 'POST' ? { body: JSON.stringify(body) } : {}) })
  if (!reply.ok) throw new Error(`the sandbox refused a control: ${reply.status}`)
}
