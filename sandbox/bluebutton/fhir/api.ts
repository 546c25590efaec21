/**
 * The data pages of Blue Button, version 1 to 3: Patient, Coverage and ExplanationOfBenefit, search and read.
 * The order of checks and every refusal are the real server's (blue-button.md 4, blue-button-observed.md 7 and 8).
 */
import { Hono } from 'hono'
import type { ScopedResource } from '@/sandbox/bluebutton/authorize/scopes'
import type { CheckAccess, Need } from '@/sandbox/bluebutton/check-access'
import type { Version } from '@/sandbox/bluebutton/parts'
import type { Directory } from '@/sandbox/people/directory'
import type { Resource } from '@/sandbox/people/fhir-json'
import { lastLoad } from '@/sandbox/people/numbers/calendar'
import { buildBundle } from './bundle'
import { openShelf } from './open-shelf'
import { readSearch } from './parameters'
import type { Search } from './parameters'
import { Refusal, notFound, notPermitted, refusedUpstream, unknownId } from './refusal'
import { dressed, reply, replyRefusal, requireAcceptable } from './reply'
import type { Listing, Shelf } from './shelf'

export interface FhirDeps {
  readonly directory: Directory
  /** Milliseconds; the clock that tests can move. */
  readonly now: () => number
  readonly checkAccess: CheckAccess
}

const CARD = '$generate-insurance-card'
const VERSIONS = [1, 2, 3] as const
const RESOURCES: readonly ScopedResource[] = ['Patient', 'Coverage', 'ExplanationOfBenefit']

/** The data pages as one application, to be mounted at the root. Paths it does not know are left to others. */
export function fhirApi(deps: FhirDeps): Hono {
  const app = new Hono()
  const loadedMs = lastLoad(deps.now())
  for (const version of VERSIONS) {
    app.all(`/v${version}/fhir/*`, async (context, next) => {
      const target = readTarget(version, new URL(context.req.url).pathname)
      return target === null ? next() : answer({ ...deps, loadedMs }, context.req.raw, target)
    })
  }
  return app
}

/** The set of claims is loaded when the sandbox starts; moving its clock only adds weeks. */
interface LoadedDeps extends FhirDeps {
  readonly loadedMs: number
}

interface Target extends Need {
  /** Null on a search. */
  readonly id: string | null
  /** The insurance card, which is read by a name of its own. */
  readonly card: boolean
  /** The real server's pattern is not anchored: a name with letters around it is refused rather than not found. */
  readonly misspelt: boolean
}

function readTarget(version: Version, path: string): Target | null {
  const [, , , name = '', last = '', ...rest] = path.split('/')
  const resource = RESOURCES.find(known => known === name) ?? RESOURCES.find(known => name.includes(known))
  const id = decode(last)
  const card = id === CARD
  if (resource === undefined || id === null || rest.some(part => part !== '')) return null
  if (card && (version !== 3 || name !== 'Patient')) return null
  const action = id === '' ? 'search' : 'read'
  return { version, resource, action, id: id === '' ? null : id, card, misspelt: resource !== name }
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

async function answer(deps: LoadedDeps, request: Request, target: Target): Promise<Response> {
  try {
    requireAcceptable(request)
    const access = deps.checkAccess(request, target)
    if (!access.ok) return dressed(access.response)
    if (request.method !== 'GET' || target.misspelt) throw notPermitted()
    const clock = { nowMs: deps.now(), loadedMs: deps.loadedMs }
    const shelf = openShelf(deps.directory, access.person, target.version, clock)
    if (shelf === null) throw notPermitted()
    if (target.card) return await answerCard(deps, request, shelf)
    requireOwn(new URL(request.url).searchParams, target, shelf)
    const text =
      target.id === null
        ? search(deps, request, target, shelf, access.withholdSubstanceUse)
        : JSON.stringify(read(target, target.id, shelf, access.withholdSubstanceUse))
    return reply(request, text)
  } catch (error) {
    if (error instanceof Refusal) return replyRefusal(request, error)
    throw error
  }
}

/** The card shows coverage as well, so the token must open both. */
async function answerCard(deps: LoadedDeps, request: Request, shelf: Shelf): Promise<Response> {
  const access = deps.checkAccess(request, { version: 3, resource: 'Coverage', action: 'search' })
  if (!access.ok) return dressed(access.response)
  const card = shelf.getCard()
  if (card === null) throw unknownId(3)
  return reply(request, JSON.stringify(card))
}

/** Ids in the query can only confirm whose data is asked for. */
function requireOwn(asked: URLSearchParams, target: Target, shelf: Shelf): void {
  const patients = asked.getAll('patient')
  if (patients.some(id => id !== shelf.patientId)) throw notPermitted()
  if (asked.getAll('beneficiary').some(id => !id.includes(shelf.patientId))) throw notPermitted()
  const other = asked.getAll('_id').some(id => id !== shelf.patientId)
  if (other && target.resource === 'Patient' && target.version !== 3) throw notFound()
}

function search(deps: FhirDeps, request: Request, target: Target, shelf: Shelf, withhold: boolean): string {
  const url = new URL(request.url)
  const strict = /handling\s*=\s*strict/i.test(request.headers.get('Prefer') ?? '')
  const query = readSearch(target, url.searchParams, strict)
  const listing = listFrom(shelf, query, withhold)
  return buildBundle(query, listing, { origin: url.origin, patientId: shelf.patientId, nowMs: deps.now() })
}

function listFrom(shelf: Shelf, query: Search, withhold: boolean): Listing {
  if (query.resource === 'Patient') return shelf.listPatients(query)
  return query.resource === 'Coverage' ? shelf.listCoverages(query) : shelf.listClaims(query, withhold)
}

function read(target: Target, id: string, shelf: Shelf, withhold: boolean): Resource {
  const found = findIn(shelf, target, id, withhold)
  if (found !== null) return found
  if (target.resource === 'ExplanationOfBenefit' && target.version !== 3 && !/^\w+-{1,2}\d+$/.test(id)) {
    const fault = `ExplanationOfBenefit ID pattern: '${id}' does not match expected pattern: {alphaString}-{idNumber}`
    throw refusedUpstream(target.version, fault)
  }
  throw shelf.isSomebodyElses(id) ? notFound() : unknownId(target.version)
}

function findIn(shelf: Shelf, target: Target, id: string, withhold: boolean): Resource | null {
  if (target.resource === 'Patient') return shelf.getPatient(id)
  return target.resource === 'Coverage' ? shelf.getCoverage(id) : shelf.getClaim(id, withhold)
}
