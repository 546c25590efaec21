// One file from the wire to the disk in one pass: unpacked, hashed, looked at line by line and written under a temporary
// name, flushed, and only then given its name (quality BLK-02). Memory is a few pieces, whatever the size of the file.
import 'server-only'
import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createLineCheck } from '@/lib/connections/bulk-export/check/lines'
import { unpack } from '@/lib/connections/bulk-export/check/unpack'
import { putInPlace } from '@/lib/connections/bulk-export/keep/durable-file'
import { noteExportBytes } from '@/lib/metrics/meters'
import type { DiskGuard } from './disk-guard'

export interface Received {
  readonly lines: number
  readonly bytes: number
  readonly receivedBytes: number
  readonly sha256: string
}

export interface Arrival {
  readonly body: Readable
  /** The reply's content-encoding, in lower case; empty for none. */
  readonly encoding: string
  readonly type: string
  /** The name it gets when it is whole. */
  readonly file: string
  readonly signal: AbortSignal
  readonly guard: DiskGuard
  /** Told what has been written and seen so far. */
  readonly onGrowth: (growth: { readonly bytes: number; readonly lines: number }) => void
  readonly onStep: (step: string) => void
}

/** Without a byte for this long, a body has no more to come (quality AVL-01: 15 s; a busy disk may hold us up as well). */
const stallMs = 30_000

/** @throws BadFile, ExportEnds (no room), or what the body or the disk fails with; nothing is left under the final name then */
export async function receiveFile(arrival: Arrival): Promise<Received> {
  const part = `${arrival.file}.part`
  await rm(part, { force: true })
  try {
    const received = await writePart(arrival, part)
    arrival.onStep('before-rename')
    await putInPlace(part, arrival.file)
    return received
  } catch (error) {
    arrival.body.destroy()
    await rm(part, { force: true })
    throw error
  }
}

async function writePart(arrival: Arrival, part: string): Promise<Received> {
  const check = createLineCheck(arrival.type)
  const hash = createHash('sha256')
  const handle = await open(part, 'wx', 0o600)
  let bytes = 0
  let receivedBytes = 0
  const stall = setTimeout(() => arrival.body.destroy(new Error('the body has stalled')), stallMs)
  try {
    const pieces = unpack(arrival.body, arrival.encoding, arrival.signal, (size) => {
      receivedBytes += size
      noteExportBytes(size)
      stall.refresh()
    })
    for await (const piece of pieces) {
      await arrival.guard.before(piece.length)
      // The disk works while this thread looks at the same bytes.
      const written = writeAll(handle, piece)
      try {
        hash.update(piece)
        check.take(piece)
      } finally {
        await written
      }
      bytes += piece.length
      arrival.onGrowth({ bytes, lines: check.lines() })
      arrival.onStep('piece')
    }
    const lines = check.finish()
    await handle.sync()
    return { lines, bytes, receivedBytes, sha256: hash.digest('hex') }
  } finally {
    clearTimeout(stall)
    await handle.close()
  }
}

async function writeAll(handle: Awaited<ReturnType<typeof open>>, piece: Buffer): Promise<void> {
  for (let from = 0; from < piece.length; ) {
    const { bytesWritten } = await handle.write(piece, from)
    from += bytesWritten
  }
}
