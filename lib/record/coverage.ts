// The person's coverage: Parts A, B, C and D, and help with costs.
import 'server-only'
import { listCoverageRecords } from '@/lib/bluebutton/resources'
import type { CalendarDate } from '@/lib/claims/claim'
import type { Coverage } from '@/lib/claims/coverage'
import { todayAtMedicare } from '@/lib/claims/today'
import { readCoverage } from '@/lib/claims/translate/from-coverage'
import { requireSession } from '@/lib/session/session'
import { noteLoaded } from './note-loaded'
import { hearOf } from './unreadable'

export interface CoverageList {
  readonly coverages: readonly Coverage[]
  /** Records that arrived but could not be read, or tell of a part that we do not know. Counted and said. */
  readonly unreadable: number
}

/** @param today decides what is active, ended or yet to come; Medicare's `status` does not (contract claims-data 2.1) */
export async function listCoverage(today: CalendarDate = todayAtMedicare()): Promise<CoverageList> {
  const { ref } = await requireSession()
  const { records, unreadable } = await listCoverageRecords(ref)
  noteLoaded(ref, 'coverage')
  const coverages = records.flatMap(({ resource, version }) => readCoverage(resource, version, today) ?? [])
  const lost = unreadable + records.length - coverages.length
  hearOf('coverage', lost)
  return { coverages, unreadable: lost }
}
