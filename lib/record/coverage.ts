// The person's coverage: Parts A, B, C and D, and help with costs.
import 'server-only'
import { listCoverageRecords } from '@/lib/bluebutton/resources'
import type { Coverage } from '@/lib/claims/coverage'
import { readCoverage } from '@/lib/claims/translate/from-coverage'
import { requireSession } from '@/lib/session/session'
import { noteLoaded } from './note-loaded'

/** @param today decides what is active, ended or yet to come; Medicare's `status` does not (contract claims-data 2.1) */
export async function listCoverage(today: string = new Date().toISOString().slice(0, 10)): Promise<readonly Coverage[]> {
  const { ref } = await requireSession()
  const records = await listCoverageRecords(ref)
  noteLoaded(ref, 'coverage')
  return records.flatMap(({ resource, version }) => readCoverage(resource, version, today) ?? [])
}
