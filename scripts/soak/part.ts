// What a long proof is and what it answers: a name to run it alone by, what is asked of it, and figures.
import type { Wish } from './arguments'

/** Whether a figure came up to what was asked; what noise drowns has come up to nothing. */
export type Reached = boolean | 'not measured'

export interface Figure {
  readonly what: string
  readonly found: string
  /** What was asked for; empty when the figure only tells. */
  readonly asked: string
  /** True when it only tells. */
  readonly reached: Reached
}

export interface Outcome {
  readonly figures: readonly Figure[]
  /** True when everything that was asked for was reached. */
  readonly reached: boolean
}

export interface Part {
  readonly name: string
  readonly title: string
  /** What is done, in a sentence or two for the report. */
  readonly about: string
  run(wish: Wish, stop: AbortSignal): Promise<Outcome>
}

/** Runs a part. @returns null when it was stopped before it knew, whatever it broke off with */
export async function runPart({ run }: Pick<Part, 'run'>, wish: Wish, stop: AbortSignal): Promise<Outcome | null> {
  if (stop.aborted) return null
  const outcome = await run(wish, stop).catch((error: unknown) => {
    if (stop.aborted) return null
    throw error
  })
  return stop.aborted ? null : outcome
}

/** Collects figures, and whether each came up to what was asked. */
export interface FigureList {
  add(what: string, found: string, asked?: string, reached?: Reached): void
  outcome(): Outcome
}

export function figureList(): FigureList {
  const figures: Figure[] = []
  return {
    add(what, found, asked = '', reached = true) {
      figures.push({ what, found, asked, reached })
    },
    outcome: () => ({ figures, reached: figures.every((figure) => figure.reached === true) }),
  }
}
