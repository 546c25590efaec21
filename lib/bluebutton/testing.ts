// Connects a test to a Blue Button server on this machine: settings in the environment, a vault in a folder of its own,
// and people who have signed in there. For tests only; nothing of the product imports it.
import 'server-only'
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { settings } from '@/lib/env'
import type { Grant } from '@/lib/vault/grant'
import { processVault } from '@/lib/vault/process-vault'
import type { GrantRef } from '@/lib/vault/vault'
import type { Call } from './fhir'
import { authorizeUrl, newAttempt, redeemCode } from './oauth'
import { provider } from './provider'

export { forgetUpstreams } from './upstream'

export const testOrigin = 'http://localhost:3000'

/** What a running sandbox offers to a test. */
export interface Medicare<How> {
  readonly url: string
  readonly app: { readonly clientId: string; readonly clientSecret: string }
  signIn(authorizeAddress: string, how?: How): Promise<string | null>
}

/** Names every setting in the environment. To be called before anything reads a setting; they are read once. */
export function setSettings<How>(medicare: Medicare<How>, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'plainclaim-test-'))
  const env = {
    APP_ORIGIN: testOrigin,
    BLUE_BUTTON_URL: medicare.url,
    BLUE_BUTTON_CLIENT_ID: medicare.app.clientId,
    BLUE_BUTTON_CLIENT_SECRET: medicare.app.clientSecret,
    VAULT_KEYS: `test:${randomBytes(32).toString('base64url')}`,
    VAULT_URL: `file:${join(folder, 'vault.db')}`,
    ...more,
  }
  return Object.assign(process.env, env) && env
}

export interface Connected {
  readonly ref: GrantRef
  readonly grant: Grant
}

/** The whole way through Medicare's pages, and the grant in the vault; `more` changes the grant on its way there. */
export async function connectPerson<How>(medicare: Medicare<How>, how: How, more: Partial<Grant> = {}): Promise<Connected> {
  const attempt = newAttempt()
  const answer = await medicare.signIn((await authorizeUrl(settings(), attempt, 'en')).href, how)
  if (!answer) throw new Error('Medicare did not send the person back')
  const exchange = await redeemCode(settings(), new URL(answer).searchParams, attempt)
  if (!exchange.ok) throw new Error(`The code was refused: ${exchange.why}`)
  const grant = { ...exchange.grant, ...more }
  const endsAtMs = Date.now() + 12 * 60 * 60_000
  return { ref: await processVault().keep(grant, endsAtMs, endsAtMs), grant }
}

/** What a data call needs, with this grant's own token. */
export function callWith(grant: Grant, signal?: AbortSignal): Call {
  return { provider: provider(settings(), grant.version), token: grant.accessToken, person: 'test', signal }
}

/** How a secret looks in the sandbox's journal: the first twelve digits of its SHA-256. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 12)
}

/** Another process of the app, which reads data on demand. `before` is program text that is run in it first. */
export function startProcess(extra: Readonly<Record<string, string>>, before = '') {
  const at = (file: string) => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)))
  const program = `
    const { withAccess } = await import(${at('./access.ts')})
    const { readFhir } = await import(${at('./fhir.ts')})
    const { Secret } = await import(${at('../secret.ts')})
    const { settings } = await import(${at('../env.ts')})
    const { openStore } = await import(${at('../vault/open-store.ts')})
    const { createVault } = await import(${at('../vault/vault.ts')})
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
