/**
 * Who can sign in: BBUser00000 to BBUser29999 with the password made of their number, and the recorded people
 * found in a folder. Nothing is stored for the former; each is computed when asked for.
 */
import { PEOPLE, v2PatientId, v3PatientId } from '@/sandbox/people/numbers/ids'
import { getPerson } from './person'
import { readRecords } from './recorded'
import type { RecordedPerson } from './recorded'
import { RESERVED } from './reserved'

export interface SandboxPerson {
  readonly key: string
  readonly username: string
  readonly password: string
  /** Patient id in version 1 and 2; null when those do not know the person. */
  readonly v2Id: string | null
  /** Patient id in version 3; null when it does not know the person. */
  readonly v3Id: string | null
  readonly givenName: string
  readonly familyName: string
  readonly email: string
}

export interface Directory {
  findByLogin(username: string, password: string): SandboxPerson | null
  findByKey(key: string): SandboxPerson | null
  /** The replies recorded for a person, or null for a generated one. */
  findRecord(key: string): RecordedPerson | null
  readonly recorded: readonly SandboxPerson[]
  readonly skipped: readonly { readonly file: string; readonly why: string }[]
}

/** Opens the directory; reads `recordsFolder` once when one is named. A missing folder is an error. */
export async function createDirectory(options: { recordsFolder?: string | null } = {}): Promise<Directory> {
  const folder = options.recordsFolder ?? null
  const { people, skipped } = folder === null ? { people: [], skipped: [] } : await readRecords(folder)
  const recorded = people.map(toSandboxPerson)
  const records = new Map(people.map((person, index) => [recordedName(index), person]))
  const findByKey = (key: string) => recorded.find(person => person.key === key) ?? findGenerated(key)
  return {
    findByKey,
    findByLogin: (username, password) => {
      const person = findByKey(username)
      return person?.password === password ? person : null
    },
    findRecord: key => records.get(key) ?? null,
    recorded,
    skipped,
  }
}

/** The number of a generated person, or null when the key is not one of theirs. */
export function numberOf(key: string): number | null {
  const match = /^BBUser(\d{5})$/.exec(key)
  const n = Number(match?.[1] ?? NaN)
  return n < PEOPLE ? n : null
}

function findGenerated(key: string): SandboxPerson | null {
  const n = numberOf(key)
  if (n === null) return null
  const { given, family } = getPerson(n)
  const digits = key.slice(-5)
  return {
    key,
    username: key,
    password: `PW${digits}!`,
    v2Id: v2PatientId(n),
    v3Id: n === RESERVED.noVersion3 ? null : v3PatientId(n),
    givenName: given[0] ?? '',
    familyName: family,
    email: `user${digits}@sandbox.invalid`,
  }
}

function recordedName(index: number): string {
  return `REC${String(index + 1).padStart(5, '0')}`
}

function toSandboxPerson(record: RecordedPerson, index: number): SandboxPerson {
  const key = recordedName(index)
  const digits = key.slice(-5)
  return {
    key,
    username: key,
    password: `PW${digits}!`,
    v2Id: record.version === 2 ? record.patientId : null,
    v3Id: record.version === 3 ? record.patientId : null,
    givenName: record.givenName ?? 'Recorded',
    familyName: record.familyName ?? record.patientId,
    email: `recorded${digits}@sandbox.invalid`,
  }
}
