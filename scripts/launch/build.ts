// Builds the app when its sources are not those of the last build, so that a second start takes seconds. The mark of
// what was built is kept beside the build itself.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { nextProgram } from './programs'
import type { Environment } from './settings-file'

const folders = ['app', 'components', 'lib', 'public']
const notBuilt = /\.test\.tsx?$|^(vitest|playwright)\.config\.ts$|^\.oxlintrc\.json$/
const atTheTop = /\.(ts|tsx|mjs|js|json)$/

/** Answers how long a build took in seconds, or null when the last one still fits. @throws Error with its last lines. */
export async function buildWhenChanged(root: string, env: Environment, stop: AbortSignal): Promise<number | null> {
  if (await isBuilt(root)) return null
  const startedAtMs = Date.now()
  const sources = await hashSources(root)
  await build(root, env, stop)
  await writeFile(markFile(root), sources)
  return Math.round((Date.now() - startedAtMs) / 1000)
}

/** True when the last build was made from the sources as they are now. */
export async function isBuilt(root: string): Promise<boolean> {
  if (!existsSync(path.join(root, '.next', 'BUILD_ID'))) return false
  return (await readFile(markFile(root), 'utf8').catch(() => '')) === (await hashSources(root))
}

function markFile(root: string): string {
  return path.join(root, '.next', 'built-from')
}

async function build(root: string, env: Environment, stop: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [nextProgram, 'build'], {
    cwd: root,
    env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: stop,
  })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => output.push(part))
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code === 0) return
  throw new Error(`The build failed.\n${Buffer.concat(output).toString().trim().split('\n').slice(-60).join('\n')}`)
}

/** Everything a build reads: our folders without tests, and the files at the top that configure it. */
async function hashSources(root: string): Promise<string> {
  const inside = await Promise.all(folders.filter((name) => existsSync(path.join(root, name))).map((name) => listFiles(root, name)))
  const top = (await readdir(root)).filter((name) => atTheTop.test(name))
  const files = [...inside.flat(), ...top].filter((file) => !notBuilt.test(file)).toSorted()
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(await readFile(path.join(root, file))).update('\0')
  return hash.digest('hex')
}

async function listFiles(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
}
