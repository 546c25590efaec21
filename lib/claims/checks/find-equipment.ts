// Medical equipment somebody was billed for. What comes month after month from one supplier is one question.
import type { CurrentClaim } from '@/lib/claims/current'
import { groupBy } from '@/lib/claims/group-by'
import { dayOf } from '@/lib/claims/period'
import { newestFirst } from '@/lib/claims/sort'
import { type EquipmentCheck, idOf, isReceived } from './check'

export function findEquipment(claims: readonly CurrentClaim[]): readonly EquipmentCheck[] {
  const equipment = newestFirst(claims.filter((claim) => claim.row.kind === 'dme' && isReceived(claim)))
  return [...groupBy(equipment, matterOf).values()].flatMap((group) => {
    const [latest] = group
    if (latest === undefined) return []
    return [{ kind: 'equipment', id: idOf('equipment', group), on: dayOf(latest), services: wordsOf(group), claims: group }]
  })
}

/** Supplier and codes: modifiers tell the month of a rental, so they are left out. A claim without codes stands alone. */
function matterOf({ row, facts }: CurrentClaim): string {
  const codes = [...new Set(facts.services.map(({ key }) => key.split(' ')[0] ?? key))].toSorted((one, other) => (one < other ? -1 : 1))
  return codes.length === 0 ? row.id : [facts.providers[0]?.key ?? row.who, ...codes].join('|')
}

function wordsOf(claims: readonly CurrentClaim[]): readonly string[] {
  return [...new Set(claims.flatMap(({ facts }) => facts.services.map(({ words }) => words)))]
}
