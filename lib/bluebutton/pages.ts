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
import { beginPageWalk } from './page-walk'
import { atOncePerPerson } from './upstream'

/** The most Medicare gives at once (contract 4.4). */
const pageSize = 50
/** No record is this long; a chain of links that never ends is (quality INP-04). */
const bounds = { atOnce: atOncePerPerson, inAll: 200 }
const mostRecords = 10_000

export interface RecordPage extends Found {
  readonly start: number
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
      return { start, ...readBundle(reply, { type: 'ExplanationOfBenefit', patient: grant.patient, provider: call.provider }) }
    },
    signal,
  )
}

/**
 * Where the pages after the first begin: all of them when the total is told, else only the next. As far apart as Medicare
 * put the first two, and never fewer than its link says: a page too many costs less than claims that nobody asks for.
 */
export function startsAfter(first: RecordPage): readonly number[] {
  if (first.total === null) return first.next === null ? [] : [first.next]
  const step = first.next === null ? pageSize : first.next - first.start
  // A link outweighs a total that denies it, and so does a total a link that is not there.
  const count = Math.max(Math.ceil(first.total / step), first.next === null ? 1 : 2)
  return Array.from({ length: Math.min(count, bounds.inAll) - 1 }, (_, index) => first.start + (index + 1) * step)
}

/** The pages that this one leads to: from the first to all others, or from each to the next where no total is told. */
export function restAfter(page: RecordPage): readonly number[] {
  return page.start === 0 || page.total === null ? startsAfter(page) : []
}

/** Fewer than Medicare's own figures promise: what lacks is missing, not absent. */
export function isShort(page: RecordPage): boolean {
  const { start, total, next } = page
  // Something led to this page, so something is on it. An answer without claims may hide a fault (contract 4.8).
  if (start > 0 && sizeOf(page) === 0) return true
  return total !== null && sizeOf(page) < (next === null ? Math.min(pageSize, total - start) : next - start)
}

function sizeOf(page: RecordPage): number {
  return page.resources.length + page.unreadable
}

export type PageResult = { readonly page: RecordPage } | { readonly missing: number }

/**
 * The pages that begin at `starts` and those they lead to, in the order they arrive, at most four at once. A page whose tries all failed comes
 * back as `missing`, and so does one that is short, after what there is of it; a refused grant, or a record of somebody
 * else, ends everything.
 */
export async function* listClaimsPages(ref: GrantRef, starts: readonly number[], options: PageOptions = {}): AsyncGenerator<PageResult> {
  const deadline = beginDeadline((options.deadlines ?? usualDeadlines).walkMs, options.signal)
  const walk = beginPageWalk((start) => getOrMiss(ref, start, { ...options, signal: deadline.signal }), bounds)
  const tooMany = starts.filter((start) => !walk.add(start))
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
      const lost = lostAfter(page, walk.add)
      yield { page: { ...page, resources: page.resources.filter((resource) => isNew(resource, known)) } }
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

/** What must be named missing beside a page: what it lacks, and what its links stand for when they lead nowhere new. */
function lostAfter(page: RecordPage, add: (start: number) => boolean): readonly number[] {
  const lost = restAfter(page).filter((start) => start <= page.start || !add(start))
  return isShort(page) ? [page.start, ...lost] : lost
}

async function getOrMiss(ref: GrantRef, start: number, options: PageOptions): Promise<PageResult> {
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
