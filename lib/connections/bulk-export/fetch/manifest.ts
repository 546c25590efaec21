// The list of files a finished job offers, as BCDA writes it (contract 1.6), and what of it may be followed.
import 'server-only'
import { z } from 'zod'
import { requireOwnAddress } from '@/lib/connections/address'
import { ExportEnds } from '@/lib/connections/bulk-export/job'
import type { Connection } from '@/lib/connections/connection'

export interface Offered {
  readonly list: 'output' | 'error'
  /** Its place in that list, from 0. */
  readonly index: number
  readonly type: string
  readonly url: string
  /** Its name here: its type and its place among its own, never a word of the source's, which could be a path. */
  readonly name: string
}

export interface ReceivedManifest {
  readonly transactionTime: string
  readonly files: readonly Offered[]
}

const most = 5_000
const entry = z.object({ type: z.string().regex(/^[A-Za-z]{1,64}$/), url: z.string().max(2_000) })
const schema = z.object({
  transactionTime: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  output: z.array(entry).max(most),
  error: z.array(entry).max(most).default([]),
})

/**
 * @param connection every address must be below its own (quality INP-02): the token goes nowhere else
 * @throws ExportEnds: failed, for a manifest of another shape or one that leads elsewhere
 */
export function readManifest(text: string, connection: Connection): ReceivedManifest {
  const manifest = parse(text)
  const files = [...nameFiles('output', manifest.output), ...nameFiles('error', manifest.error)]
  for (const { url } of files) requireOwn(connection, url)
  return { transactionTime: manifest.transactionTime, files }
}

function nameFiles(list: Offered['list'], entries: readonly z.infer<typeof entry>[]): readonly Offered[] {
  const counts = new Map<string, number>()
  return entries.map(({ type, url }, index) => {
    const word = list === 'error' ? 'error' : type
    const number = (counts.get(word) ?? 0) + 1
    counts.set(word, number)
    return { list, index, type, url, name: `${word}.${String(number).padStart(4, '0')}.ndjson` }
  })
}

function parse(text: string): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new ExportEnds('failed', 'unreadable-answer')
  }
}

function requireOwn({ system, baseUrl }: Connection, url: string): void {
  try {
    if (!URL.canParse(url)) throw new Error('not absolute')
    requireOwnAddress(system, baseUrl, url)
  } catch {
    throw new ExportEnds('failed', 'foreign-address')
  }
}
