// The lines of a file, made one after the other while somebody reads them.
import { buildV2Coverages } from '@/sandbox/bluebutton/fhir/v2/coverage'
import { buildV2Patient } from '@/sandbox/bluebutton/fhir/v2/patient'
import { buildV3Coverages } from '@/sandbox/bluebutton/fhir/v3/coverage'
import { buildV3Patient, v3IdsOf } from '@/sandbox/bluebutton/fhir/v3/patient'
import type { Resource } from '@/sandbox/people/fhir-json'
import { openHistory } from '@/sandbox/people/history'
import type { History } from '@/sandbox/people/history'
import { v2PatientId } from '@/sandbox/people/numbers/ids'
import { openClaims, wantedClaims } from './claims'
import { errorLine, isKnown, peopleOf, sinceFor } from './extract'
import type { Extract, FileOfType, FileType } from './extract'
import { buildOpenClaim, buildOpenResponse } from './open-claim'
import { toStu3 } from './stu3'

/** A resource that is not made until it is asked for. */
interface Unmade {
  readonly build: () => Resource
}

/** The resources of a file as JSON, one a line, without line ends. */
export function* linesOf(extract: Extract, file: FileOfType): Generator<string> {
  for (const { build } of unmade(extract, file)) {
    const resource = build()
    yield JSON.stringify(extract.version === 1 ? toStu3(resource) : resource)
  }
}

/** Whether the file has any line; makes none. */
export function hasLines(extract: Extract, file: FileOfType): boolean {
  return unmade(extract, file).next().done !== true
}

/** The people of a file whom the claims server does not know, one OperationOutcome a line. */
export function* errorLinesOf(extract: Extract, file: FileOfType): Generator<string> {
  for (const n of peopleOf(extract, file)) if (!isKnown(extract, n)) yield errorLine(n)
}

/** Whether the file has an error file beside it. */
export function hasErrors(extract: Extract, file: FileOfType): boolean {
  return extract.unknownPercent > 0 && errorLinesOf(extract, file).next().done !== true
}

function* unmade(extract: Extract, file: FileOfType): Generator<Unmade> {
  const { loadedMs, weekMs } = extract
  for (const n of peopleOf(extract, file)) {
    if (isKnown(extract, n) && mayHaveNews(extract, file.type, n)) yield* ofPerson[file.type](extract, openHistory(n, { loadedMs, nowMs: weekMs }))
  }
}

/** Whether it is worth looking: after the first load only claims come, week by week. */
function mayHaveNews(extract: Extract, type: FileType, n: number): boolean {
  const since = sinceFor(extract, n)
  return since === null || since < (type === 'ExplanationOfBenefit' ? extract.weekMs : extract.loadedMs)
}

const ofPerson: Readonly<Record<FileType, (extract: Extract, history: History) => Iterable<Unmade>>> = {
  Patient: (extract, history) => [{ build: () => buildPatient(extract, history) }],
  Coverage: (extract, history) => buildCoverages(extract, history).map(resource => ({ build: () => resource })),
  ExplanationOfBenefit: wantedClaims,
  Claim: (extract, history) => open(extract, history, buildOpenClaim),
  ClaimResponse: (extract, history) => open(extract, history, buildOpenResponse),
  Observation: () => [],
}

function* open(extract: Extract, history: History, make: typeof buildOpenClaim): Generator<Unmade> {
  for (const it of openClaims(extract, history)) yield { build: () => make(it, history) }
}

function buildPatient({ version, weekMs, loadedMs }: Extract, { person, enrollment }: History): Resource {
  if (version === 3) return buildV3Patient(person, v3Id(person.n), loadedMs)
  return buildV2Patient(person, enrollment, { patientId: v2PatientId(person.n), nowMs: weekMs, updatedMs: loadedMs })
}

function buildCoverages({ version, weekMs, loadedMs }: Extract, { person, enrollment }: History): readonly Resource[] {
  const build = version === 3 ? buildV3Coverages : buildV2Coverages
  const patientId = version === 3 ? v3Id(person.n) : v2PatientId(person.n)
  return build(person, enrollment, { patientId, nowMs: weekMs, updatedMs: loadedMs })
}

/** Of a merged record the one that is still in use. */
function v3Id(n: number): string {
  return v3IdsOf(n).at(-1) ?? ''
}
