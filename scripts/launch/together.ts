// Runs several programs as one: ready when all answer, stopped when somebody asks, and ended together when one dies.
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { type Program, type Running, startProgram, waitUntilAnswers } from './processes'

export interface Part {
  readonly program: Program
  /** The address that answers when it is ready. */
  readonly ready: string
  /** A line it says when it has told everything about its start. */
  readonly readyLine?: RegExp
  /** True to show its lines from the start and not only once everything is ready. */
  readonly loud?: boolean
}

/** Answers the exit code: 0 when it was asked to stop, 1 when a program failed or died. */
export async function runTogether(parts: readonly Part[], stop: AbortSignal, onReady: (running: readonly Running[]) => Promise<void> | void): Promise<number> {
  const running = parts.map(({ program, loud }) => {
    const one = startProgram(program)
    if (loud) one.show()
    return one
  })
  try {
    const ready = Promise.all(parts.map((part, at) => waitUntilReady(part, running[at])))
    await Promise.race([ready, asked(stop)])
    if (!stop.aborted) await onReady(running)
    for (const one of running) one.show()
    await Promise.race([asked(stop), ...running.map(failWhenEnded)])
    return 0
  } catch (error) {
    // Ctrl-C reaches the whole group at once, so a program may have ended a moment before we are told.
    await Promise.race([asked(stop), pause(200)])
    if (stop.aborted) return 0
    console.error(await lastWords(running, error))
    return 1
  } finally {
    if (stop.aborted) console.log('\nStopping ...')
    await Promise.all(running.map((one) => one.stop()))
    if (stop.aborted) console.log('Stopped.')
  }
}

async function waitUntilReady(part: Part, running: Running | undefined): Promise<void> {
  if (!running) return
  await waitUntilAnswers(running, part.ready)
  if (part.readyLine) await Promise.race([running.says(part.readyLine), pause(2_000)])
}

async function asked(stop: AbortSignal): Promise<void> {
  if (!stop.aborted) await once(stop, 'abort')
}

async function failWhenEnded(running: Running): Promise<never> {
  throw new Error(`${running.name} ${await running.ended}`)
}

async function lastWords(running: readonly Running[], error: unknown): Promise<string> {
  const reason = error instanceof Error ? error.message : 'something went wrong'
  const culprit = running.find((one) => reason.startsWith(one.name))
  const said = culprit?.lastLines().slice(-30).map((line) => `  ${line}`) ?? []
  return [...said, `${reason}: stopping everything.`].join('\n')
}
