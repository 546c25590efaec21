// How every command begins and ends: it hears the wish to stop, says what went wrong in one line for each problem, and
// leaves with the code that it answers. One that throws leaves with 1, or with 0 when it was asked to stop: a server has then
// done all it was asked for. A command whose code is a verdict must not throw then, and answers 130.
import { Misconfigured } from '@/lib/errors'

/** Runs a command to its end. `main` answers the exit code; `stop` is aborted on Ctrl-C or SIGTERM. */
export async function runCommand(main: (stop: AbortSignal) => Promise<number>): Promise<void> {
  const stop = listenForStop()
  endWithReader()
  process.exitCode = await main(stop).catch((error: unknown) => {
    if (!stop.aborted) for (const line of explain(error)) console.error(line)
    return stop.aborted ? 0 : 1
  })
}

/** Whoever reads what we print may have seen enough (`| head`): that is an end, not a failure. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

/**
 * Asking twice changes nothing: a terminal sends Ctrl-C to the whole group, and our parent passes it on once more. A
 * parent that is gone without a word is a wish to stop too: nobody would be left to send one.
 */
function listenForStop(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort())
  const parent = process.ppid
  setInterval(() => process.ppid === parent || controller.abort(), 250).unref()
  return controller.signal
}

function explain(error: unknown): readonly string[] {
  if (error instanceof Misconfigured) return error.problems
  return [error instanceof Error ? error.message : 'Something went wrong.']
}
