// A value that must never be seen: tokens, keys, client secrets. Printing, joining or serialising one gives
// "[redacted]" (quality PRV-02); only `reveal` at the place of use gives the text.
import { createHash, timingSafeEqual } from 'node:crypto'

export class Secret {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  /** The text itself. Call it only in the argument of the function that needs it. */
  reveal(): string {
    return this.#text
  }
  toString(): string {
    return '[redacted]'
  }
  toJSON(): string {
    return '[redacted]'
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[redacted]'
  }
}

/** Whether two texts are the same, in a time that tells nothing of where they differ or how long they are (quality SES-08). */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
