// What a job takes out of the claims, and how it is cut into files. A file is computed from this and its number alone:
// nothing is stored, and the same file can be asked for again and again (contract 1.5, 1.9).
import type { PublishedSet } from '@/sandbox/organizations/bcda/published'
import { firstOfMonth, yearOf, DAY_MS } from '@/sandbox/people/numbers/calendar'
import { hash } from '@/sandbox/people/numbers/hash'
import { PEOPLE, medicareNumber } from '@/sandbox/people/numbers/ids'
import type { ClaimFilter } from './claim-filter'

export type BcdaVersion = 1 | 2 | 3

/** In the order in which files are listed. */
export const fileTypes = ['Patient', 'ExplanationOfBenefit', 'Coverage', 'Claim', 'ClaimResponse', 'Observation'] as const
export type FileType = (typeof fileTypes)[number]

/** Enrollees a file (contract 1.9). */
const enrolleesPerFile: Readonly<Record<FileType, number>> = {
  Patient: 5_000,
  ExplanationOfBenefit: 50,
  Coverage: 4_000,
  Claim: 4_000,
  ClaimResponse: 4_000,
  Observation: 4_000,
}

export interface Extract {
  readonly set: PublishedSet
  readonly version: BcdaVersion
  /** Today's enrollees, or last year's. */
  readonly population: 'current' | 'runout'
  /** Only what changed after this moment, milliseconds since 1970; null for everything. */
  readonly sinceMs: number | null
  /** People attributed since then come with their whole history (`Group/all`). */
  readonly newcomersWhole: boolean
  readonly filter: ClaimFilter
  /** The weekly load that the data is of, and the one that the sandbox began with. */
  readonly weekMs: number
  readonly loadedMs: number
  /** The share of people, in percent, whom the claims server does not know. */
  readonly unknownPercent: number
}

/** One file of a job: which type, and which of its kind, counted from 0. */
export interface FileOfType {
  readonly type: FileType
  readonly index: number
}

/** How many people an export covers. Last year's are fewer, and a tenth of them left since. */
function enrolleesOf({ set, population }: Pick<Extract, 'set' | 'population'>): number {
  return population === 'current' ? set.enrollees : Math.floor(set.enrollees * 0.9)
}

/** Every file that an export can have, in the order of the manifest; some may turn out to be empty. */
export function filesOf(extract: Extract, types: readonly FileType[]): readonly FileOfType[] {
  const enrollees = enrolleesOf(extract)
  return types.flatMap(type =>
    Array.from({ length: Math.ceil(enrollees / enrolleesPerFile[type]) }, (_, index) => ({ type, index })),
  )
}

/** The people of one file, by number. */
export function* peopleOf(extract: Extract, { type, index }: FileOfType): Generator<number> {
  const { set, population } = extract
  const first = set.firstPerson + (population === 'runout' ? Math.floor(set.enrollees * 0.2) : 0)
  const from = index * enrolleesPerFile[type]
  const until = Math.min(enrolleesOf(extract), from + enrolleesPerFile[type])
  for (let at = from; at < until; at += 1) yield (first + at) % PEOPLE
}

/** Whether the claims server knows this person; whoever it does not know stands in the error file. */
export function isKnown(extract: Extract, n: number): boolean {
  return hash(n, 70, 0) % 100 >= extract.unknownPercent
}

/** From which moment on this person's data is wanted; null for all of it. */
export function sinceFor(extract: Extract, n: number): number | null {
  const { sinceMs, newcomersWhole } = extract
  return sinceMs !== null && newcomersWhole && attributedMs(n, extract.loadedMs) > sinceMs ? null : sinceMs
}

/** When a person came to the organization: two in a hundred each of the last ten months, the others long ago. */
function attributedMs(n: number, loadedMs: number): number {
  const monthsAgo = hash(n, 71, 0) % 50
  const last = new Date(lastAttributionMs(loadedMs))
  if (monthsAgo >= 10) return Date.UTC(2024, 0, 1)
  return Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - monthsAgo, 1)
}

/** Lists of people come on the first of a month. */
export function lastAttributionMs(loadedMs: number): number {
  return firstOfMonth(loadedMs / DAY_MS) * DAY_MS
}

/** The last day that a runout export covers, as a day number. */
export function lastDayOfRunout({ weekMs }: Pick<Extract, 'weekMs'>): number {
  return Date.UTC(yearOf(weekMs / DAY_MS) - 1, 11, 31) / DAY_MS
}

/** What the error file says of a person. It names an invented Medicare number; a real one would be protected. */
export function errorLine(n: number): string {
  const diagnostics = `Error retrieving BlueButton ID for cclfBeneficiary MBI ${medicareNumber(n)}`
  return JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found', diagnostics }] })
}
