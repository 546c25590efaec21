// Which claims the reader wants to see: by words, year, kind and provider. Everything happens in the tab, so that what
// somebody looks for is told to nobody.
import type { ClaimKind } from './claim'
import type { CurrentClaim } from './current'
import { newestFirst } from './sort'
import { yearOf } from './totals'
import { type KnownProviders, knowProviders, nameOwner, ownerOf } from './whose-claim'

export interface ClaimFilter {
  /** Every word must be found somewhere on the claim; empty means all. */
  readonly text: string
  readonly year: string | null
  readonly kind: ClaimKind | null
  /** The key of the provider whose claim it is. */
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
  const known = knowProviders(claims)
  return claims.map((claim) => ({ claim, text: plain(textOf(claim, known)) }))
}

/** The claims that meet every part of the filter, in the order they came. */
export function filterClaims(claims: readonly SearchableClaim[], filter: ClaimFilter): readonly CurrentClaim[] {
  const wanted = plain(filter.text).split(/\s+/).filter(Boolean)
  return claims.flatMap(({ claim, text }) => (fits(claim, filter) && wanted.every((word) => text.includes(word)) ? [claim] : []))
}

function fits(claim: CurrentClaim, { year, kind, provider }: ClaimFilter): boolean {
  if (year !== null && yearOf(claim) !== year) return false
  if (kind !== null && claim.row.kind !== kind) return false
  return provider === null || ownerOf(claim)?.key === provider
}

/** What can be chosen from: only what occurs. Providers by the name to show, in the order of the language. */
export function listChoices(claims: readonly CurrentClaim[], locale: string): FilterChoices {
  const providers = nameOwners(claims)
  const order = new Intl.Collator(locale).compare
  return {
    years: [...new Set(claims.map(yearOf))].filter((year) => year !== null).toSorted().toReversed(),
    kinds: [...new Set(claims.map(({ row }) => row.kind))],
    providers: [...providers].map(([key, name]) => ({ key, name })).toSorted((one, other) => order(one.name, other.name)),
  }
}

/** The name by the key, of a pharmacy without one the kind its newest fill tells, with the number where the name alone would not tell one from another. */
function nameOwners(claims: readonly CurrentClaim[]): ReadonlyMap<string, string> {
  const [known, names] = [knowProviders(claims), new Map<string, string>()]
  for (const claim of newestFirst(claims)) {
    const owner = ownerOf(claim)
    if (owner === null || owner.key === null || names.has(owner.key)) continue
    const { name, number } = nameOwner(owner, known)
    names.set(owner.key, number === null ? name : `${name}, ${number}`)
  }
  return names
}

/** A provider whom another claim names is found here too. */
function textOf({ row, facts }: CurrentClaim, known: KnownProviders): string {
  const { drug, denied, providers, conditions, services } = facts
  const people = providers.flatMap(({ key, name }) => [name, known.get(key)?.name])
  const more = [...people, ...conditions.map(({ words }) => words), ...services.map(({ words }) => words)]
  return [row.who, row.what, drug?.name, drug?.pharmacy, drug?.prescriber, denied, ...more].filter(Boolean).join(' ')
}

/** Without accents and capitals: nobody types them into a search. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
