/**
 * Finds the shelf a person's data stands on: generated or recorded, in the version that was asked.
 */
import type { Version } from '@/sandbox/bluebutton/parts'
import { numberOf } from '@/sandbox/people/directory'
import type { Directory, SandboxPerson } from '@/sandbox/people/directory'
import { openRecordedShelf } from './recorded-shelf'
import type { Shelf, ShelfClock } from './shelf'
import { openV2Shelf } from './v2/shelf'
import { openV3Shelf } from './v3/shelf'

/** The person's shelf, or null when this version does not know the person. */
export function openShelf(
  directory: Directory,
  person: SandboxPerson,
  version: Version,
  clock: ShelfClock,
): Shelf | null {
  const patientId = version === 3 ? person.v3Id : person.v2Id
  if (patientId === null) return null
  const record = directory.findRecord(person.key)
  if (record !== null) return openRecordedShelf(record)
  const n = numberOf(person.key)
  if (n === null) return null
  return version === 3 ? openV3Shelf(n, patientId, clock) : openV2Shelf(n, patientId, clock)
}
