/**
 * Finds the shelf a person's data stands on: generated or recorded, in the version that was asked.
 */
import { numberOf } from '@/sandbox/people/directory'
import type { Directory, SandboxPerson } from '@/sandbox/people/directory'
import type { Version } from './access'
import { openV2Shelf } from './generated-shelf'
import type { ShelfClock } from './generated-shelf'
import { openRecordedShelf } from './recorded-shelf'
import type { Shelf } from './shelf'

/** The person's shelf, or null when this version does not know the person. */
export function openShelf(directory: Directory, person: SandboxPerson, version: Version, clock: ShelfClock): Shelf | null {
  const patientId = version === 3 ? person.v3Id : person.v2Id
  if (patientId === null) return null
  const record = directory.findRecord(person.key)
  if (record !== null) return openRecordedShelf(record)
  const n = numberOf(person.key)
  return n === null ? null : openV2Shelf(n, patientId, clock)
}
