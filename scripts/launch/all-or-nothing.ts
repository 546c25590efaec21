// Starts several things as one: when one of them cannot start, those before it are ended and what was made is removed, so
// that a failed start leaves no server running and no folder behind.
import { startProgram, type Running, waitUntilAnswers } from './processes'
import type { Part } from './together'

/** Called as soon as something is there that must be ended again. */
export type OnEnd = (end: () => Promise<unknown> | undefined) => void

/**
 * @param start begins one thing after another and says of each how it is ended, before it waits for anything
 * @returns what was started, and how to end all of it, the last first
 * @throws whatever `start` throws, after everything was ended
 */
export async function allOrNothing<Started extends object>(start: (onEnd: OnEnd) => Promise<Started>): Promise<Started & { stop(): Promise<void> }> {
  const ends: Parameters<OnEnd>[0][] = []
  const stop = () => endAll(ends.splice(0).toReversed())
  try {
    return { ...(await start((end) => void ends.push(end))), stop }
  } catch (error) {
    // Why it could not start says more than what could not be ended after it.
    await stop().catch(() => undefined)
    throw error
  }
}

/** Starts a program and waits until it answers. @throws Error when it ends first or never answers */
export async function startPart({ program, ready }: Part, onEnd: OnEnd): Promise<Running> {
  const running = startProgram(program)
  onEnd(() => running.stop())
  await waitUntilAnswers(running, ready)
  return running
}

/** One that cannot be ended does not keep the others running. @throws what the first of them threw */
async function endAll(ends: readonly Parameters<OnEnd>[0][]): Promise<void> {
  const problems: unknown[] = []
  for (const end of ends) {
    try {
      await end()
    } catch (error) {
      problems.push(error)
    }
  }
  if (problems.length > 0) throw problems[0]
}
