// Where the sandbox gets its chance from: secrets from the machine, and repeatable draws from a seed for the faults.
import { randomBytes } from 'node:crypto'

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** So many random letters and digits: codes and tokens have 30 (contract 2.9, 3.2), client ids 40. */
export function randomLetters(length: number): string {
  return randomFrom(lettersAndDigits, length)
}

/** So many random digits: the login relay has 26 (contract 2.8). */
export function randomDigits(length: number): string {
  return randomFrom('0123456789', length)
}

function randomFrom(alphabet: string, length: number): string {
  let text = ''
  const unbiased = 256 - (256 % alphabet.length)
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < unbiased && text.length < length) text += alphabet[byte % alphabet.length]
    }
  }
  return text
}

/** Repeatable draws from 0 up to 1: the same seed gives the same row of numbers (mulberry32). */
export function seededDraws(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The same entries in another order. */
export function shuffled<T>(list: readonly T[], draw: () => number = Math.random): T[] {
  return list
    .map(value => ({ value, rank: draw() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value)
}
