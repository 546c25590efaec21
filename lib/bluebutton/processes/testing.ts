// Several processes of the app on one store, for tests of what they do to each other (quality SES-10, SES-11). For tests
// only; nothing of the product imports it.
import 'server-only'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { connectPerson } from '@/lib/bluebutton/testing'
import { settings } from '@/lib/env'
import { openStore } from '@/lib/vault/open-store'
import { processVault } from '@/lib/vault/process-vault'
import { makePlace, type StoreKind, type StorePlace } from '@/lib/vault/testing'
import { createVault, type GrantRef } from '@/lib/vault/vault'
import type { RunningSandbox } from '@/sandbox/testing'

const vaultPlace = Symbol.for('plainclaim.vault')

/**
 * One store of this kind for the tests of a `describe`: the vault of the test's own process, and of those it starts.
 * @returns starts another process, which is gone after the test. `before` is program text that is run in it first
 */
export function shareStore(kind: StoreKind, env: Readonly<Record<string, string>>): (before?: string) => ReturnType<typeof startProcess> {
  const children = new Set<ReturnType<typeof startProcess>>()
  let stores: StorePlace
  let url: string
  beforeAll(async () => {
    stores = await makePlace(kind)
    url = stores.url('shared')
    Reflect.set(globalThis, vaultPlace, createVault(settings(), () => openStore(url)))
  })
  afterEach(async () => {
    await Promise.all([...children].map((child) => child.stop()))
    children.clear()
  })
  afterAll(async () => {
    await processVault().close()
    Reflect.deleteProperty(globalThis, vaultPlace)
    await stores.clear()
  })
  return (before = '') => {
    const child = startProcess({ ...env, VAULT_URL: url }, before)
    children.add(child)
    return child
  }
}

/** Somebody whose next request needs a refresh first. */
export async function connectAtExpiry(medicare: RunningSandbox): Promise<GrantRef> {
  return (await connectPerson(medicare, {}, { accessEndsAtMs: Date.now() - 60_000 })).ref
}

/** What Medicare answered to each refresh. */
export function refreshStatuses(medicare: RunningSandbox): readonly (number | null)[] {
  return medicare.controls.journal.entries({ route: 'refresh' }).map(({ status }) => status)
}

/** Another process of the app, which reads data on demand. `before` is program text that is run in it first. */
function startProcess(extra: Readonly<Record<string, string>>, before: string) {
  const at = (file: string) => JSON.stringify(fileURLToPath(new URL(`../../../${file}`, import.meta.url)))
  const program = `
    const { withAccess } = await import(${at('lib/bluebutton/access.ts')})
    const { readFhir } = await import(${at('lib/bluebutton/fhir.ts')})
    const { Secret } = await import(${at('lib/secret.ts')})
    const { settings } = await import(${at('lib/env.ts')})
    const { openStore } = await import(${at('lib/vault/open-store.ts')})
    const { createVault } = await import(${at('lib/vault/vault.ts')})
    const { createInterface } = await import('node:readline')
    ${before}
    for await (const line of createInterface({ input: process.stdin })) {
      const { id, half, times, leaveAfterMs } = JSON.parse(line)
      const ref = { id, half: new Secret(half) }
      const ask = () => {
        const leaving = new AbortController()
        if (leaveAfterMs !== null) setTimeout(() => leaving.abort(), leaveAfterMs)
        const asked = withAccess(ref, (call) => readFhir(call, 'Coverage/?_count=1'), leaving.signal)
        return Promise.race([asked, new Promise((_, reject) => leaving.signal.addEventListener('abort', () => reject(leaving.signal.reason)))])
      }
      const calls = Array.from({ length: times }, ask)
      const served = (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled').length
      process.stderr.write('served ' + served + '\\n')
    }`
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e', program], {
    env: { ...process.env, ...extra },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const ended = once(child, 'exit').then(() => null)
  const lines = createInterface({ input: child.stderr })
  child.stdin.on('error', () => undefined)
  return {
    /**
     * How many of so many requests at once were served; null when the process died of it.
     * @param leaveAfterMs when every browser leaves; null: they stay
     */
    serve(ref: GrantRef, times: number, leaveAfterMs: number | null = null): Promise<number | null> {
      const answer = new Promise<number>((resolve) => {
        const listen = (line: string) => {
          const served = /^served (\d+)$/.exec(line)?.[1]
          if (served === undefined) return
          lines.off('line', listen)
          resolve(Number(served))
        }
        lines.on('line', listen)
      })
      child.stdin.write(`${JSON.stringify({ id: ref.id, half: ref.half.reveal(), times, leaveAfterMs })}\n`)
      return Promise.race([answer, ended])
    },
    async stop(): Promise<void> {
      child.kill('SIGKILL')
      await ended
    },
  }
}
