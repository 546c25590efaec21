// When a reading of a heap may be believed, and what the difference of some is worth. Pure but for what it is handed.
import type { Reached } from './part'

/** Readings that lie no further apart are taken for the same. */
export const toleranceKb = 1_024
/** As many must agree in a row: a heap stands still for a moment while connections that were left open run out. */
export const inARow = 3
export const mostReadings = 24

export interface Settled {
  /** The last reading; NaN when no readings in a row agreed. */
  readonly kb: number
  readonly readings: number
}

/** Waits and reads until some readings in a row agree. */
export async function settle(read: () => Promise<number>, wait: () => Promise<unknown>): Promise<Settled> {
  const seen: number[] = []
  while (seen.length < mostReadings) {
    await wait()
    seen.push(await read())
    const last = seen.slice(-inARow)
    if (last.length === inARow && Math.max(...last) - Math.min(...last) <= toleranceKb) return { kb: last.at(-1) ?? Number.NaN, readings: seen.length }
  }
  return { kb: Number.NaN, readings: seen.length }
}

export interface Cost {
  readonly eachKb: number
  /** How far it may be off. */
  readonly noiseKb: number
  readonly reached: Reached
}

/**
 * What one more person costs, of the heap with one, two and three times as many. The two steps up should be alike: what they
 * differ by is the noise, and it is never less than what readings may differ by.
 *
 * @returns "not measured" where the noise is more than half of what is allowed, where it leaves open on which side of that the
 *   figure lies, and where a person would cost less than nothing
 */
export function costOf([once, twice, thrice]: readonly [number, number, number], people: number, mostKb: number): Cost {
  const eachKb = (thrice - once) / (2 * people)
  const noiseKb = Math.max(Math.abs(thrice - 2 * twice + once), toleranceKb) / people
  return { eachKb, noiseKb, reached: verdictOn(eachKb, noiseKb, mostKb) }
}

/** Nothing is true of what is no number, so that ends as not measured. */
function verdictOn(eachKb: number, noiseKb: number, mostKb: number): Reached {
  if (!(noiseKb <= mostKb / 2) || eachKb < -noiseKb) return 'not measured'
  if (eachKb + noiseKb <= mostKb) return true
  return eachKb - noiseKb > mostKb ? false : 'not measured'
}
