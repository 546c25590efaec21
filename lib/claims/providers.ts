// Who treated the person: each provider once, with how often, since when, and what their claims come to. A claim belongs
// to the provider it names first; whoever else it names stands behind that one. Every claim of a provider is counted, the
// cancelled ones too: the list of claims shows them all.
import type { CurrentClaim } from './current'
import type { ProviderFact } from './facts'
import { lastFirst, type Period, periodOf } from './period'
import { newestFirst } from './sort'
import { totalClaims, type Totals } from './totals'
import { type KnownProviders, knowProviders, nameOwner, type Owner, ownerOf } from './whose-claim'

export interface ProviderList {
  /** Doctors, groups and facilities, the latest visit first. */
  readonly treated: readonly ProviderEntry[]
  readonly pharmacies: readonly ProviderEntry[]
  /** Claims that name nobody. */
  readonly unnamed: number
}

/** The period is that of the visits: cancelled claims and decisions made before the care are none. */
export interface ProviderEntry extends Period {
  /** What the list of claims is filtered by; `null` when the record gives nothing to find the provider by. */
  readonly key: string | null
  /** As `nameOwner` has it. */
  readonly name: string
  readonly number: string | null
  /** What they do, or what their newest visit was, in words; `null` for a pharmacy, and when `name` says it already. */
  readonly about: string | null
  /** Claims that name this provider first, each by its latest version: as many as the list of claims shows for `key`. */
  readonly totals: Totals
  /** Also named on these claims; by role, then by name. */
  readonly others: readonly OtherProvider[]
}

export interface OtherProvider {
  readonly key: string
  readonly name: string
  readonly role: ProviderFact['role']
}

/** The providers on claims that each stand for their latest version. Who was never visited is not listed. */
export function listProviders(claims: readonly CurrentClaim[]): ProviderList {
  const known = knowProviders(claims)
  const groups = new Map<string, Owned>()
  let unnamed = 0
  for (const claim of newestFirst(claims)) {
    const owner = ownerOf(claim)
    if (owner !== null) gather(groups, owner, claim)
    else if (isVisit(claim)) unnamed += 1
  }
  const entries = [...groups.values()].filter((group) => group.claims.some(isVisit)).map((group) => ({ pharmacy: group.owner.pharmacy, entry: describe(group, known) }))
  const listed = (pharmacy: boolean) => entries.filter((one) => one.pharmacy === pharmacy).map(({ entry }) => entry).toSorted(lastFirst)
  return { treated: listed(false), pharmacies: listed(true), unnamed }
}

function isVisit({ row }: CurrentClaim): boolean {
  return row.state !== 'cancelled' && row.state !== 'authorization'
}

interface Owned {
  readonly owner: Owner
  readonly claims: CurrentClaim[]
}

function gather(groups: Map<string, Owned>, owner: Owner, claim: CurrentClaim): void {
  const key = `${owner.pharmacy} ${owner.key ?? owner.name}`
  const group = groups.get(key)
  if (group) group.claims.push(claim)
  else groups.set(key, { owner, claims: [claim] })
}

function describe({ owner, claims }: Owned, known: KnownProviders): ProviderEntry {
  const { key, factKey, pharmacy } = owner
  const visits = claims.filter(isVisit)
  const { name, number } = nameOwner(owner, known)
  const specialty = (factKey === null ? null : known.get(factKey)?.specialty) ?? owner.specialty
  return {
    key,
    name,
    number,
    about: pharmacy || specialty === name ? null : (specialty ?? visits[0]?.row.what ?? null),
    ...periodOf(visits),
    totals: totalClaims(claims),
    others: othersOn(claims, factKey, known),
  }
}

function othersOn(claims: readonly CurrentClaim[], first: string | null, known: KnownProviders): readonly OtherProvider[] {
  const others = new Map<string, OtherProvider>()
  for (const { key, name, role } of claims.flatMap(({ facts }) => facts.providers)) {
    if (key !== first) others.set(`${role} ${key}`, { key, name: known.get(key)?.name ?? name, role })
  }
  return [...others.values()].toSorted((one, other) => (`${one.role} ${one.name}` < `${other.role} ${other.name}` ? -1 : 1))
}
