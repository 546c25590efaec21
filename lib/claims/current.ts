// Medicare may send every version of one claim side by side: the first, an adjusted one, a cancelled one (contract
// claims-data 4.1). Only the latest counts; the earlier ones stand behind it.
import type { ListedClaim } from './facts'
import { groupBy } from './group-by'

export interface CurrentClaim extends ListedClaim {
  /** Versions that this one replaces, newest first. */
  readonly earlier: readonly ListedClaim[]
}

/** Each claim once, by its latest version, in the order in which the claims came. Claims without a number stand alone. */
export function listCurrentClaims(claims: readonly ListedClaim[]): readonly CurrentClaim[] {
  return [...groupBy(claims, eventOf).values()].flatMap((versions) => {
    const [latest, ...earlier] = versions.length > 1 ? versions.toSorted(laterFirst) : versions
    return latest ? [{ ...latest, earlier }] : []
  })
}

function eventOf({ row, facts }: ListedClaim): string {
  return facts.event === null ? `id ${row.id}` : `event ${row.kind} ${facts.event}`
}

/** By the day Medicare processed it; of one day, the one that says it changed or ended the other. */
function laterFirst(one: ListedClaim, other: ListedClaim): number {
  const [day, otherDay] = [one.facts.processedOn ?? '', other.facts.processedOn ?? '']
  if (day !== otherDay) return day < otherDay ? 1 : -1
  return weigh(other) - weigh(one) || (one.row.id < other.row.id ? 1 : -1)
}

function weigh({ row }: ListedClaim): number {
  return row.state === 'cancelled' ? 2 : row.state === 'adjusted' ? 1 : 0
}
