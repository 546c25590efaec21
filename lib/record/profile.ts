// Who the person is, as Medicare has it: the only page that reads it, and only when it was shared.
import 'server-only'
import { findPatientRecord } from '@/lib/bluebutton/resources'
import { type Answer, shared, withheld } from '@/lib/claims/answer'
import type { Person } from '@/lib/claims/person'
import { readPerson } from '@/lib/claims/translate/from-patient'
import { Unreadable } from '@/lib/errors'
import { requireSession } from '@/lib/session/session'
import { noteLoaded } from './note-loaded'

/** `withheld` when the person chose not to share it: a choice, not a fault. */
export async function getProfile(): Promise<Answer<Person>> {
  const { ref } = await requireSession()
  const record = await findPatientRecord(ref)
  if (!record) return withheld
  noteLoaded(ref, 'profile')
  const person = readPerson(record.resource, record.version)
  if (!person) throw new Unreadable('person')
  return shared(person)
}
