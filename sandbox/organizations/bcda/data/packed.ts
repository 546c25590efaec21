// A file on its way: lines in blocks, packed if the caller likes, made no faster than they are taken.
import { Readable } from 'node:stream'
import { createGzip, gzipSync } from 'node:zlib'

const blockBytes = 128 * 1024
/** What the server appends to every packed file (contract 1.7). */
const emptyMember = gzipSync('')

/** The lines as blocks of bytes, each line ended. */
export function* blocksOf(lines: Iterable<string>): Generator<Buffer> {
  let block = ''
  for (const line of lines) {
    block += `${line}\n`
    if (block.length >= blockBytes) {
      yield Buffer.from(block)
      block = ''
    }
  }
  if (block !== '') yield Buffer.from(block)
}

/** The blocks packed with gzip, and the empty second member after them. */
export async function* packed(blocks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(blocks, { objectMode: true, highWaterMark: 1 })
  const gzip = createGzip({ level: 3, chunkSize: 65_536 })
  source.on('error', error => gzip.destroy(error))
  try {
    for await (const chunk of source.pipe(gzip)) if (Buffer.isBuffer(chunk)) yield chunk
    yield emptyMember
  } finally {
    source.destroy()
    gzip.destroy()
  }
}

export interface Watch {
  /** Asked before each block: whether it may still be sent. */
  readonly mayGoOn: () => boolean
  /** Closes the connection, for a body that may not go on. */
  readonly breakOff: () => void
  /** Called once, however it ends. */
  readonly ended: () => void
}

/** The blocks as the body of an answer. */
export function bodyOf(blocks: Iterable<Buffer> | AsyncIterable<Buffer>, watch: Watch): ReadableStream<Uint8Array> {
  const iterator = guarded(blocks, watch)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await iterator.return(undefined)
        watch.ended()
      },
    },
    { highWaterMark: 0 },
  )
}

async function* guarded(blocks: Iterable<Buffer> | AsyncIterable<Buffer>, { mayGoOn, breakOff, ended }: Watch): AsyncGenerator<Buffer, undefined> {
  try {
    for await (const block of blocks) {
      if (!mayGoOn()) {
        breakOff()
        return undefined
      }
      yield block
    }
  } finally {
    ended()
  }
  return undefined
}
