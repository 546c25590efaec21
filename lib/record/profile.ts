// Who the person is, as Medicare has it: the only page that reads it, and only when it was shared.
import 'server-only'
import { findPatientRecord, getPatientRecord } from '@/lib/bluebutton/resources'
import { type Answer, shared, withheld } from '@/lib/claims/answer'
import type { Person } from '@/lib/claims/person'
import { readPerson } from '@/lib/claims/translate/from-patient'
import { NotAllowed } from '@/lib/errors'
import { requireSession, type Session } from '@/lib/session/session'
import { noteLoaded } from './note-loaded'
import { unreadable } from './unreadable'

/** `withheld` when the person chose not to share it: a choice, not a fault. */
export async function getProfile(): Promise<Answer<Person>> {
  const { ref } = await requireSession()
  const record = await findPatientRecord(ref)
  if (!record) return withheld
  noteLoaded(ref, 'profile')
  const person = readPerson(record.resource, record.version)
  if (!person) throw unreadable('person')
  return shared(person.mergedInto === null ? person : await followMerge(ref, person.mergedInto))
}

/** Once (contract claims-data 2.2). A merged record holds nothing: shown, it would look as if Medicare knew nothing. */
async function followMerge(ref: Session['ref'], id: string): Promise<Person> {
  const { resource, version } = await getPatientRecord(ref, id).catch((error: unknown) => {
    throw error instanceof NotAllowed ? unreadable('merged person') : error
  })
  const person = readPerson(resource, version)
  if (!person || person.mergedInto !== null) throw unreadable('merged person')
  return person
}
