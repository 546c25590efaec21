// A value that must never be seen: tokens, keys, client secrets. Printing, joining or serialising one gives
// "[redacted]" (quality PRV-02); only `reveal` at the place of use gives the text.

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
