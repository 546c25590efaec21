/**
 * The data pages of Blue Button, version 1 to 3: Patient, Coverage and ExplanationOfBenefit, search and read.
 * The order of checks and every refusal are the real server's (blue-button.md 4, blue-button-observed.md 7 and 8).
 */
import { Hono } from 'hono'
import { lastLoad } from '@/sandbox/people/calendar'
import type { Directory } from '@/sandbox/people/directory'
import type { Resource } from '@/sandbox/people/fhir-json'
import type { CheckAccess, Need, ResourceType, Version } from './access'
import { buildBundle } from './bundle'
import { readSearch } from './parameters'
import type { Search } from './parameters'
import { Refusal, notFound, notPermitted, refusedUpstream, unknownId } from './refusal'
import { reply, replyRefusal, requireAcceptable } from './reply'
import { openShelf } from './open-shelf'
import type { Listing, Shelf } from './shelf'

export interface FhirDeps {
  readonly directory: Directory
  /** Milliseconds; the clock that tests can move. */
  readonly now: () => number
  readonly checkAccess: CheckAccess
}

const VERSIONS = [1, 2, 3] as const
const RESOURCES: readonly ResourceType[] = ['Patient', 'Coverage', 'ExplanationOfBenefit']

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
}

function readTarget(version: Version, path: string): Target | 'misspelt' | null {
  const [, , , name = '', id = '', ...rest] = path.split('/')
  if (rest.some(part => part !== '')) return null
  const resource = RESOURCES.find(known => known === name)
  // The real server's pattern is not anchored: a name with letters around it is refused rather than not found.
  if (resource === undefined) return RESOURCES.some(known => name.includes(known)) ? 'misspelt' : null
  return { version, resource, action: id === '' ? 'search' : 'read', id: id === '' ? null : decodeURIComponent(id) }
}

async function answer(deps: LoadedDeps, request: Request, target: Target | 'misspelt'): Promise<Response> {
  try {
    if (isPreflight(request)) return preflight()
    requireAcceptable(request)
    if (target === 'misspelt') throw notPermitted()
    const access = await deps.checkAccess(request, target)
    if (!access.ok) return access.response
    if (request.method !== 'GET') throw notPermitted()
    const shelf = openShelf(deps.directory, access.person, target.version, { nowMs: deps.now(), loadedMs: deps.loadedMs })
    if (shelf === null) throw notPermitted()
    const asked = new URL(request.url).searchParams
    requireOwn(asked, target, shelf)
    const text = target.id === null
      ? search(deps, request, target, shelf, access.withholdSubstanceUse)
      : JSON.stringify(read(target, target.id, shelf, access.withholdSubstanceUse))
    return reply(request, text)
  } catch (error) {
    if (error instanceof Refusal) return replyRefusal(request, error)
    throw error
  }
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
  throw unknownId(target.version)
}

function findIn(shelf: Shelf, target: Target, id: string, withhold: boolean): Resource | null {
  if (target.resource === 'Patient') return shelf.getPatient(id)
  return target.resource === 'Coverage' ? shelf.getCoverage(id) : shelf.getClaim(id, withhold)
}

function isPreflight(request: Request): boolean {
  return request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method')
}

function preflight(): Response {
  return new Response(null, {
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
      'Access-Control-Allow-Headers': 'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
      'Access-Control-Max-Age': '86400',
    },
  })
}
