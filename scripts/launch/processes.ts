// Child processes that live and die together. It promises that none outlives a clean stop: each is asked to finish, and
// ended after its patience (ten seconds) if it does not.
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

export interface Running {
  readonly name: string
  /** Undefined when it could not be started. */
  readonly pid: number | undefined
  /** Its last lines: what it said at start, or why it died. */
  lastLines(): readonly string[]
  /** Resolves when it has said a line like this. */
  says(line: RegExp): Promise<void>
  /** From now on its lines are shown as they come. */
  show(): void
  /** Resolves when it has ended, with the words for how. Never rejects. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

export interface Program {
  readonly name: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** Put before each line shown; empty for a program whose lines are somebody's log. */
  readonly prefix: string
  /** A file that is given every line too, for whoever must prove what a log does not hold. */
  readonly logFile?: string
}

const linesKept = 500

/** Starts `node <args>` with exactly this environment and no standard input. */
export function startProgram(program: Program, patienceMs = 10_000): Running {
  const child = spawn(process.execPath, program.args, { env: program.env, stdio: ['ignore', 'pipe', 'pipe'] })
  const kept: string[] = []
  const listeners = new Set<() => void>()
  const log = program.logFile ? createWriteStream(program.logFile, { flags: 'a', mode: 0o600 }) : null
  let shown = false
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      kept.push(line)
      if (kept.length > linesKept) kept.shift()
      for (const listener of listeners) listener()
      log?.write(`${line}\n`)
      if (shown) console.log(`${program.prefix}${line}`)
    })
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not start: ${error.message}`))
    child.once('close', (code, signal) => resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`))
  })
  return {
    name: program.name,
    pid: child.pid,
    lastLines: () => kept,
    says: (line) =>
      new Promise((resolve) => {
        const look = () => {
          if (kept.some((each) => line.test(each))) resolve()
        }
        listeners.add(look)
        look()
      }),
    show: () => void (shown = true),
    ended,
    stop: () => stopChild(child, ended, patienceMs),
  }
}

async function stopChild(child: ReturnType<typeof spawn>, ended: Promise<string>, patienceMs: number): Promise<void> {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await ended
  clearTimeout(timer)
}

/**
 * Waits until the address answers with anything but a server's failure.
 * @throws Error when the program ends first, or after `deadlineMs`.
 */
export async function waitUntilAnswers(running: Running, url: string, deadlineMs = 60_000): Promise<void> {
  const startedAtMs = performance.now()
  while (!(await answers(url))) {
    const how = await Promise.race([running.ended, pause(100, null)])
    if (how) throw new Error(`${running.name} ${how}`)
    if (performance.now() - startedAtMs > deadlineMs) throw new Error(`${running.name} did not answer within ${deadlineMs / 1000} s`)
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const reply = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) })
    await reply.body?.cancel()
    return reply.status < 500
  } catch {
    return false
  }
}
