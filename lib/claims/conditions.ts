// The diagnoses on a person's claims in words, put together by the family of their codes, with the claims they stand on.
// A code on a claim may be something that was only looked for: this lists what claims say, not what somebody has.
import type { CurrentClaim } from './current'
import type { ConditionFact } from './facts'
import { lastFirst, type Period, periodOf } from './period'
import { newestFirst } from './sort'

export interface ConditionEntry extends Period {
  readonly key: string
  /** The family in our own words, or the wording of the code where it has no family. */
  readonly words: string
  /** Newest first, each by its latest version; cancelled ones left out. Never empty. */
  readonly claims: readonly CurrentClaim[]
  /** How the claims word it more finely, the most often first; empty when that says no more than `words`. */
  readonly finer: readonly FinerWording[]
}

export interface FinerWording {
  readonly words: string
  /** On how many claims. */
  readonly count: number
}

/** The conditions on claims that each stand for their latest version: the one on most claims first, then the latest. */
export function listConditions(claims: readonly CurrentClaim[]): readonly ConditionEntry[] {
  const families = new Map<string, Family>()
  for (const claim of newestFirst(claims)) {
    if (claim.row.state === 'cancelled') continue
    for (const fact of claim.facts.conditions) gather(families, fact, claim)
  }
  return [...families].map(([key, family]) => describe(key, family)).toSorted(compare)
}

interface Family {
  readonly words: string
  readonly claims: Set<CurrentClaim>
  /** Each wording with the claims that use it. */
  readonly wordings: Map<string, Set<CurrentClaim>>
}

function gather(families: Map<string, Family>, { key, words, group }: ConditionFact, claim: CurrentClaim): void {
  const home = group ? `group ${group.key}` : `code ${key}`
  const family: Family = families.get(home) ?? { words: group?.words ?? words, claims: new Set(), wordings: new Map() }
  const users = family.wordings.get(words) ?? new Set<CurrentClaim>()
  families.set(home, family)
  family.wordings.set(words, users)
  family.claims.add(claim)
  users.add(claim)
}

function describe(key: string, { words, claims: found, wordings }: Family): ConditionEntry {
  const claims = [...found]
  const finer = [...wordings].map(([wording, users]) => ({ words: wording, count: users.size })).toSorted((one, other) => other.count - one.count)
  const saysMore = finer.some((one) => one.words !== words)
  return { key, words, claims, ...periodOf(claims), finer: saysMore ? finer : [] }
}

function compare(one: ConditionEntry, other: ConditionEntry): number {
  return other.claims.length - one.claims.length || lastFirst(one, other) || (one.words < other.words ? -1 : 1)
}
