// Which claims the reader wants to see: by words, year, kind and provider. Everything happens in the tab, so that what
// somebody looks for is told to nobody.
import type { ClaimKind } from './claim'
import type { CurrentClaim } from './current'
import { yearOf } from './totals'

export interface ClaimFilter {
  /** Every word must be found somewhere on the claim; empty means all. */
  readonly text: string
  readonly year: string | null
  readonly kind: ClaimKind | null
  /** A provider's key. */
  readonly provider: string | null
}

export const noFilter: ClaimFilter = { text: '', year: null, kind: null, provider: null }

export interface FilterChoices {
  /** Newest first. */
  readonly years: readonly string[]
  readonly kinds: readonly ClaimKind[]
  readonly providers: readonly { readonly key: string; readonly name: string }[]
}

/** The claims with all words on them that can be looked for; made once, searched at each key press. */
export interface SearchableClaim {
  readonly claim: CurrentClaim
  readonly text: string
}

export function makeSearchable(claims: readonly CurrentClaim[]): readonly SearchableClaim[] {
  return claims.map((claim) => ({ claim, text: plain(textOf(claim)) }))
}

/** The claims that meet every part of the filter, in the order they came. */
export function filterClaims(claims: readonly SearchableClaim[], filter: ClaimFilter): readonly CurrentClaim[] {
  const wanted = plain(filter.text).split(/\s+/).filter(Boolean)
  return claims.flatMap(({ claim, text }) => (fits(claim, filter) && wanted.every((word) => text.includes(word)) ? [claim] : []))
}

function fits(claim: CurrentClaim, { year, kind, provider }: ClaimFilter): boolean {
  if (year !== null && yearOf(claim) !== year) return false
  if (kind !== null && claim.row.kind !== kind) return false
  return provider === null || claim.facts.providers.some(({ key }) => key === provider)
}

/** What can be chosen from: only what occurs. Providers by the name to show, in the order of the language. */
export function listChoices(claims: readonly CurrentClaim[], locale: string): FilterChoices {
  const providers = new Map(claims.flatMap(({ facts }) => facts.providers.map(({ key, name }) => [key, name] as const)))
  const order = new Intl.Collator(locale).compare
  return {
    years: [...new Set(claims.map(yearOf))].filter((year) => year !== null).toSorted().toReversed(),
    kinds: [...new Set(claims.map(({ row }) => row.kind))],
    providers: [...providers].map(([key, name]) => ({ key, name })).toSorted((one, other) => order(one.name, other.name)),
  }
}

function textOf({ row, facts }: CurrentClaim): string {
  const { drug, denied, providers, conditions, services } = facts
  const more = [...providers.map(({ name }) => name), ...conditions.map(({ words }) => words), ...services.map(({ words }) => words)]
  return [row.who, row.what, drug?.name, drug?.pharmacy, drug?.prescriber, denied, ...more].filter(Boolean).join(' ')
}

/** Without accents and capitals: nobody types them into a search. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
