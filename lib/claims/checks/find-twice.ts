// The same service twice on one day, on more than one claim. Several services shared by the same claims are one question.
import type { CurrentClaim } from '@/lib/claims/current'
import { dayOf } from '@/lib/claims/period'
import { newestFirst } from '@/lib/claims/sort'
import { idOf, isReceived, type TwiceCheck } from './check'

interface Shared {
  readonly words: string
  readonly on: string
  readonly claims: readonly CurrentClaim[]
}

/** A hospital and a doctor both bill for one visit, as they should: claims are compared within their kind. */
export function findTwice(claims: readonly CurrentClaim[]): readonly TwiceCheck[] {
  const questions = new Map<string, Shared[]>()
  for (const shared of findShared(claims)) {
    const id = idOf('twice', shared.claims, shared.on)
    questions.set(id, [...(questions.get(id) ?? []), shared])
  }
  return [...questions].flatMap(([id, all]) => {
    const [first] = all
    return first ? [{ kind: 'twice', id, on: first.on, services: [...new Set(all.map(({ words }) => words))], claims: first.claims }] : []
  })
}

function findShared(claims: readonly CurrentClaim[]): readonly Shared[] {
  const seen = new Map<string, Shared>()
  for (const claim of claims.filter(isReceived)) {
    for (const { key, words, on } of servicesOf(claim)) {
      if (key === '' || on === null) continue
      const place = [claim.row.kind, on, key].join('|')
      seen.set(place, { words, on, claims: [...(seen.get(place)?.claims ?? []), claim] })
    }
  }
  return [...seen.values()].filter((shared) => shared.claims.length > 1).map((shared) => ({ ...shared, claims: newestFirst(shared.claims) }))
}

/** A fill is the drug itself on its day. */
function servicesOf({ row, facts }: CurrentClaim) {
  if (facts.drug === null) return facts.services
  return [{ key: facts.drug.key, words: facts.drug.name ?? row.what, on: dayOf({ row }) }]
}
