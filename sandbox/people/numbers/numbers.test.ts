// The arithmetic that everything else stands on: the published test vectors, and that every step can be walked back.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastLoad } from './calendar'
import { countsOf } from './counts'
import { createStream, hash } from './hash'
import {
  MOST_LATE_CLAIMS,
  PEOPLE,
  lateAnchor,
  medicareNumber,
  olderMedicareNumber,
  slotOfV2,
  slotOfV3,
  v2ClaimNumber,
  v2PatientId,
  v3ClaimNumber,
  v3NewerPatientId,
  v3OlderPatientId,
  v3Owner,
  v3PatientId,
} from './ids'
import { KINDS, NO_CLAIMS, totalOf } from './kinds'
import type { Counts } from './kinds'
import { orderOf, permutationOf } from './order'

/** A row as claims-data.md 5.8 prints it: carrier dme hha hospice inpatient outpatient pde snf. */
function row(text: string): Counts {
  const numbers = text.split(' ').map(Number)
  return KINDS.reduce((counts, kind, index) => ({ ...counts, [kind]: numbers[index] ?? 0 }), NO_CLAIMS)
}

describe('the mixing function', () => {
  it.each([
    [0, 0, 0, 1_680_814_304],
    [1, 1, 0, 2_939_001_401],
    [5, 6, 7, 4_128_699_320],
  ])('H(%i, %i, %i) is %i', (a, b, c, expected) => {
    expect(hash(a, b, c)).toBe(expected)
  })

  it('gives the same draws for the same seed, and all within their bounds', () => {
    const draws = (seed: number) => {
      const draw = createStream(seed)
      return Array.from({ length: 50 }, () => draw.between(3, 9))
    }
    expect(draws(42)).toEqual(draws(42))
    expect(draws(42)).not.toEqual(draws(43))
    expect(Math.min(...draws(7))).toBeGreaterThanOrEqual(3)
    expect(Math.max(...draws(7))).toBeLessThanOrEqual(9)
  })
})

describe('the order of claims', () => {
  it.each([
    [0, '14 0 0 0 0 38 0 0', '21 17 21 4', 'outpatient@17 outpatient@38 outpatient@7'],
    [1, '50 3 0 0 0 2 13 0', '29 40 31 18', 'carrier@40 carrier@1 pde@30'],
    [2, '16 8 0 0 0 10 13 1', '19 2 19 7', 'pde@2 dme@21 snf@40'],
    [123, '37 0 0 0 0 6 3 0', '21 41 21 15', 'carrier@41 carrier@16 carrier@37'],
    [10_000, '33 0 0 0 0 42 67 0', '69 60 63 8', 'pde@60 outpatient@129 pde@56'],
    [10_001, '20 6 0 0 0 5 0 1', '17 6 17 1', 'carrier@6 carrier@23 carrier@8'],
    [15_000, '24 0 0 0 0 0 0 0', '11 10 11 23', 'carrier@10 carrier@21 carrier@8'],
    [20_000, '29 9 0 1 0 225 53 0', '125 13 137 120', 'pde@13 carrier@138 carrier@263'],
    [29_998, '46 0 0 0 0 2 0 0', '23 2 23 28', 'carrier@2 carrier@25 carrier@0'],
    [29_999, '46 0 0 0 0 40 60 0', '61 4 69 8', 'pde@4 pde@65 pde@126'],
  ])('of person %i with %s claims is the published one', (n, counts, permutation, first) => {
    const order = orderOf(n, row(counts))
    const { m1, k1, m2, k2 } = permutationOf(n, order.total)
    expect(`${m1} ${k1} ${m2} ${k2}`).toBe(permutation)
    const slots = [0, 1, 2].map(slot => `${order.kindAt(slot).kind}@${order.rankOf(slot)}`)
    expect(slots.join(' ')).toBe(first)
  })

  it('can be walked both ways for everybody', () => {
    fc.assert(
      fc.property(fc.nat(PEOPLE - 1), n => {
        const order = orderOf(n, countsOf(n))
        for (let slot = 0; slot < order.total; slot += 1) {
          const { kind, index } = order.kindAt(slot)
          expect(order.slotOf(kind, index)).toBe(slot)
          expect(order.slotAtRank(order.rankOf(slot))).toBe(slot)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('ids', () => {
  it.each([
    [0, '-19990000000001', '-100000000', '1S00EA0AA00'],
    [1, '-19990000000002', '-127644437', '1S00EE2MW09'],
    [10_000, '-20000000000001', '-244370000', null],
    [20_000, '-20140000000001', '-388740000', null],
    [29_999, '-20140000010000', '-505465563', null],
  ])('of person %i are the published ones', (n, v2, v3, medicare) => {
    expect([v2PatientId(n), v3PatientId(n)]).toEqual([v2, v3])
    if (medicare !== null) expect(medicareNumber(n)).toBe(medicare)
  })

  it('name one person each', () => {
    const all = Array.from({ length: PEOPLE }, (_, n) => n)
    expect(new Set(all.map(v2PatientId)).size).toBe(PEOPLE)
    expect(new Set(all.flatMap(n => [v3PatientId(n), v3OlderPatientId(n), v3NewerPatientId(n)])).size).toBe(3 * PEOPLE)
    expect(new Set(all.flatMap(n => [medicareNumber(n), olderMedicareNumber(n)])).size).toBe(2 * PEOPLE)
  })

  it('of claims lead back to their slot, and to nobody else', () => {
    const slots = fc.tuple(fc.nat(PEOPLE - 1), fc.nat(4_000), fc.integer({ min: 1, max: 4_000 }))
    fc.assert(
      fc.property(slots, ([n, slot, held]) => {
        const known = slot < held + MOST_LATE_CLAIMS
        expect(slotOfV2(v2ClaimNumber(n, slot, held), n, held)).toBe(known ? slot : null)
        expect(slotOfV3(v3ClaimNumber(n, slot), n)).toBe(slot)
        expect(v3Owner(v3ClaimNumber(n, slot))).toEqual({ n, slot })
        const other = (n + 1) % PEOPLE
        expect(slotOfV2(v2ClaimNumber(n, slot, held), other, held)).toBeNull()
        expect(slotOfV3(v3ClaimNumber(n, slot), other)).toBeNull()
      }),
    )
  })

  it('of late claims stand, as text, right behind the claim whose number they extend', () => {
    fc.assert(
      fc.property(fc.nat(PEOPLE - 1), fc.integer({ min: 2, max: 300 }), fc.nat(20), (n, held, late) => {
        const number = v2ClaimNumber(n, held + late, held)
        const anchor = lateAnchor(n, late, held)
        expect(number > v2ClaimNumber(n, anchor, held)).toBe(true)
        if (anchor + 1 < held) expect(number < v2ClaimNumber(n, anchor + 1, held)).toBe(true)
      }),
    )
  })

  it.each(['', '-', 'abc', '-1', '--10000930000000', '10000930000000', '-1000093000000', '-10000930000000000'])(
    'refuse %j as a claim number',
    text => {
      expect(slotOfV2(text, 0, 52)).toBeNull()
      expect(slotOfV3(text, 0)).toBeNull()
    },
  )
})

describe('how many claims people have', () => {
  it('follows the published quantiles', () => {
    const totals = Array.from({ length: PEOPLE }, (_, n) => totalOf(countsOf(n))).sort((a, b) => a - b)
    const at = (share: number) => totals[Math.floor(share * PEOPLE)] ?? NaN
    expect(at(0.5)).toBeGreaterThan(60)
    expect(at(0.5)).toBeLessThan(80)
    expect(at(0.9)).toBeGreaterThan(240)
    expect(at(0.9)).toBeLessThan(330)
    // Nobody has more than there are numbers for.
    expect(totals.at(-1)).toBe(4_000)
  })

  it.each([
    ['no claims', [3, 13, 15, 20, 9_001, 9_005, 29_990], 0],
    ['one', [732, 754, 29_991], 1],
    ['ten', [5, 218], 10],
    ['eleven', [28, 48], 11],
    ['forty-nine', [130], 49],
    ['fifty', [98], 50],
    ['fifty-one', [82], 51],
    ['fifty-two', [0], 52],
    ['a hundred', [1_351], 100],
    ['a hundred and one', [136], 101],
    ['497', [12], 497],
    ['500', [1_243], 500],
    ['2,919', [374], 2_919],
    ['4,000', [29_993], 4_000],
  ])('promises %s', (_, people, count) => {
    expect(people.map(n => totalOf(countsOf(n)))).toEqual(people.map(() => count))
  })

  it.each([8_158, 7_199, 10_000, 29_993, 29_997])('gives person %i all eight kinds', n => {
    const counts = countsOf(n)
    expect(KINDS.filter(kind => counts[kind] === 0)).toEqual([])
  })
})

describe('the loading of the claims', () => {
  it.each([
    ['2026-11-22T05:00:00Z', '2026-11-16T00:00:00.000Z'],
    ['2026-11-16T00:00:00Z', '2026-11-16T00:00:00.000Z'],
    ['2026-11-15T23:59:59Z', '2026-11-09T00:00:00.000Z'],
  ])('is the Monday on or before %s', (now, monday) => {
    expect(new Date(lastLoad(Date.parse(now))).toISOString()).toBe(monday)
  })
})
