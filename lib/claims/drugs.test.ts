// A person's medicines, told from their fills: each product once, nothing invented where the record is silent.
import { describe, expect, it } from 'vitest'
import type { ClaimRow } from './claim'
import { listCurrentClaims } from './current'
import { listDrugs, standingOfNextFill, sumDrugCosts } from './drugs'
import type { ClaimFacts, DrugFact, ListedClaim } from './facts'

const silent: ClaimFacts = {
  event: null, processedOn: null, billedCents: null, allowedCents: null, medicarePaidCents: null, deductibleCents: null, deniedCents: null,
  denied: null, providers: [], conditions: [], services: [], drug: null,
}
const inventol: DrugFact = {
  key: '99999001230', name: 'Inventol 10 mg', quantity: 30, unit: null, daysSupply: 30, fill: 0, compound: false, pharmacy: 'Corner Drugs', prescriber: null, phase: null,
}
let made = 0
const fill = (on: string | null, drug: Partial<DrugFact> = {}, row: Partial<ClaimRow> = {}, more: Partial<ClaimFacts> = {}): ListedClaim => ({
  row: { id: `fill-${++made}`, kind: 'pde', state: 'paid', from: on, to: on, who: null, what: 'Prescription', figure: 'paid', cents: 1_000, ...row },
  facts: { ...silent, drug: { ...inventol, ...drug }, ...more },
})
const drugsOf = (...claims: readonly ListedClaim[]) => listDrugs(listCurrentClaims(claims))

describe('a drug', () => {
  it('is listed once for all fills of a product, whatever the package size, and says what its newest fill says', () => {
    const [drug, ...others] = drugsOf(
      fill('2025-12-01', { key: '99999001290', daysSupply: 90, prescriber: 'Dr. Ana Reyes' }),
      fill('2026-03-02', { name: null, pharmacy: 'Mail Drugs' }),
    )
    expect(others).toEqual([])
    expect(drug).toMatchObject({
      name: 'Inventol 10 mg', code: '99999-0012-30', lastFill: '2026-03-02', daysSupply: 30, nextFill: '2026-04-01', pharmacy: 'Mail Drugs', prescriber: 'Dr. Ana Reyes',
      fills: [{ on: '2026-03-02' }, { on: '2025-12-01' }],
    })
  })

  it('of another strength, and one mixed by the pharmacy, are drugs of their own', () => {
    expect(drugsOf(fill('2026-01-01'), fill('2026-01-02', { key: '99999001330' }), fill('2026-01-03', { compound: true })).map(({ key }) => key)).toEqual(['mixed 99999-0012', '99999-0013', '99999-0012'])
  })

  it('most recently filled comes first, one without any date last', () => {
    const drugs = drugsOf(fill(null, { key: 'undated' }), fill('2026-01-01', { key: 'older' }), fill('2026-02-01', { key: 'newer' }))
    expect(drugs.map(({ key }) => key)).toEqual(['newer', 'older', 'undated'])
  })

  it('that was cancelled, denied or only asked for was not filled', () => {
    expect(drugsOf(fill('2026-01-01', {}, { state: 'cancelled' }), fill('2026-01-01', {}, { state: 'denied' }), fill('2026-01-01', {}, { state: 'authorization' }))).toEqual([])
  })

  it('counts a fill of several versions once, by the latest', () => {
    const versions = [fill('2026-01-01', {}, { cents: 900 }, { event: 'A', processedOn: '2026-01-02' }), fill('2026-01-01', {}, { cents: 700, state: 'adjusted' }, { event: 'A', processedOn: '2026-02-02' })]
    expect(drugsOf(...versions)).toMatchObject([{ total: { cents: 700, fills: 1, withoutAmount: 0 } }])
  })

  it.each([
    ['the days’ supply is not listed', '2026-01-01', { daysSupply: null }],
    ['the days’ supply is nought', '2026-01-01', { daysSupply: 0 }],
    ['the fill has no date', null, {}],
    ['nobody knows which drug it is', '2026-01-01', { key: '', name: null }],
  ] as const)('says no next fill when %s', (_why, on, drug) => {
    expect(drugsOf(fill(on, drug))).toMatchObject([{ nextFill: null }])
  })

  it('without a name keeps its code, and one without either is still listed', () => {
    expect(drugsOf(fill('2026-01-02', { name: null }), fill('2026-01-01', { key: '', name: null }))).toMatchObject([{ name: null, code: '99999-0012-30' }, { name: null, code: null }])
  })
})

describe('the cost of a drug', () => {
  it('is summed per year and in all, and names the fills without an amount: unknown is not zero', () => {
    const [drug] = drugsOf(
      fill('2026-02-01', {}, { cents: 1_265 }), fill('2026-01-01', {}, { cents: 35 }), fill('2025-12-01', {}, { figure: 'not-reported', cents: null }), fill(null, {}, { cents: 100 }),
    )
    expect(drug?.years).toEqual([{ year: '2026', cents: 1_300, fills: 2, withoutAmount: 0 }, { year: '2025', cents: null, fills: 1, withoutAmount: 1 }])
    expect(drug?.total).toEqual({ cents: 1_400, fills: 4, withoutAmount: 1 })
  })

  it('of nothing is known as nothing: a fill that cost $0.00 is a listed amount', () => {
    expect(drugsOf(fill('2026-01-01', {}, { cents: 0 }))[0]?.total).toEqual({ cents: 0, fills: 1, withoutAmount: 0 })
  })

  it('of all drugs together is the sum of their years', () => {
    const drugs = drugsOf(fill('2026-02-01', {}, { cents: 10 }), fill('2026-02-01', { key: 'other' }, { cents: 5 }), fill('2025-02-01', {}, { cents: 7 }))
    expect(sumDrugCosts(drugs, '2026')).toEqual({ cents: 15, fills: 2, withoutAmount: 0 })
    expect(sumDrugCosts(drugs)).toEqual({ cents: 22, fills: 3, withoutAmount: 0 })
    expect(sumDrugCosts(drugs, '2024')).toEqual({ cents: null, fills: 0, withoutAmount: 0 })
  })
})

it.each([
  ['2026-03-04', 'expected'],
  ['2026-03-03', 'past'],
  ['2026-01-18', 'past'],
  ['2026-01-17', 'long-past'],
  ['2019-05-01', 'long-past'],
] as const)('on March 4, 2026 a next fill of %s is %s', (nextFill, standing) => {
  expect(standingOfNextFill(nextFill, '2026-03-04')).toBe(standing)
})
