// For tests: one of our commands in a process of its own, as `npm run` runs it, with nothing of the test's own settings.
import { spawn } from 'node:child_process'

type Settings = Readonly<Record<string, string | undefined>>

export interface Ran {
  /** Null when it was killed. */
  readonly code: number | null
  readonly out: string
  /** What it said on the other stream. */
  readonly told: string
}

export interface Running {
  /** All that it said on either stream so far. */
  said(): string
  hasEnded(): boolean
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<Ran>
}

/**
 * @param name of a file under scripts/
 * @param onOutput called whenever it has said more
 */
export function begin(name: string, args: readonly string[], env: Settings, onOutput: (running: Running) => void = () => undefined): Running {
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', `scripts/${name}.ts`, ...args], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const words = { out: '', told: '', said: '' }
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out: words.out.trim(), told: words.told.trim() }))
  })
  const running: Running = {
    said: () => words.said,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: (signal) => void child.kill(signal),
    ended,
  }
  const hear = (stream: 'out' | 'told') => (chunk: Buffer) => {
    words[stream] += chunk.toString()
    words.said += chunk.toString()
    onOutput(running)
  }
  child.stdout.on('data', hear('out'))
  child.stderr.on('data', hear('told'))
  return running
}

/** Runs it to its end. */
export function run(name: string, args: readonly string[], env: Settings): Promise<Ran> {
  return begin(name, args, env).ended
}
