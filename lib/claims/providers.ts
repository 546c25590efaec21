// Who treated the person: each provider once, with how often, since when, and what their claims come to. A claim belongs
// to the provider it names first; whoever else it names stands behind that one.
import type { CurrentClaim } from './current'
import type { ProviderFact } from './facts'
import { lastFirst, type Period, periodOf } from './period'
import { newestFirst } from './sort'
import { totalClaims, type Totals } from './totals'

export interface ProviderList {
  /** Doctors, groups and facilities, the latest visit first. */
  readonly treated: readonly ProviderEntry[]
  readonly pharmacies: readonly ProviderEntry[]
  /** Claims that name nobody. */
  readonly unnamed: number
}

export interface ProviderEntry extends Period {
  /** What the list of claims is filtered by; `null` when the record gives nothing to find the provider by. */
  readonly key: string | null
  /** A name where any claim has one, else what they do, else "Provider" and the number. */
  readonly name: string
  /** The provider's number, where `name` alone would not tell one from another. */
  readonly number: string | null
  /** What they do, or what their newest claim was, in words; `null` for a pharmacy, and when `name` says it already. */
  readonly about: string | null
  /** Claims that name this provider first, each by its latest version; cancelled ones and decisions made before the care are none. */
  readonly totals: Totals
  /** Also named on these claims; by role, then by name. */
  readonly others: readonly OtherProvider[]
}

export interface OtherProvider {
  readonly key: string
  readonly name: string
  readonly role: ProviderFact['role']
}

/** The providers on claims that each stand for their latest version. */
export function listProviders(claims: readonly CurrentClaim[]): ProviderList {
  const visits = claims.filter(({ row }) => row.state !== 'cancelled' && row.state !== 'authorization')
  const names = bestNames(visits)
  const groups = new Map<string, Visits>()
  let unnamed = 0
  for (const claim of newestFirst(visits)) {
    const first = firstNamed(claim)
    if (first === null) unnamed += 1
    else gather(groups, first, claim)
  }
  const entries = [...groups.values()].map((group) => ({ pharmacy: group.first.pharmacy, entry: describe(group, names) }))
  const listed = (pharmacy: boolean) => entries.filter((one) => one.pharmacy === pharmacy).map(({ entry }) => entry).toSorted(lastFirst)
  return { treated: listed(false), pharmacies: listed(true), unnamed }
}

interface First {
  readonly key: string | null
  readonly name: string
  readonly specialty: string | null
  readonly pharmacy: boolean
}

interface Visits {
  readonly first: First
  readonly claims: CurrentClaim[]
}

/** Of a fill the pharmacy, by its kind where it has no name; of anything else whom the row names, if anybody. */
function firstNamed({ row, facts }: CurrentClaim): First | null {
  const { drug, providers } = facts
  if (drug !== null) {
    const pharmacy = providers.find(({ role }) => role === 'pharmacy')
    const name = drug.pharmacy ?? pharmacy?.name ?? null
    return name === null ? null : { key: pharmacy?.key ?? null, name, specialty: null, pharmacy: true }
  }
  const provider = providers[0]
  return row.who === null || !provider ? null : { ...provider, pharmacy: false }
}

function gather(groups: Map<string, Visits>, first: First, claim: CurrentClaim): void {
  const key = `${first.pharmacy} ${first.key ?? first.name}`
  const group = groups.get(key)
  if (group) group.claims.push(claim)
  else groups.set(key, { first, claims: [claim] })
}

function describe({ first, claims }: Visits, names: ReadonlyMap<string, ProviderFact>): ProviderEntry {
  const { key, pharmacy } = first
  const known = key === null ? undefined : names.get(key)
  const isKnownByName = known !== undefined && isNamed(known)
  const name = known && (isKnownByName || !pharmacy) ? known.name : first.name
  const specialty = known?.specialty ?? first.specialty
  return {
    key,
    name,
    number: key !== null && isNumber(key) && !isKnownByName && !name.includes(key) ? key : null,
    about: pharmacy || specialty === name ? null : (specialty ?? claims[0]?.row.what ?? null),
    ...periodOf(claims),
    totals: totalClaims(claims),
    others: othersOn(claims, key, names),
  }
}

/** For each provider the fact that says most: a version 2 record names the same doctor on one claim and not on the next. */
function bestNames(claims: readonly CurrentClaim[]): ReadonlyMap<string, ProviderFact> {
  const best = new Map<string, ProviderFact>()
  for (const { facts } of claims) {
    for (const fact of facts.providers) {
      const known = best.get(fact.key)
      if (!known || weigh(fact) > weigh(known)) best.set(fact.key, { ...fact, specialty: fact.specialty ?? known?.specialty ?? null })
      else if (known.specialty === null && fact.specialty !== null) best.set(fact.key, { ...known, specialty: fact.specialty })
    }
  }
  return best
}

function weigh(fact: ProviderFact): number {
  return isNamed(fact) ? 2 : fact.name === fact.specialty ? 1 : 0
}

/** A name of their own, not what they do and not their number. */
function isNamed({ key, name, specialty }: ProviderFact): boolean {
  return name !== specialty && (!isNumber(key) || !name.includes(key))
}

/** An NPI has ten digits, a facility's number six places. */
function isNumber(key: string): boolean {
  return /^(\d{10}|\d{2}[\dA-Z]\d{3})$/.test(key)
}

function othersOn(claims: readonly CurrentClaim[], first: string | null, names: ReadonlyMap<string, ProviderFact>): readonly OtherProvider[] {
  const others = new Map<string, OtherProvider>()
  for (const { key, name, role } of claims.flatMap(({ facts }) => facts.providers)) {
    if (key !== first) others.set(`${role} ${key}`, { key, name: names.get(key)?.name ?? name, role })
  }
  return [...others.values()].toSorted((one, other) => (`${one.role} ${one.name}` < `${other.role} ${other.name}` ? -1 : 1))
}
