// Claims come in pages. The first tells how many there are, so the others need not wait for each other; where the total
// is not told (version 3), the next link is followed instead. Nothing is lost in silence: a page that stays broken is named.
import 'server-only'
import pLimit from 'p-limit'
import { NotAllowed, SignInNeeded, Unreadable } from '@/lib/errors'
import type { GrantRef } from '@/lib/vault/vault'
import { withAccess } from './access'
import { readBundle } from './bundle'
import { readFhir } from './fhir'

/** The most Medicare gives at once (contract 4.4). */
export const pageSize = 50
/** Per person: four keeps a 59-page record under 15 rounds and stays polite to a shared server (quality AVL-04). */
const atOnce = 4
/** No record is this long; a chain of links that never ends is (quality INP-04). */
const mostPages = 200

export interface RecordPage {
  readonly start: number
  readonly resources: readonly unknown[]
  /** Records that could not be shown to be this person's, or were none at all. */
  readonly unreadable: number
  readonly total: number | null
  /** Where the following page begins by the link Medicare gave; null on the last. */
  readonly next: number | null
}

/** One page of claims, from the given position in Medicare's own order. */
export function getClaimsPage(ref: GrantRef, start: number, signal?: AbortSignal): Promise<RecordPage> {
  return withAccess(
    ref,
    async (call, grant) => {
      const position = grant.version === 3 ? '_offset' : 'startIndex'
      const reply = await readFhir(call, `ExplanationOfBenefit/?_count=${pageSize}&${position}=${start}`)
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
  if (first.next === null) return []
  if (first.total === null) return [first.next]
  const step = first.next - first.start
  const count = Math.min(Math.max(Math.ceil(first.total / step), 2), mostPages)
  return Array.from({ length: count - 1 }, (_, index) => first.start + (index + 1) * step)
}

export type PageResult = { readonly page: RecordPage } | { readonly missing: number }

/**
 * The pages that begin at `starts`, in the order they arrive, at most four at once. A page whose tries all failed comes
 * back as `missing`; a refused grant, or a record of somebody else, ends everything.
 */
export async function* listClaimsPages(ref: GrantRef, starts: readonly number[], signal?: AbortSignal): AsyncGenerator<PageResult> {
  const limit = pLimit(atOnce)
  const asked = new Set<number>()
  const running = new Map<number, Promise<{ start: number; result: PageResult }>>()
  const ask = (start: number): boolean => {
    if (asked.has(start)) return true
    if (asked.size >= mostPages) return false
    asked.add(start)
    const page = limit(() => getOrMiss(ref, start, signal)).then((result) => ({ start, result }))
    // When the reader has left nobody waits for it, and its failure must not end the process.
    page.catch(() => undefined)
    running.set(start, page)
    return true
  }
  starts.forEach(ask)
  try {
    while (running.size > 0) {
      const { start, result } = await Promise.race(running.values())
      running.delete(start)
      const next = 'page' in result && result.page.total === null ? result.page.next : null
      // A link back, or one page too many: what it stands for is missing, and the load must not pass for complete.
      const lost = next !== null && (next <= start || !ask(next)) ? next : null
      yield result
      if (lost !== null) yield { missing: lost }
    }
  } finally {
    limit.clearQueue()
  }
}

async function getOrMiss(ref: GrantRef, start: number, signal: AbortSignal | undefined): Promise<PageResult> {
  try {
    return { page: await getClaimsPage(ref, start, signal) }
  } catch (error) {
    if (error instanceof SignInNeeded || error instanceof NotAllowed) throw error
    if (error instanceof Unreadable && error.what === 'another person') throw error
    return { missing: start }
  }
}
