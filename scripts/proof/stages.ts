// Runs stages one after the other, all of them even when one fails, and closes with what was found.
import { addTallies, closingLine, oneFailed, type Skip, type Tally } from './tally'

export interface Stage {
  readonly name: string
  run(stop: AbortSignal): Promise<Tally>
}

/** Answers the exit code: 0 only when nothing failed. */
export async function runStages(stages: readonly Stage[], stop: AbortSignal, say: (line: string) => void = console.log): Promise<number> {
  const done: { name: string; tally: Tally }[] = []
  for (const stage of stages) {
    if (stop.aborted) return 130
    done.push({ name: stage.name, tally: await runStage(stage, stop, say) })
  }
  if (stop.aborted) return 130
  const sum = addTallies(done.map(({ tally }) => tally))
  const failed = done.filter(({ tally }) => tally.failed > 0).map(({ name }) => name)
  say('')
  for (const line of tellSkips(sum.skipped)) say(line)
  if (failed.length > 0) say(`Failed: ${failed.join(', ')}.`)
  say(closingLine(sum))
  return sum.failed === 0 ? 0 : 1
}

/** No test is left out in silence: each is named under its reason. */
function tellSkips(skipped: readonly Skip[]): readonly string[] {
  const reasons = [...new Set(skipped.map(({ reason }) => reason))]
  return reasons.flatMap((reason) => [`Skipped, because ${reason}:`, ...skipped.filter((one) => one.reason === reason).map(({ name }) => `  ${name}`)])
}

async function runStage(stage: Stage, stop: AbortSignal, say: (line: string) => void): Promise<Tally> {
  const startedAtMs = performance.now()
  say(`\n=== ${stage.name}`)
  const tally = await stage.run(stop).catch((error: unknown) => {
    say(error instanceof Error ? error.message : 'It could not be run.')
    return oneFailed
  })
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1)
  say(`=== ${stage.name}: ${tally.failed === 0 ? 'ok' : 'FAILED'} in ${seconds} s`)
  return tally
}
