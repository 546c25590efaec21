// `.env.local` is the one file a person may write settings into, and where we keep the key made on first run. It is
// ignored by git, readable by its owner only, and the environment always wins over it.
import { randomBytes } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseEnv } from 'node:util'

export type Environment = Readonly<Record<string, string>>

const fileName = '.env.local'

/** The settings in force: `.env.local` under the environment. A setting left empty counts as not set. */
export async function readSettingsFile(folder: string, env: NodeJS.ProcessEnv = process.env): Promise<Environment> {
  const own = parseEnv(await readText(path.join(folder, fileName)))
  const together = Object.entries({ ...own, ...env })
  return Object.fromEntries(together.flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

/**
 * Makes the vault's master key on first run and keeps it, so that people stay signed in over a restart.
 * @returns the settings with VAULT_KEYS among them, and whether it was made now.
 */
export async function withVaultKey(
  folder: string,
  settings: Environment,
  random: (size: number) => Buffer = randomBytes,
): Promise<{ settings: Environment; made: boolean }> {
  if (settings['VAULT_KEYS']) return { settings, made: false }
  const key = `k1:${random(32).toString('base64url')}`
  const file = path.join(folder, fileName)
  const before = await readText(file)
  const gap = before === '' || before.endsWith('\n') ? '' : '\n'
  await writeFile(file, `${before}${gap}${note}VAULT_KEYS=${key}\n`, { mode: 0o600 })
  await chmod(file, 0o600)
  return { settings: { ...settings, VAULT_KEYS: key }, made: true }
}

const note = '# Seals what is kept between visits. Made on first run; without it everybody signs in again.\n'

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
