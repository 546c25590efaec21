// The list of files a finished job offers, as BCDA writes it (contract 1.6), and what of it may be followed.
import 'server-only'
import { z } from 'zod'
import { requireOwnAddress } from '@/lib/connections/address'
import type { Connection } from '@/lib/connections/connection'
import { ExportEnds } from './job'

export interface Offered {
  readonly list: 'output' | 'error'
  /** Its place in that list, from 0. */
  readonly index: number
  readonly type: string
  readonly url: string
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
  const files = (['output', 'error'] as const).flatMap((list) => manifest[list].map(({ type, url }, index) => ({ list, index, type, url })))
  for (const { url } of files) requireOwn(connection, url)
  return { transactionTime: manifest.transactionTime, files }
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
