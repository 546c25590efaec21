// Claims come in pages. The first tells how many there are, so the others need not wait for each other; where the total
// is not told (version 3), the next link is followed instead. Nothing is lost in silence: a page that stays broken is named.
import 'server-only'
import { NotAllowed, SignInNeeded, Unreadable } from '@/lib/errors'
import { beginDeadline } from '@/lib/http/deadline'
import type { GrantRef } from '@/lib/vault/vault'
import { withAccess } from './access'
import { type Found, readBundle, requireOneOwner } from './bundle'
import { type Deadlines, usualDeadlines } from './deadlines'
import { readFhir } from './fhir'
import { isObject } from './json'
import { requireSameOwner } from './owner'
import { beginPageWalk, type PageWalk } from './page-walk'
import { atOncePerPerson } from './upstream'

/** The most Medicare gives at once (contract 4.4). */
const pageSize = 50
/** No record is this long; a chain of links that never ends is (quality INP-04). */
const bounds = { atOnce: atOncePerPerson, inAll: 200 }
const mostRecords = 10_000

export interface RecordPage extends Found {
  readonly start: number
  /** Version 3 withholds single claims, so that a page of it may hold fewer than its link says. */
  readonly version: 2 | 3
}

export interface PageOptions {
  readonly signal?: AbortSignal | undefined
  readonly deadlines?: Deadlines
  /** Only what changed at Medicare since then: a moment as `sinceOf` gives it. */
  readonly since?: string
}

/** One page of claims, from the given position in Medicare's own order. */
export function getClaimsPage(ref: GrantRef, start: number, { signal, deadlines = usualDeadlines, since }: PageOptions = {}): Promise<RecordPage> {
  return withAccess(
    ref,
    async (call, grant) => {
      const position = grant.version === 3 ? '_offset' : 'startIndex'
      const changed = since === undefined ? '' : `&_lastUpdated=ge${encodeURIComponent(since)}`
      const reply = await readFhir(call, `ExplanationOfBenefit/?_count=${pageSize}&${position}=${start}${changed}`, deadlines)
      const found = readBundle(reply, { type: 'ExplanationOfBenefit', patient: grant.patient, provider: call.provider })
      await requireSameOwner(ref, grant, found.patient)
      return { start, version: grant.version, ...found }
    },
    signal,
  )
}

/**
 * Where the pages after the first begin: all of them when the total is told, else only the next. As far apart as Medicare
 * put the first two but never farther than a page is long, and never fewer than its link says: a page too many costs less
 * than claims that nobody asks for.
 */
export function startsAfter(first: RecordPage): readonly number[] {
  if (first.total === null) return upToNext(first)
  const step = first.next === null ? pageSize : Math.min(pageSize, first.next - first.start)
  // A link outweighs a total that denies it, and so does a total a link that is not there.
  const count = Math.max(Math.ceil(first.total / step), first.next === null ? 1 : 2)
  return Array.from({ length: Math.min(count, bounds.inAll) - 1 }, (_, index) => first.start + (index + 1) * step)
}

/** The next page, and those that a link leaps over. */
function upToNext({ start, next }: RecordPage): readonly number[] {
  if (next === null) return []
  const leaptOver = Math.max(0, Math.ceil((next - start) / pageSize) - 1)
  return [...Array.from({ length: Math.min(leaptOver, bounds.inAll) }, (_, index) => start + (index + 1) * pageSize), next]
}

/**
 * The pages that this one leads to: from the first to all others, or from each to the next where no total is told, or where
 * its link goes on behind what the total told.
 */
export function restAfter(page: RecordPage): readonly number[] {
  if (page.start === 0) return startsAfter(page)
  return page.total === null || page.total <= (page.next ?? 0) ? upToNext(page) : []
}

/** Fewer than Medicare's own figures promise: what lacks is missing, not absent. */
export function isShort(page: RecordPage): boolean {
  const { start, total, next, version } = page
  // Something led to this page, so something is on it. An answer without claims may hide a fault (contract 4.8).
  if (start > 0 && sizeOf(page) === 0) return true
  if (next !== null) return version === 2 && sizeOf(page) < Math.min(pageSize, next - start)
  return total !== null && sizeOf(page) < Math.min(pageSize, total - start)
}

function sizeOf(page: RecordPage): number {
  return page.resources.length + page.unreadable
}

/** `rest`: where the pages begin that this one led to and that nothing had asked for before. */
export type PageResult = { readonly page: RecordPage; readonly rest: readonly number[] } | { readonly missing: number }
type Arrival = { readonly page: RecordPage } | { readonly missing: number }

/**
 * The pages that begin at `starts` and those they lead to, in the order they arrive, at most four at once. A page whose tries all failed comes
 * back as `missing`, and so does one that is short, after what there is of it; a refused grant, or a record of somebody
 * else, ends everything.
 */
export async function* listClaimsPages(ref: GrantRef, starts: readonly number[], options: PageOptions = {}): AsyncGenerator<PageResult> {
  const deadline = beginDeadline((options.deadlines ?? usualDeadlines).walkMs, options.signal)
  const walk = beginPageWalk((start) => getOrMiss(ref, start, { ...options, signal: deadline.signal }), bounds)
  const tooMany = starts.filter((start) => walk.add(start) === 'too-many')
  const owners = new Set<string>()
  const known = new Set<string>()
  try {
    for (let result = await walk.next(); result; result = await walk.next()) {
      if ('missing' in result) {
        yield result
        continue
      }
      const { page } = result
      requireOneOwner(owners, page.patient)
      const { rest, lost } = goOn(page, walk.add)
      yield { page: { ...page, resources: page.resources.filter((resource) => isNew(resource, known)) }, rest }
      if (known.size > mostRecords) throw new Unreadable('too many records')
      for (const missing of lost) yield { missing }
    }
    for (const missing of tooMany) yield { missing }
  } finally {
    walk.end()
    deadline.clear()
  }
}

/** False for a record that came before: pages are no snapshot, so a new claim moves others to the next page (contract 4.5). */
function isNew(resource: unknown, known: Set<string>): boolean {
  const id = isObject(resource) ? resource['id'] : null
  return typeof id !== 'string' || known.size < known.add(id).size
}

/** Asks for what a page leads to. `lost` must be named missing: what the page lacks, and what its links stand for when they lead nowhere new. */
function goOn(page: RecordPage, add: PageWalk<Arrival>['add']): { readonly rest: readonly number[]; readonly lost: readonly number[] } {
  const begun = restAfter(page).map((start) => ({ start, added: start <= page.start ? 'too-many' : add(start) }))
  const startsOf = (word: string) => begun.filter(({ added }) => added === word).map(({ start }) => start)
  return { rest: startsOf('added'), lost: [...(isShort(page) ? [page.start] : []), ...startsOf('too-many')] }
}

async function getOrMiss(ref: GrantRef, start: number, options: PageOptions): Promise<Arrival> {
  try {
    return { page: await getClaimsPage(ref, start, options) }
  } catch (error) {
    if (endsAll(error, start)) throw error
    return { missing: start }
  }
}

/** A first page that is refused was not shared. Where it was not, a refusal of one page is that page's own. */
function endsAll(error: unknown, start: number): boolean {
  if (error instanceof NotAllowed) return start === 0
  return error instanceof SignInNeeded || (error instanceof Unreadable && error.what === 'another person')
}
