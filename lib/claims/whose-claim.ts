// Whose claim it is, and by what name that provider goes: one rule for the list of providers, for what the list of claims
// is filtered by, and for what it offers to choose, so that a count and the claims behind it are always the same.
import type { ListedClaim, ProviderFact } from './facts'
import { newestFirst } from './sort'

export interface Owner {
  /** What the list of claims is filtered by; `null` when the record gives nothing to find the provider by. */
  readonly key: string | null
  /** The key among the facts of a claim: a pharmacy that also sells equipment has one there, and two lists of claims. */
  readonly factKey: string | null
  readonly name: string
  readonly specialty: string | null
  readonly pharmacy: boolean
}

/** Of a fill the pharmacy, by its kind where it has no name; of anything else whom the row names, if anybody. */
export function ownerOf({ row, facts }: ListedClaim): Owner | null {
  const { drug, providers } = facts
  if (drug !== null) {
    const pharmacy = providers.find(({ role }) => role === 'pharmacy')
    const name = drug.pharmacy ?? pharmacy?.name ?? null
    return name === null ? null : { key: pharmacy ? `pharmacy ${pharmacy.key}` : null, factKey: pharmacy?.key ?? null, name, specialty: null, pharmacy: true }
  }
  const provider = providers[0]
  return row.who === null || !provider ? null : { key: provider.key, factKey: provider.key, name: provider.name, specialty: provider.specialty, pharmacy: false }
}

/** By the key of the facts, what says most about each provider. */
export type KnownProviders = ReadonlyMap<string, ProviderFact>

/** For each provider the fact that says most: a version 2 record names the same doctor on one claim and not on the next. Of two that say as much, the newest. */
export function knowProviders(claims: readonly ListedClaim[]): KnownProviders {
  const best = new Map<string, ProviderFact>()
  for (const { facts } of newestFirst(claims)) {
    for (const fact of facts.providers) {
      const known = best.get(fact.key)
      if (!known || weigh(fact) > weigh(known)) best.set(fact.key, { ...fact, specialty: fact.specialty ?? known?.specialty ?? null })
      else if (known.specialty === null && fact.specialty !== null) best.set(fact.key, { ...known, specialty: fact.specialty })
    }
  }
  return best
}

interface OwnerName {
  /** A name where any claim has one, else what they do, else "Provider" and the number. */
  readonly name: string
  /** The provider's number, where `name` alone would not tell one from another. */
  readonly number: string | null
}

/** The name to show for whoever the claim belongs to. */
export function nameOwner({ factKey, name, pharmacy }: Owner, known: KnownProviders): OwnerName {
  const best = factKey === null ? undefined : known.get(factKey)
  const isKnownByName = best !== undefined && isNamed(best)
  const said = best && (isKnownByName || !pharmacy) ? best.name : name
  const tellsApart = factKey === null || !isNumber(factKey) || isKnownByName || said.includes(factKey)
  return { name: said, number: tellsApart ? null : factKey }
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
