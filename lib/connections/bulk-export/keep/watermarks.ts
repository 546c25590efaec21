// From when the next export of changes goes on: the source's time of the last one that is here whole. It is kept apart
// from the exports, whose files are removed one day.
import 'server-only'
import path from 'node:path'
import { z } from 'zod'
import type { ExportRequest } from '@/lib/connections/bulk-export/export-request'
import { makePrivateFolder, readIfThere, writeDurably } from './durable-file'

const schema = z.record(z.string(), z.string())
const fileName = 'watermarks.json'

/** @returns a FHIR instant, or null when nothing like this was exported yet */
export async function readWatermark(root: string, source: string, request: ExportRequest): Promise<string | null> {
  return (await readAll(root))[seriesOf(source, request)] ?? null
}

export async function moveWatermark(root: string, source: string, request: ExportRequest, transactionTime: string): Promise<void> {
  const all = await readAll(root)
  const series = seriesOf(source, request)
  const before = all[series]
  // An older export may finish later; time never goes back.
  if (before !== undefined && Date.parse(before) >= Date.parse(transactionTime)) return
  await makePrivateFolder(root)
  await writeDurably(path.join(root, fileName), JSON.stringify({ ...all, [series]: transactionTime }))
}

/** Exports of the same people and things follow each other. */
function seriesOf(source: string, { version, population, types, typeFilter }: ExportRequest): string {
  return [source, `v${version}`, population, [...types].sort().join(','), typeFilter ?? ''].join(' ')
}

async function readAll(root: string): Promise<Readonly<Record<string, string>>> {
  const text = await readIfThere(path.join(root, fileName))
  return text === null ? {} : schema.parse(JSON.parse(text))
}
