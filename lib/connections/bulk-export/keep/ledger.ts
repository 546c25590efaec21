// The list of files that are on disk and were found good, one line each, flushed before the file counts as done. After a
// kill the last line may be torn: it is taken away, and its file is fetched again.
import 'server-only'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { readIfThere } from './durable-file'

const entrySchema = z.object({
  /** Our own name, below the folder of files. */
  name: z.string(),
  /** From which list of the manifest, and its place in it, counted from 0. */
  list: z.enum(['output', 'error']),
  index: z.number().int().nonnegative(),
  type: z.string(),
  lines: z.number().int().nonnegative(),
  /** As on disk: unpacked. */
  bytes: z.number().int().nonnegative(),
  /** As sent: packed, when it was. */
  receivedBytes: z.number().int().nonnegative(),
  sha256: z.string().length(64),
  /** Of an error file: how many of its lines are only warnings or notes. */
  mild: z.number().int().nonnegative(),
})
export type LedgerEntry = z.infer<typeof entrySchema>

const fileName = 'ledger.ndjson'

/** What is in the ledger; of a file that was fetched twice the later line counts. */
export async function readLedger(folder: string): Promise<readonly LedgerEntry[]> {
  const text = (await readIfThere(path.join(folder, fileName))) ?? ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const entries = whole.split('\n').flatMap((line) => (line ? [entrySchema.parse(JSON.parse(line))] : []))
  return [...new Map(entries.map((entry) => [entry.name, entry])).values()]
}

/** Takes away a torn last line, so that the next one begins on a line of its own. Only for the one who holds the lock. */
export async function mendLedger(folder: string): Promise<void> {
  const text = (await readIfThere(path.join(folder, fileName))) ?? ''
  const whole = text.lastIndexOf('\n') + 1
  if (whole === text.length) return
  const handle = await open(path.join(folder, fileName), 'r+')
  try {
    await handle.truncate(Buffer.byteLength(text.slice(0, whole)))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** One entry after the other: one that failed is taken back before the next is added. */
let writing: Promise<unknown> = Promise.resolve()

/** After this the entry is on disk. When it fails the ledger is as it was: half a line would spoil the next one. */
export function addToLedger(folder: string, entry: LedgerEntry): Promise<void> {
  const written = writing.then(() => append(path.join(folder, fileName), `${JSON.stringify(entry)}\n`))
  writing = written.catch(() => undefined)
  return written
}

async function append(file: string, line: string): Promise<void> {
  const handle = await open(file, 'a', 0o600)
  try {
    const { size } = await handle.stat()
    try {
      await handle.appendFile(line)
      await handle.sync()
    } catch (error) {
      await handle.truncate(size)
      throw error
    }
  } finally {
    await handle.close()
  }
}
