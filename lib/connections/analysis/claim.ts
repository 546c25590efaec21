// One claim out of a finished export, as it was received: whoever asks reads it with the reader of lib/claims.
import 'server-only'
import { z } from 'zod'
import type { JobStore } from '@/lib/connections/bulk-export/keep/job-store'
import { claimRows } from './claims-sql'
import { completeManifest, filesOfType, largestObjectBytes, withEngine } from './engine'

/** FHIR's own rule for ids. */
const idShape = /^[A-Za-z0-9.-]{1,64}$/
const claimTypes = ['ExplanationOfBenefit', 'Claim', 'ClaimResponse'] as const
const rowSchema = z.object({ json: z.string() })

export interface ListedClaim {
  readonly id: string
  readonly kind: string
  readonly year: number | null
  readonly paidCents: number | null
}

const listedSchema = z.object({ id: z.string(), kind: z.string(), year: z.coerce.number().nullable(), paidCents: z.union([z.null(), z.coerce.number()]) })

/** @returns null when the export is not complete or holds no claim of this id @throws NotAllowed: no such export */
export async function getExportedClaim(store: JobStore, exportId: string, claimId: string): Promise<unknown> {
  const manifest = await completeManifest(store, exportId)
  if (manifest === null || !idShape.test(claimId)) return null
  const files = filesOfType(store, exportId, manifest, claimTypes)
  if (files.length === 0) return null
  const sql = `select json from read_ndjson_objects($files, maximum_object_size = ${largestObjectBytes}) where json_extract_string(json, '$.id') = $claim limit 1`
  const rows = await withEngine(store.filesOf(exportId), (engine) => engine.ask(sql, files, { claim: claimId }))
  const found = rowSchema.safeParse(rows[0])
  return found.success ? JSON.parse(found.data.json) : null
}

/** Some claims to choose from, by id; null when the export is not complete. @throws NotAllowed: no such export */
export async function listExportedClaims(store: JobStore, exportId: string, { after, limit }: { readonly after: string; readonly limit: number }): Promise<readonly ListedClaim[] | null> {
  const manifest = await completeManifest(store, exportId)
  if (manifest === null) return null
  const files = filesOfType(store, exportId, manifest, ['ExplanationOfBenefit'])
  if (files.length === 0) return []
  const sql = `select * from (${claimRows(manifest.request.version)}) where id > $after order by id limit $limit`
  const rows = await withEngine(store.filesOf(exportId), (engine) => engine.ask(sql, files, { after, limit: Math.min(200, Math.max(1, Math.floor(limit))) }))
  return z.array(listedSchema).parse(rows)
}
