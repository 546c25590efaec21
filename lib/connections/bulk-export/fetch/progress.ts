// How far an export is: what was counted, not what was guessed. The one who works on it writes it down twice a second, so
// that every process can tell; only the time left is an estimate, and says nothing before there is something to go by.
import 'server-only'
import { z } from 'zod'
import { readLedger } from '@/lib/connections/bulk-export/keep/ledger'
import type { Work } from '@/lib/connections/bulk-export/work'
import type { Received } from './receive'

const progressSchema = z.object({
  filesDone: z.number(),
  filesTotal: z.number().nullable(),
  lines: z.number(),
  /** Unpacked. */
  bytes: z.number(),
  bytesPerSecond: z.number().nullable(),
  timeLeftMs: z.number().nullable(),
})
/** Lines and bytes include the parts of files under way. */
export type Progress = z.infer<typeof progressSchema>

const noProgress: Progress = { filesDone: 0, filesTotal: null, lines: 0, bytes: 0, bytesPerSecond: null, timeLeftMs: null }

export interface ProgressKeeper {
  begin(name: string): Track
  /** Writes the last word. */
  close(): Promise<void>
}

interface Track {
  grow(growth: { readonly bytes: number; readonly lines: number }): void
  finish(received: Received): void
  /** Takes away what was counted of a file that did not become one. */
  forget(): void
}

const writeEveryMs = 500

/** @param filesTotal of the manifest, both lists */
export async function createProgress({ store, job, world }: Work, filesTotal: number): Promise<ProgressKeeper> {
  const { id } = job()
  const done = new Map((await readLedger(store.folderOf(id))).map(({ name, bytes, lines }) => [name, { bytes, lines }]))
  const under = new Map<string, { readonly bytes: number; readonly lines: number }>()
  const begunAtMs = world.now()
  const begunBytes = sum(done.values(), 'bytes')
  const now = (): Progress => {
    const bytes = sum(done.values(), 'bytes') + sum(under.values(), 'bytes')
    const rate = rateOf(bytes - begunBytes, world.now() - begunAtMs)
    return {
      filesDone: done.size,
      filesTotal,
      lines: sum(done.values(), 'lines') + sum(under.values(), 'lines'),
      bytes,
      bytesPerSecond: rate,
      timeLeftMs: timeLeftMs({ bytes, rate, done: done.size, doneBytes: sum(done.values(), 'bytes'), filesTotal }),
    }
  }
  let writing = Promise.resolve()
  const write = () => (writing = writing.then(() => store.write(id, 'progress.json', JSON.stringify(now()))).catch(() => undefined))
  const timer = setInterval(() => void write(), writeEveryMs)
  timer.unref()
  return {
    begin: (name) => ({
      grow: (growth) => void under.set(name, growth),
      finish: (received) => void done.set(name, received),
      forget: () => void under.delete(name),
    }),
    async close() {
      clearInterval(timer)
      await write()
    },
  }
}

/** What the last one at work wrote. */
export function readProgress(text: string | null): Progress {
  try {
    return text === null ? noProgress : progressSchema.parse(JSON.parse(text))
  } catch {
    return noProgress
  }
}

function rateOf(bytes: number, ms: number): number | null {
  return bytes > 0 && ms > 0 ? Math.round((bytes * 1_000) / ms) : null
}

interface Standing {
  readonly bytes: number
  readonly rate: number | null
  readonly done: number
  readonly doneBytes: number
  readonly filesTotal: number
}

/** The source tells no sizes, so a file to come is taken to be as large as the average of those that came. */
function timeLeftMs({ bytes, rate, done, doneBytes, filesTotal }: Standing): number | null {
  if (done >= filesTotal) return 0
  if (rate === null || done === 0) return null
  return Math.round((Math.max(0, (doneBytes / done) * filesTotal - bytes) * 1_000) / rate)
}

function sum(all: Iterable<{ readonly bytes: number; readonly lines: number }>, name: 'bytes' | 'lines'): number {
  let total = 0
  for (const one of all) total += one[name]
  return total
}
