// Medical equipment somebody was billed for. What comes month after month from one supplier is one question.
import type { CurrentClaim } from '@/lib/claims/current'
import { newestFirst } from '@/lib/claims/sort'
import { dayOf, type EquipmentCheck, idOf, isReceived } from './check'

export function findEquipment(claims: readonly CurrentClaim[]): readonly EquipmentCheck[] {
  const groups = new Map<string, CurrentClaim[]>()
  for (const claim of newestFirst(claims.filter((claim) => claim.row.kind === 'dme' && isReceived(claim)))) {
    const group = groups.get(matterOf(claim))
    if (group) group.push(claim)
    else groups.set(matterOf(claim), [claim])
  }
  return [...groups.values()].flatMap((group) => {
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
