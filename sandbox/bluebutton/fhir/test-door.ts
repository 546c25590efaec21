// The data pages for tests, with a door that lets one person in: what a token opens is the authorization server's business
// and is tested there.
import type { Access, Need } from '@/sandbox/bluebutton/check-access'
import { createDirectory } from '@/sandbox/people/directory'
import { lastLoad } from '@/sandbox/people/numbers/calendar'
import { isObject } from '@/sandbox/people/fhir-json'
import type { JsonObject, Resource } from '@/sandbox/people/fhir-json'
import { isResource } from '@/sandbox/people/fhir-json'
import { fhirApi } from './api'

export interface Door {
  /** The clock; move it by writing to it. */
  nowMs: number
  /** Set to refuse every call with this answer. */
  refusal: Response | null
  withholdSubstanceUse: boolean
  /** What the pages asked to be allowed, in order. */
  readonly needs: Need[]
  ask(user: string, path: string, init?: RequestInit): Promise<Response>
  /** The body of an answer that must be 200. */
  read(user: string, path: string): Promise<JsonObject>
}

/** A Sunday; the claims in use were loaded on the Monday before. */
export const testNowMs = Date.parse('2026-11-22T12:00:00Z')
export const testLoadedMs = lastLoad(testNowMs)

export async function openDoor(options: { recordsFolder?: string } = {}): Promise<Door> {
  const directory = await createDirectory(options)
  let key = ''
  const checkAccess = (_: Request, need: Need): Access => {
    door.needs.push(need)
    const person = directory.findByKey(key)
    if (person === null) throw new Error(`Nobody is called ${key}`)
    if (door.refusal !== null) return { ok: false, response: door.refusal.clone() }
    return { ok: true, person, withholdSubstanceUse: door.withholdSubstanceUse }
  }
  const door: Door = {
    nowMs: testNowMs,
    refusal: null,
    withholdSubstanceUse: false,
    needs: [],
    ask: async (user, path, init) => {
      key = user
      return api.request(`http://localhost:8000${path}`, init)
    },
    read: async (user, path) => {
      const response = await door.ask(user, path)
      const body: unknown = await response.json()
      if (response.status !== 200 || !isObject(body)) throw new Error(`${response.status} for ${path}`)
      return body
    },
  }
  const api = fhirApi({ directory, now: () => door.nowMs, checkAccess })
  return door
}

/** The resources of a Bundle, in order. */
export function resourcesOf(bundle: JsonObject): readonly Resource[] {
  const entries: readonly unknown[] = Array.isArray(bundle['entry']) ? bundle['entry'] : []
  return entries.flatMap(entry => (isObject(entry) && isResource(entry['resource']) ? [entry['resource']] : []))
}

/** The links of a Bundle as [relation, address]. */
export function linksOf(bundle: JsonObject): readonly (readonly [string, string])[] {
  const links: readonly unknown[] = Array.isArray(bundle['link']) ? bundle['link'] : []
  return links.flatMap(link => (isObject(link) ? [[String(link['relation']), String(link['url'])] as const] : []))
}

/** Every page of a search from the first, by following `next`. */
export async function walk(door: Door, user: string, path: string): Promise<readonly JsonObject[]> {
  const pages: JsonObject[] = []
  for (let next: string | null = path; next !== null;) {
    const page: JsonObject = await door.read(user, next)
    pages.push(page)
    const url: string | undefined = linksOf(page).find(([relation]) => relation === 'next')?.[1]
    next = url === undefined ? null : url.replace('http://localhost:8000', '')
  }
  return pages
}
