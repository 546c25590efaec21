// What a stage found, in one shape for every runner, so that the closing line is a sum and nothing is counted twice.
import { z } from 'zod'

const skip = z.object({ name: z.string(), reason: z.string() })
export const tallySchema = z.object({
  passed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  skipped: z.array(skip),
})

export interface Skip {
  readonly name: string
  readonly reason: string
}

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly Skip[]
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: [] }
export const onePassed: Tally = { passed: 1, failed: 0, skipped: [] }
export const oneFailed: Tally = { passed: 0, failed: 1, skipped: [] }

export function addTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.reduce((sum, tally) => sum + tally.failed, 0),
    skipped: tallies.flatMap((tally) => tally.skipped),
  }
}

/** A skip without a reason hides something: it counts as a failure. */
export function refuseSilentSkips(tally: Tally): Tally {
  const silent = tally.skipped.filter((one) => one.reason === '')
  return { ...tally, failed: tally.failed + silent.length, skipped: tally.skipped.filter((one) => one.reason !== '') }
}

/** The plain line that closes a run. */
export function closingLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped`
}
