// Runs a checking program with its output shown as it comes, and answers whether it was content.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { refuseSilentSkips, type Tally, tallySchema } from './tally'

/** Runs `node <args>`. `extra` is added to the environment; a variable given as undefined is taken away. */
export async function runNode(args: readonly string[], stop: AbortSignal, extra: Partial<NodeJS.ProcessEnv> = {}): Promise<boolean> {
  const plain: Partial<NodeJS.ProcessEnv> = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }
  const env = { ...process.env, ...plain, ...withoutOwnSettings(), ...extra }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'], signal: stop })
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  return code === 0
}

/** Lends `use` the path of a file in a folder of its own, which is gone afterwards. */
export async function withReportFile<T>(use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-'))
  try {
    return await use(path.join(folder, 'report.json'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What a runner wrote down, or null when it ended before it could. */
export async function readReport(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}

/** A runner's own word counts too: an error outside any test fails the run although no test failed. */
export function judge(report: unknown, content: boolean): Tally {
  const read = tallySchema.safeParse(report)
  if (!read.success) throw new Error('The runner ended without a report.')
  const tally = refuseSilentSkips(read.data)
  return tally.failed === 0 && !content ? { ...tally, failed: 1 } : tally
}

/** Tests say themselves which settings they run under; a developer's own must not leak in. */
function withoutOwnSettings(): Partial<NodeJS.ProcessEnv> {
  const names = Object.keys(process.env).filter((name) => /^(BLUE_BUTTON|VAULT|SANDBOX)_|^(APP_ORIGIN|APP_HOST|PORT|NODE_ENV)$/.test(name))
  return Object.fromEntries(names.map((name) => [name, undefined]))
}
