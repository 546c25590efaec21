// Providers who never showed up before the last months. Without a history before them everybody would be new, so then
// nobody is asked about.
import type { CalendarDate } from '@/lib/claims/claim'
import type { CurrentClaim } from '@/lib/claims/current'
import type { ProviderFact } from '@/lib/claims/facts'
import { dayOf } from '@/lib/claims/period'
import { newestFirst } from '@/lib/claims/sort'
import { idOf, isReceived, type NewProviderCheck } from './check'

/** @param since the first day of the last months: whoever was seen before it, in whatever role, is known */
export function findNewProviders(claims: readonly CurrentClaim[], since: CalendarDate): readonly NewProviderCheck[] {
  const before = claims.filter((claim) => (dayOf(claim) ?? '') < since)
  if (!before.some((claim) => dayOf(claim) !== null)) return []
  const known = new Set(before.flatMap(({ facts }) => facts.providers.map(({ key }) => key)))
  const recent = newestFirst(claims.filter((claim) => isReceived(claim) && (dayOf(claim) ?? '') >= since))
  return [...groupByLead(recent)].flatMap(([key, { lead, claims: ofProvider }]) => {
    const [latest] = ofProvider
    if (latest === undefined || known.has(key)) return []
    return [{ kind: 'new-provider', id: idOf('new-provider', ofProvider, key), on: dayOf(latest), name: lead.name, claims: ofProvider }]
  })
}

interface OfProvider {
  readonly lead: ProviderFact
  readonly claims: readonly CurrentClaim[]
}

/** By the one each claim names first: the others came along with them. */
function groupByLead(claims: readonly CurrentClaim[]): ReadonlyMap<string, OfProvider> {
  const groups = new Map<string, OfProvider>()
  for (const claim of claims) {
    const [lead] = claim.facts.providers
    if (lead) groups.set(lead.key, { lead, claims: [...(groups.get(lead.key)?.claims ?? []), claim] })
  }
  return groups
}
