// The last thing a finished export gets: our own list of what was received, by which anybody can check it later.
import 'server-only'
import { z } from 'zod'
import { requestSchema } from '@/lib/connections/bulk-export/export-request'
import type { Job } from '@/lib/connections/bulk-export/job'
import type { LedgerEntry } from '@/lib/connections/bulk-export/keep/ledger'

const fileSchema = z.object({
  name: z.string(),
  list: z.enum(['output', 'error']),
  type: z.string(),
  lines: z.number(),
  bytes: z.number(),
  sha256: z.string(),
})
const manifestSchema = z.object({
  format: z.literal(1),
  id: z.string(),
  /** Where it came from: the address of the job over there, and what was asked. */
  job: z.string(),
  request: requestSchema,
  transactionTime: z.string(),
  finishedAt: z.string(),
  files: z.array(fileSchema),
})
export type OwnManifest = z.infer<typeof manifestSchema>

/** In the order of the source's lists, so that the same export always gives the same list. */
export function makeOwnManifest(job: Job, entries: readonly LedgerEntry[], nowMs: number): OwnManifest {
  const files = [...entries].sort((one, other) => (one.name < other.name ? -1 : 1))
  return {
    format: 1,
    id: job.id,
    job: job.jobUrl ?? '',
    request: job.request,
    transactionTime: job.transactionTime ?? '',
    finishedAt: new Date(nowMs).toISOString(),
    files: files.map(({ name, list, type, lines, bytes, sha256 }) => ({ name, list, type, lines, bytes, sha256 })),
  }
}

/** @returns null for no text. @throws Error for any other text */
export function readOwnManifest(text: string | null): OwnManifest | null {
  return text === null ? null : manifestSchema.parse(JSON.parse(text))
}
