// A body in memory, up to a bound: what a token endpoint says, and the few answers whose words matter.
import 'server-only'
import { Readable } from 'node:stream'

export interface Head {
  /** What was read; complete when `rest` is null. */
  readonly bytes: Buffer
  /** What comes after it, when the body is longer than the bound. */
  readonly rest: AsyncIterator<Buffer> | null
}

/** Reads until the end or until more than `most` bytes are there. Fails when the connection breaks. */
export async function readHead(body: Readable, most: number): Promise<Head> {
  const source: AsyncIterator<Buffer> = body[Symbol.asyncIterator]()
  const pieces: Buffer[] = []
  let size = 0
  while (size <= most) {
    const next = await source.next()
    if (next.done) return { bytes: Buffer.concat(pieces), rest: null }
    pieces.push(next.value)
    size += next.value.length
  }
  return { bytes: Buffer.concat(pieces), rest: source }
}

/** The body again, as if nobody had looked into it. */
export function putBack({ bytes, rest }: Head): Readable {
  return Readable.from(
    (async function* () {
      if (bytes.length > 0) yield bytes
      if (rest) yield* { [Symbol.asyncIterator]: () => rest }
    })(),
    { objectMode: false },
  )
}
