// Connects a test to a Blue Button server on this machine: settings in the environment, a vault in a folder of its own,
// and people who have signed in there. For tests only; nothing of the product imports it.
import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, vi } from 'vitest'
import { settings } from '@/lib/env'
import type { Grant } from '@/lib/vault/grant'
import { processVault } from '@/lib/vault/process-vault'
import type { GrantRef } from '@/lib/vault/vault'
import { startSandbox } from '@/sandbox/testing'
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

/**
 * Medicare for a whole file of tests, which calls this at its top: our settings lead to it, and it is as new before each
 * test. `more` are settings besides.
 * @returns `logged`: what was printed since the test began
 */
export async function playMedicare(more: Readonly<Record<string, string>> = {}) {
  const medicare = await startSandbox()
  const env = setSettings(medicare, more)
  const logged: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => logged.push(String(line)) > 0)
  beforeEach(() => {
    medicare.controls.reset()
    logged.length = 0
  })
  afterAll(() => medicare.stop())
  return { medicare, env, logged }
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
