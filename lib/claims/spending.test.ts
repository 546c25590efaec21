// Sums to the cent, and never more than the claims say: unknown is not zero, refused and cancelled claims stay out
// (contract claims-data 4.2, product promises 1 and 2).
import { describe, expect, it } from 'vitest'
import { partBDeductibleCents } from './part-b-deductible'
import { sumSpending } from './spending'
import { currentClaim } from './testing'

const owing = (id: string, cents: number) => currentClaim(id, { figure: 'may-owe', cents }, { billedCents: 10_000, allowedCents: 5_000, medicarePaidCents: 4_000 })
const [year] = sumSpending([owing('a', 1_000), owing('b', 2_001), currentClaim('c', { figure: 'nothing-to-pay' }, { billedCents: 5_000 }), currentClaim('d')])

describe('a year', () => {
  it('sums charged, approved, paid and owed, and says how many claims list each', () => {
    expect(year?.care).toEqual({
      count: 4,
      charged: { cents: 25_000, listed: 3 },
      approved: { cents: 10_000, listed: 2 },
      medicarePaid: { cents: 8_000, listed: 2 },
      mayOwe: { cents: 3_001, listed: 3 },
    })
  })

  it('is the one in which the care ended, newest first, undated last', () => {
    const years = sumSpending([
      currentClaim('none', { from: null, to: null }),
      currentClaim('stay', { from: '2024-12-28', to: '2025-01-03' }),
      currentClaim('open', { from: '2026-01-01', to: null }),
    ])
    expect(years.map(({ year }) => year)).toEqual(['2026', '2025', null])
  })

  it.each(['denied', 'cancelled', 'in-process', 'authorization'] as const)('sums no money of a claim that is %s', (state) => {
    const [year] = sumSpending([currentClaim('x', { state, figure: 'may-owe', cents: 700 }, { billedCents: 9_000, medicarePaidCents: 100, deductibleCents: 50 })])
    expect(year?.care).toMatchObject({ count: 0, charged: { cents: 0 }, medicarePaid: { cents: 0 }, mayOwe: { cents: 0 } })
    expect([year?.kinds, year?.drugs, year?.deductible]).toEqual([[], null, null])
  })

  it('counts refused, cancelled and unfinished claims apart', () => {
    const [year] = sumSpending([
      currentClaim('1', { state: 'denied' }, { billedCents: 9_000 }),
      currentClaim('2', { state: 'denied' }),
      currentClaim('3', { state: 'cancelled' }),
      currentClaim('4', { state: 'in-process' }),
      currentClaim('5', { state: 'adjusted' }, { deniedCents: 1_500 }),
    ])
    expect(year).toMatchObject({ denied: { count: 2, charged: { cents: 9_000, listed: 1 } }, notAllowed: { cents: 1_500, listed: 1 }, cancelled: 1, inProcess: 1 })
  })

  it('keeps drugs out of what may be owed: they are paid', () => {
    const fill = currentClaim('rx', { kind: 'pde', figure: 'paid', cents: 450 }, { billedCents: 2_000, medicarePaidCents: 1_550 })
    const [year] = sumSpending([fill, owing('a', 100)])
    expect(year?.care).toMatchObject({ count: 1, mayOwe: { cents: 100, listed: 1 } })
    expect(year?.drugs).toEqual({ count: 1, cost: { cents: 2_000, listed: 1 }, planPaid: { cents: 1_550, listed: 1 }, paid: { cents: 450, listed: 1 } })
  })

  it('tells the kinds apart, the costly ones first, and they add up to the year', () => {
    const [year] = sumSpending([owing('a', 100), currentClaim('b', { kind: 'inpatient', figure: 'may-owe', cents: 160_000 }), owing('c', 1)])
    expect(year?.kinds.map(({ kind, count, mayOwe }) => [kind, count, mayOwe.cents])).toEqual([['inpatient', 1, 160_000], ['carrier', 2, 101]])
    expect(year?.kinds.reduce((sum, { mayOwe }) => sum + mayOwe.cents, 0)).toBe(year?.care.mayOwe.cents)
  })
})

describe('the Part B deductible', () => {
  it('counts doctors, equipment and outpatient care, not hospital stays', () => {
    const kinds = ['carrier', 'dme', 'outpatient', 'inpatient', 'snf', 'hha'] as const
    const [year] = sumSpending(kinds.map((kind) => currentClaim(kind, { kind }, { deductibleCents: 1_000 })))
    expect(year?.deductible).toEqual({ used: { cents: 3_000, listed: 3 }, count: 3, ofCents: 28_300 })
  })

  it('is set by Medicare for each year, and not guessed for another', () => {
    expect(partBDeductibleCents('2013')).toBe(14_700)
    expect(partBDeductibleCents('2023')).toBe(22_600)
    expect(partBDeductibleCents('2012')).toBeNull()
    const [year] = sumSpending([currentClaim('old', { to: '2009-05-01' }, { deductibleCents: 5 })])
    expect(year?.deductible?.ofCents).toBeNull()
  })
})
