// The sandbox knows apps as Medicare does: by an id, a secret and exact redirect addresses. This file registers ours,
// with secrets made on first run, and beside it the apps a developer lists in SANDBOX_APPS (format: README, sandbox).
import { randomInt } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { Misconfigured } from '@/lib/errors'

export interface LocalApp {
  readonly clientId: string
  readonly clientSecret: string
}

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const kept = z.object({ clientId: z.string().regex(/^[A-Za-z0-9]{40}$/), clientSecret: z.string().regex(/^[A-Za-z0-9]{128}$/) })

/** Our own registration, made on first run and then kept in `local-app.json` (owner only). */
export async function keepLocalApp(dataFolder: string, pick: (below: number) => number = randomInt): Promise<LocalApp> {
  const file = path.join(dataFolder, 'local-app.json')
  const before = kept.safeParse(await readJson(file).catch(() => null))
  if (before.success) return before.data
  const made = { clientId: randomText(40, pick), clientSecret: randomText(128, pick) }
  await writePrivately(file, made)
  return made
}

/**
 * Writes the list of apps the sandbox is started with and answers where it is.
 * @throws Misconfigured when SANDBOX_APPS names a file that is no list.
 */
export async function writeSandboxApps(
  dataFolder: string,
  app: LocalApp,
  own: { appOrigin: string; listFile: string | null },
): Promise<string> {
  const others = own.listFile ? await readAppList(own.listFile) : []
  const file = path.join(dataFolder, 'sandbox-apps.json')
  await writePrivately(file, [registration(app, own.appOrigin), ...others])
  return file
}

function registration(app: LocalApp, appOrigin: string) {
  return {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    name: 'Plainclaim',
    redirect_uris: [`${appOrigin}/connect/callback`],
    demographics: true,
    access: 'THIRTEEN_MONTH',
    active: true,
  }
}

async function readAppList(file: string): Promise<readonly unknown[]> {
  const list = z.array(z.unknown()).safeParse(await readJson(file).catch(() => null))
  if (list.success) return list.data
  throw new Misconfigured(['SANDBOX_APPS must name a file with a JSON list of apps'])
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'))
}

async function writePrivately(file: string, content: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  await chmod(file, 0o600)
}

function randomText(length: number, pick: (below: number) => number): string {
  return Array.from({ length }, () => lettersAndDigits.charAt(pick(lettersAndDigits.length))).join('')
}
