// All claims of the person who asks: the first page at once, the others as a stream, one by its id. Rows that could not be
// read are counted, pages that did not come are named.
import 'server-only'
import { getClaimsPage, isShort, listClaimsPages, type PageOptions, type RecordPage, startsAfter } from '@/lib/bluebutton/pages'
import { getClaimRecord } from '@/lib/bluebutton/resources'
import { sinceOf } from '@/lib/bluebutton/since'
import type { Claim } from '@/lib/claims/claim'
import { type ClaimsEvent, type ClaimsPage, largestTotal } from '@/lib/claims/claims-page'
import { type ListedClaim, toClaimFacts } from '@/lib/claims/facts'
import { toClaimRow } from '@/lib/claims/row'
import { readClaim } from '@/lib/claims/translate/from-explanation-of-benefit'
import { type RecordCode, readRecordCodes } from '@/lib/claims/translate/record-codes'
import { NotAllowed, SignInNeeded, Unreadable } from '@/lib/errors'
import type { Language } from '@/lib/format'
import { log } from '@/lib/log'
import { requireSession, type Session } from '@/lib/session/session'
import { noteLoaded } from './note-loaded'
import { findProtection, type Protect } from './protection'
import { hearOf, unreadable } from './unreadable'

/** The first fifty, and where the rest begins: enough to paint while the others load. */
export async function listFirstClaims(language: Language): Promise<ClaimsPage> {
  const session = await requireSession()
  const [page, protect] = await Promise.all([getClaimsPage(session.ref, 0), findProtection(session)])
  noteLoaded(session.ref, 'claims-first')
  return { ...explain(page, { session, language, protect }), rest: [...shortOf(page), ...startsAfter(page)] }
}

/** Every claim in one answer, for a browser without JavaScript. `rest` names what did not come. */
export async function listAllClaims(language: Language): Promise<ClaimsPage> {
  const session = await requireSession()
  const [first, protect] = await Promise.all([getClaimsPage(session.ref, 0), findProtection(session)])
  noteLoaded(session.ref, 'claims-all')
  const reader = { session, language, protect }
  const parts = [explain(first, reader)]
  const missing = shortOf(first)
  for await (const result of listClaimsPages(session.ref, startsAfter(first))) {
    if ('page' in result) parts.push(explain(result.page, reader))
    else missing.push(result.missing)
  }
  return {
    claims: [...new Map(parts.flatMap((part) => part.claims).map((claim) => [claim.row.id, claim])).values()],
    total: largestTotal(parts.map((part) => part.total)),
    unreadable: parts.reduce((sum, part) => sum + part.unreadable, 0),
    rest: missing,
    asOf: first.asOf,
  }
}

/**
 * The pages that begin at `starts` and those they lead to, as they arrive. Never throws: what went wrong is the last
 * event, so that what has arrived stays on the screen.
 */
export function streamClaims(language: Language, starts: readonly number[], signal?: AbortSignal): AsyncGenerator<ClaimsEvent> {
  return stream(language, starts, { signal })
}

/**
 * What is new or changed at Medicare since an earlier answer, as pages of the same kind. Their totals count the news only.
 * @param asOf the time of that answer, as a page tells it; @throws never, as `streamClaims`
 */
export function streamNewClaims(language: Language, asOf: string, signal?: AbortSignal): AsyncGenerator<ClaimsEvent> {
  const since = sinceOf(asOf)
  return stream(language, [0], { signal, ...(since === null ? {} : { since }) })
}

async function* stream(language: Language, starts: readonly number[], options: PageOptions): AsyncGenerator<ClaimsEvent> {
  const begunAtMs = Date.now()
  const count = { pages: 0, missing: 0 }
  try {
    const session = await requireSession('machine')
    const protection = starts.length > 0 ? findProtection(session) : null
    // Whoever leaves before the first page leaves nobody to wait for it.
    protection?.catch(() => undefined)
    for await (const result of listClaimsPages(session.ref, starts, options)) {
      count.pages += 1
      if ('missing' in result) {
        count.missing += 1
        yield { type: 'missing', start: result.missing }
      } else {
        const { page, rest } = result
        // At the first that came: whoever leaves in between has been given something too.
        if (count.pages - count.missing === 1) noteLoaded(session.ref, 'claims-rest')
        yield { type: 'claims', start: page.start, ...explain(page, { session, language, protect: await protection }), rest }
      }
    }
    log('info', 'data.loaded', { what: 'claims', ...count, ms: Date.now() - begunAtMs })
    yield { type: 'end' }
  } catch (error) {
    const problem = problemOf(error)
    log('warn', 'data.failed', { what: 'claims', code: problem.code })
    yield problem
  }
}

export interface RawClaim {
  readonly resource: unknown
  readonly request: { readonly method: 'GET'; readonly route: string; readonly status: 200; readonly ms: number }
}

/** One claim as Medicare sent it, for developers. @throws as `getClaim` does */
export async function getRawClaim(id: string): Promise<RawClaim> {
  const { ref } = await requireSession()
  const begunAtMs = performance.now()
  const { resource, version } = await getClaimRecord(ref, id)
  noteLoaded(ref, 'claim-record')
  return { resource, request: { method: 'GET', route: `/v${version}/fhir/ExplanationOfBenefit/{id}/`, status: 200, ms: Math.round(performance.now() - begunAtMs) } }
}

/** A claim with the small codes of its record, which only the claim's own page shows. */
export interface OpenedClaim {
  readonly claim: Claim
  readonly codes: readonly RecordCode[]
}

/** One claim. @throws NotAllowed when there is none with this id; Unreadable when it is not a claim we can read */
export async function getClaim(id: string): Promise<OpenedClaim> {
  const session = await requireSession()
  const [{ resource, version }, protect] = await Promise.all([getClaimRecord(session.ref, id), findProtection(session)])
  noteLoaded(session.ref, 'claim')
  const claim = readClaim(resource, version)
  if (!claim) throw unreadable('claim')
  return { claim: protect(claim), codes: readRecordCodes(resource) }
}

/** A first page that holds less than Medicare says is owed once more. */
function shortOf(page: RecordPage): number[] {
  return isShort(page) ? [page.start] : []
}

interface Reader {
  readonly session: Session
  readonly language: Language
  readonly protect: Protect | null
}

function explain(page: RecordPage, { session, language, protect }: Reader): Omit<ClaimsPage, 'rest'> {
  const claims = page.resources.map((resource) => readClaim(resource, session.grant.version))
  // Without an id it can be told from no other claim and cannot be opened.
  const listed = claims.flatMap((claim) => (claim?.id ? [listClaim(protect?.(claim) ?? claim, language)] : []))
  const lost = page.unreadable + claims.length - listed.length
  hearOf('claims', lost)
  return { claims: listed, unreadable: lost, total: page.total, asOf: page.asOf }
}

function listClaim(claim: Claim, language: Language): ListedClaim {
  return { row: toClaimRow(claim, language), facts: toClaimFacts(claim, language) }
}

function problemOf(error: unknown): Extract<ClaimsEvent, { type: 'problem' }> {
  const type = 'problem'
  if (error instanceof SignInNeeded) return { type, code: error.code, reason: error.reason }
  if (error instanceof Unreadable && error.what === 'another person') return { type, code: 'someone-else' }
  return { type, code: error instanceof NotAllowed || error instanceof Unreadable ? error.code : 'unavailable' }
}
