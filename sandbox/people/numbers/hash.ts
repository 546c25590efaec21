/**
 * The one source of chance in the sandbox: a mixing function and a stream drawn from it.
 * Both depend on their arguments alone, so every machine makes the same people (claims-data.md 5.2).
 */

function mix(value: number): number {
  let h = value >>> 0
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  h ^= h >>> 16
  return h >>> 0
}

/** H(a, b, c) of claims-data.md 5.2: an unsigned 32-bit integer. */
export function hash(a: number, b: number, c: number): number {
  return mix(mix(mix(a + 0x9e3779b9) + b) + c)
}

/** A repeatable sequence of draws. */
export interface Stream {
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** A number from 0 up to, not including, 1. */
  fraction(): number
  /** True in `share` of the draws (0 to 1). */
  chance(share: number): boolean
  /** One entry of a list that must not be empty. */
  pick<T>(list: readonly T[]): T
  /** One entry of a weighted list that must not be empty. */
  weighted<T>(list: readonly (readonly [weight: number, value: T])[]): T
}

/** A stream seeded by one number: the same seed gives the same draws for ever. */
export function createStream(seed: number): Stream {
  const start = mix(seed + 0x9e3779b9)
  let count = 0
  return {
    fraction() {
      count += 1
      return mix(start + Math.imul(count, 0x6d2b79f5)) / 4_294_967_296
    },
    between(low, high) {
      return low + Math.floor(this.fraction() * (high - low + 1))
    },
    chance(share) {
      return this.fraction() < share
    },
    pick(list) {
      return pickAt(list, Math.floor(this.fraction() * list.length))
    },
    weighted(list) {
      return weightedAt(list, this.fraction())
    },
  }
}

function pickAt<T>(list: readonly T[], index: number): T {
  const value = list[index]
  if (value === undefined) throw new RangeError('A pool of the sandbox is empty')
  return value
}

function weightedAt<T>(list: readonly (readonly [number, T])[], fraction: number): T {
  let whole = 0
  for (const [weight] of list) whole += weight
  let left = fraction * whole
  for (const [weight, value] of list) {
    left -= weight
    if (left < 0) return value
  }
  return pickAt(list, list.length - 1)[1]
}
