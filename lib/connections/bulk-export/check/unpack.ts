// Unpacks what was sent, and says when it was cut off. Node's own `fetch` takes a cut gzip body for a whole one (contract
// 5.3), so the bytes come here as they were sent. BCDA appends an empty second member (1.7), which is allowed; anything
// else behind the end is not.
import 'server-only'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { BadFile } from './lines'

/** Large, since each piece is a trip to another thread and back: 64 KB pieces take a third more time. */
const pieceBytes = 512 * 1024

/**
 * @param onBytes told the size of each piece as sent
 * @throws BadFile for a damaged or cut body; whatever `body` fails with
 */
export function unpack(body: Readable, encoding: string, signal: AbortSignal, onBytes: (bytes: number) => void): AsyncIterable<Buffer> {
  if (encoding === 'gzip') return gunzip(body, signal, onBytes)
  if (encoding !== '' && encoding !== 'identity') throw new BadFile('damaged')
  const counter = countBytes(onBytes)
  flow([body, counter], signal)
  return counter
}

async function* gunzip(body: Readable, signal: AbortSignal, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  let sent = 0
  const counter = countBytes((bytes) => {
    sent += bytes
    onBytes(bytes)
  })
  const gunzip = createGunzip({ chunkSize: pieceBytes })
  flow([body, counter, gunzip], signal)
  try {
    const pieces: AsyncIterable<Buffer> = gunzip
    yield* pieces
  } catch (error) {
    throw readZlibFault(error) ?? error
  }
  // Node stops without a word at a zero byte behind the last member.
  if (gunzip.bytesWritten < sent) throw new BadFile('trailing-bytes')
}

/** A failure of any of them ends the last one with it, which is where it is heard. */
function flow(streams: readonly (Readable | Transform)[], signal: AbortSignal): void {
  void pipeline(streams, { signal }).catch(() => undefined)
}

function countBytes(onBytes: (bytes: number) => void): Transform {
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      onBytes(piece.length)
      done(null, piece)
    },
  })
}

function readZlibFault(error: unknown): BadFile | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  if (error.code === 'Z_BUF_ERROR') return new BadFile('cut')
  return error.code === 'Z_DATA_ERROR' || error.code === 'Z_NEED_DICT' ? new BadFile('damaged') : null
}
