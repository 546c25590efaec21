// What claims come to, in whole cents: each once, cancelled ones never, denied ones apart (contract claims-data 4.2).
import { describe, expect, it } from 'vitest'
import { listCurrentClaims } from './current'
import type { ClaimFacts, ListedClaim } from './facts'
import type { ClaimRow } from './claim'
import { currentClaim } from './testing'
import { totalClaims } from './totals'

let made = 0
const claim = (row: Partial<ClaimRow>, facts: Partial<ClaimFacts> = {}): ListedClaim => currentClaim(`${++made}`, row, facts)
const owed = (cents: number, row: Partial<ClaimRow> = {}, more: Partial<ClaimFacts> = {}) => claim({ figure: 'may-owe', cents, ...row }, more)
const total = (...claims: readonly ListedClaim[]) => totalClaims(listCurrentClaims(claims))

describe('the totals', () => {
  it('keep what may be owed apart from what was paid for drugs', () => {
    expect(total(owed(1_010), owed(20), claim({ figure: 'paid', cents: 500 }), claim({ figure: 'nothing-to-pay' }))).toMatchObject({ count: 4, mayOweCents: 1_030, paidForDrugsCents: 500, withoutAmount: 0 })
  })

  it('sum finished claims only: denied, cancelled and undecided ones are counted apart', () => {
    const apart = [owed(100, { state: 'denied' }), owed(100, { state: 'cancelled' }), owed(100, { state: 'in-process' }), owed(100, { state: 'authorization' })]
    expect(total(owed(7), ...apart)).toMatchObject({ mayOweCents: 7, denied: 1, cancelled: 1, inProcess: 2 })
  })

  it('name how many claims they leave out: unknown is not zero', () => {
    expect(total(claim({ figure: 'not-reported' }), claim({ figure: 'nothing-listed' }), claim({ figure: 'managed-care' }), claim({ figure: 'unclear' })).withoutAmount).toBe(4)
  })
})

describe('of all versions of one claim', () => {
  const first = owed(424, { state: 'cancelled' }, { event: 'A', processedOn: '2026-04-01' })
  const second = owed(300, { state: 'adjusted' }, { event: 'A', processedOn: '2026-05-01' })

  it('only the latest counts, whatever order they came in', () => {
    expect(total(first, second).mayOweCents).toBe(300)
    expect(total(second, first).mayOweCents).toBe(300)
  })

  it('the earlier ones stand behind it, newest first', () => {
    const third = owed(250, { state: 'cancelled' }, { event: 'A', processedOn: '2026-06-01' })
    const [latest, ...others] = listCurrentClaims([second, third, first])
    expect(others).toEqual([])
    expect([latest?.row.cents, latest?.earlier.map(({ row }) => row.cents)]).toEqual([250, [300, 424]])
  })

  it('of one day, the one that says it changed the other is the later', () => {
    const same = { event: 'B', processedOn: '2026-04-01' }
    expect(total(owed(5, {}, same), owed(3, { state: 'adjusted' }, same)).mayOweCents).toBe(3)
  })

  it('claims without a number, or of another kind, are never taken for versions of each other', () => {
    expect(total(owed(1), owed(1), owed(1, {}, { event: 'C' }), owed(1, { kind: 'dme' }, { event: 'C' })).mayOweCents).toBe(4)
  })
})
