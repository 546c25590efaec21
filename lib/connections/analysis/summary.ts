// What is in a finished export, in numbers: nothing of any person. Counted by the engine once and kept beside the files.
import 'server-only'
import { z } from 'zod'
import type { JobStore } from '@/lib/connections/bulk-export/keep/job-store'
import type { OwnManifest } from '@/lib/connections/bulk-export/end/own-manifest'
import { claimRows } from './claims-sql'
import { completeManifest, type Engine, filesOfType, withEngine } from './engine'

const count = z.coerce.number().int()
const groupSchema = z.object({
  kind: z.string(),
  /** Of the first day of service; null when the claim does not say. */
  year: count.nullable(),
  claims: count,
  /** What Medicare or the plan paid, over the claims that say so; null when none does. */
  paidCents: z.union([count, z.null()]),
  claimsWithoutPaid: count,
})
const summarySchema = z.object({
  /** Of each type, as many lines as there are. */
  resources: z.array(z.object({ type: z.string(), count })),
  /** By kind, then year. */
  claims: z.array(groupSchema),
  kinds: z.array(groupSchema.omit({ year: true })),
  /** Claims whose shape the engine does not know: they are in no other number but their type's. */
  unreadable: count,
})
export type ExportSummary = z.infer<typeof summarySchema>

/** @returns null when the export is not complete @throws NotAllowed when there is none such */
export async function summarizeExport(store: JobStore, id: string): Promise<ExportSummary | null> {
  const manifest = await completeManifest(store, id)
  if (manifest === null) return null
  const kept = await store.read(id, 'summary.json')
  if (kept !== null) return summarySchema.parse(JSON.parse(kept))
  const summary = await withEngine(store.filesOf(id), (engine) => countExport(engine, store, id, manifest))
  await store.write(id, 'summary.json', JSON.stringify(summary))
  return summary
}

async function countExport(engine: Engine, store: JobStore, id: string, manifest: OwnManifest): Promise<ExportSummary> {
  const resources = countResources(manifest)
  const files = filesOfType(store, id, manifest, ['ExplanationOfBenefit'])
  const all = resources.find(({ type }) => type === 'ExplanationOfBenefit')?.count ?? 0
  if (files.length === 0) return { resources, claims: [], kinds: [], unreadable: 0 }
  const rows = claimRows(manifest.request.version)
  const sums = `count(*) as claims, sum("paidCents") as "paidCents", count(*) - count("paidCents") as "claimsWithoutPaid"`
  // Once by both, and from that the sums by kind: the files are read a single time.
  const claims = z.array(groupSchema).parse(await engine.ask(`select kind, "year", ${sums} from (${rows}) group by all order by kind, "year" nulls last`, files))
  const read = claims.reduce((sum, group) => sum + group.claims, 0)
  return { resources, claims, kinds: sumByKind(claims), unreadable: all - read }
}

function countResources(manifest: OwnManifest): ExportSummary['resources'] {
  const counts = new Map<string, number>()
  for (const { list, type, lines } of manifest.files) if (list === 'output') counts.set(type, (counts.get(type) ?? 0) + lines)
  return [...counts].map(([type, count]) => ({ type, count }))
}

function sumByKind(groups: ExportSummary['claims']): ExportSummary['kinds'] {
  const kinds = new Map<string, ExportSummary['kinds'][number]>()
  for (const { kind, claims, paidCents, claimsWithoutPaid } of groups) {
    const before = kinds.get(kind) ?? { kind, claims: 0, paidCents: null, claimsWithoutPaid: 0 }
    const paid = paidCents === null ? before.paidCents : (before.paidCents ?? 0) + paidCents
    kinds.set(kind, { kind, claims: before.claims + claims, paidCents: paid, claimsWithoutPaid: before.claimsWithoutPaid + claimsWithoutPaid })
  }
  return [...kinds.values()]
}
