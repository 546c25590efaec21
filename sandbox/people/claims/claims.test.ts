// What is promised of every generated claim: it depends on its number alone, its dates stand in the window, its money
// adds up where it should, and what is left out is left out as often as announced (claims-data.md 5.3 to 5.6).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openHistory } from '@/sandbox/people/history'
import type { History } from '@/sandbox/people/history'
import { DAY_MS, WEEK_MS, isoDay, lastLoad } from '@/sandbox/people/numbers/calendar'
import { KINDS } from '@/sandbox/people/numbers/kinds'
import { PEOPLE } from '@/sandbox/people/numbers/ids'
import { claimsOf, truthOf } from '@/sandbox/people/truth'
import type { Claim } from './claim'
import { drawClaim } from './draw-claim'
import { afterCut, sumOf } from './money'
import { doctorAt, organizationAt } from './providers'
import { listedClaims, sketchOf } from './sketch'

const loadedMs = lastLoad(Date.parse('2026-11-22T00:00:00Z'))
const when = { loadedMs, nowMs: loadedMs }

/** A thousand people, evenly from all thirty thousand. */
const thousand: readonly History[] = Array.from({ length: 1_000 }, (_, index) => openHistory(index * 30 + 3, when))
const claims: readonly Claim[] = thousand.flatMap(history =>
  Array.from({ length: Math.min(40, history.held) }, (_, slot) => drawClaim(history, slot)),
)
const consistent = claims.filter(claim => claim.look === 'consistent' && claim.money.toProvider >= 0)
const ofKind = (...kinds: readonly Claim['kind'][]) => consistent.filter(claim => kinds.includes(claim.kind))
const named = (faulty: readonly Claim[]) => faulty.map(claim => `${claim.kind} ${claim.n}/${claim.slot}`)
const realLines = (claim: Claim) => claim.lines.filter(line => line.revenue?.code !== '0001')

describe('a claim', () => {
  it('is the same whenever and in whatever order it is made', () => {
    fc.assert(
      fc.property(fc.nat(PEOPLE - 1), fc.nat(4_000), (n, seed) => {
        const history = openHistory(n, when)
        if (history.held === 0) return
        const slot = seed % history.held
        drawClaim(history, (slot + 1) % history.held)
        expect(drawClaim(history, slot)).toEqual(drawClaim(openHistory(n, when), slot))
      }),
      { numRuns: 200 },
    )
  })

  it('has the dates of its sketch, within the window of its person', () => {
    const [last, loaded] = [isoDay(loadedMs / DAY_MS - 7), isoDay(loadedMs / DAY_MS)]
    const inWindow = (it: Claim) => it.startOn >= '2014-01-01' && it.startOn <= it.endOn && it.endOn <= last
    const inTime = (it: Claim) => it.processedOn >= it.endOn && it.processedOn <= loaded && it.updatedMs < loadedMs
    expect(named(claims.filter(claim => !inWindow(claim) || !inTime(claim)))).toEqual([])
  })

  it('never begins before one of lower rank', () => {
    for (const history of thousand.slice(0, 100)) {
      const inTime = Array.from({ length: history.held }, (_, rank) =>
        sketchOf(history, history.order.slotAtRank(rank)),
      )
      const days = inTime.filter(it => it.corrects === null && it.kind !== 'hospice').map(it => it.startDay)
      expect(days).toEqual([...days].sort((a, b) => a - b))
    }
  })

  it('of every kind exists, in about the numbers of the quantiles', () => {
    for (const kind of KINDS) expect(claims.filter(claim => claim.kind === kind).length).toBeGreaterThan(0)
  })

  it('has diagnoses with one principal first, but for drugs', () => {
    const hasPrincipal = (claim: Claim) => claim.diagnoses.some(it => it.role === 'principal')
    expect(named(claims.filter(claim => hasPrincipal(claim) === (claim.kind === 'pde')))).toEqual([])
  })

  it('has a line for each diagnosis it points to', () => {
    const dangles = (claim: Claim) => claim.lines.some(line => (line.diagnosis ?? 1) > claim.diagnoses.length)
    expect(named(claims.filter(claim => claim.diagnoses.length > 0 && dangles(claim)))).toEqual([])
  })
})

describe('money', () => {
  it.each([
    ['2013-03-31', 10_000],
    ['2013-04-01', 9_800],
    ['2020-05-01', 10_000],
    ['2022-03-31', 10_000],
    ['2022-04-01', 9_900],
    ['2022-06-30', 9_900],
    ['2022-07-01', 9_800],
    ['2026-01-01', 9_800],
  ])('paid on %s is cut to %i of 10,000', (day, expected) => {
    expect(afterCut(10_000, Date.parse(day) / DAY_MS)).toBe(expected)
  })

  it('of doctors and equipment adds up on each line to the cent', () => {
    const fits = ({ money }: Claim['lines'][number]) => {
      const share = money.allowed - money.deductible - money.coinsurance - money.primaryPaid
      const paid = [share, Math.round(share * 0.98), Math.round(share * 0.99)].includes(money.paid)
      return paid && money.allowed + money.notCovered <= money.billed
    }
    const sums = (claim: Claim) =>
      claim.money.paid === sumOf(claim.lines, line => line.money.paid) &&
      claim.money.billed === sumOf(claim.lines, line => line.money.billed)
    expect(named(ofKind('carrier', 'dme').filter(claim => !claim.lines.every(fits) || !sums(claim)))).toEqual([])
  })

  it('of an institution is repeated by its last line, the total', () => {
    const repeats = (claim: Claim) => {
      const last = claim.lines.at(-1)
      const sum = sumOf(realLines(claim), line => line.money.billed)
      return last?.revenue?.code === '0001' && last.money.billed === sum && claim.money.billed === sum
    }
    const all = ofKind('outpatient', 'inpatient', 'snf', 'hha', 'hospice')
    expect(named(all.filter(claim => !repeats(claim)))).toEqual([])
  })

  it('of a drug is shared out without rest', () => {
    const fits = ({ fill }: Claim) => {
      if (fill === null) return false
      const { cost, patient, plan, subsidy, otherTroop, otherPayer, below, above } = fill.money
      const none = Math.min(cost, patient, plan, subsidy, otherTroop, otherPayer, below, above) >= 0
      return none && patient + plan + subsidy + otherTroop + otherPayer === cost && below + above === cost
    }
    expect(named(ofKind('pde').filter(claim => !fits(claim)))).toEqual([])
  })

  it('never takes more than the deductible of the year', () => {
    for (const history of thousand.slice(0, 100)) {
      const byYear = new Map<string, number>()
      for (let slot = 0; slot < history.held; slot += 1) {
        const claim = drawClaim(history, slot)
        if (!['carrier', 'dme', 'outpatient'].includes(claim.kind) || claim.look !== 'consistent') continue
        const year = claim.startOn.slice(0, 4)
        byYear.set(year, (byYear.get(year) ?? 0) + claim.money.deductible)
      }
      // The largest Part B deductible there has been.
      expect(Math.max(0, ...byYear.values())).toBeLessThanOrEqual(28_300)
    }
  })

  it('of home health and hospice owes nothing', () => {
    for (const claim of ofKind('hha', 'hospice')) expect(claim.money.deductible + claim.money.coinsurance).toBe(0)
  })
})

describe('deliberate gaps', () => {
  const share = (among: readonly Claim[], gap: (claim: Claim) => boolean) =>
    (100 * among.filter(gap).length) / among.length
  const professional = claims.filter(claim => claim.kind === 'carrier' || claim.kind === 'dme')
  const withLines = claims.filter(claim => claim.kind !== 'pde' && claim.lines.some(line => line.on !== null))
  const partB = claims.filter(claim => ['carrier', 'dme', 'outpatient'].includes(claim.kind))
  const outside = (claim: Claim) => claim.lines.some(line => line.on !== null && line.on.start < claim.startOn)

  it.each([
    [
      'no provider on doctors’ claims in version 2',
      10,
      claims.filter(it => it.kind === 'carrier'),
      (it: Claim) => it.gaps.noProviderV2,
    ],
    ['no provider in version 3', 5, claims, (it: Claim) => it.gaps.noProviderV3],
    [
      'two principal diagnoses',
      8,
      claims.filter(it => it.kind !== 'pde'),
      (it: Claim) => it.diagnoses.filter(d => d.role === 'principal').length > 1,
    ],
    ['a line date outside the period', 3, withLines, outside],
    ['void or negative', 2, claims, (it: Claim) => it.state === 'void' || it.money.toProvider < 0],
    ['a denied line', 4, partB, (it: Claim) => it.lines.some(line => line.denied)],
    ['not assigned', 3, professional, (it: Claim) => !it.assigned],
    ['managed care', 2, claims.filter(it => it.stay !== null), (it: Claim) => it.managedCare],
    [
      'a corrected fill beside its original',
      2,
      claims.filter(it => it.kind === 'pde'),
      (it: Claim) => it.state === 'corrected',
    ],
    ['a drug without a name', 25, claims.filter(it => it.kind === 'pde'), (it: Claim) => it.fill?.name === null],
    ['amounts that do not add up', 5, claims, (it: Claim) => it.look !== 'consistent'],
  ] as const)('%s: %i of a hundred', (_, expected, among, gap) => {
    expect(Math.abs(share(among, gap) - expected)).toBeLessThanOrEqual(3)
  })

  it('thirty lines in a hundred of clinics name no product, never the first', () => {
    const clinics = claims.filter(claim => claim.kind === 'outpatient')
    const lines = clinics.flatMap(realLines)
    expect(
      Math.abs((100 * lines.filter(line => line.service === null).length) / lines.length - 30),
    ).toBeLessThanOrEqual(3)
    expect(clinics.every(claim => claim.lines[0]?.service !== null)).toBe(true)
  })

  it('eight diagnoses in a hundred have no words', () => {
    const all = claims.flatMap(claim => claim.diagnoses)
    expect(Math.abs((100 * all.filter(it => it.text === null).length) / all.length - 8)).toBeLessThanOrEqual(3)
  })
})

describe('people with a purpose', () => {
  it('29994 has one stay of 450 lines', () => {
    const history = openHistory(29_994, when)
    const stays = Array.from({ length: history.held }, (_, slot) => drawClaim(history, slot)).filter(
      it => it.kind === 'inpatient',
    )
    expect(stays.map(it => it.lines.length)).toEqual([450])
  })

  it('29997 has every trap', () => {
    const history = openHistory(29_997, when)
    const all = Array.from({ length: history.held }, (_, slot) => drawClaim(history, slot))
    expect(history.person.diedOn !== null && history.person.diedOn < history.person.bornOn).toBe(true)
    expect(all.some(it => it.state === 'void')).toBe(true)
    expect(all.some(it => it.look === 'rounded') && all.some(it => it.look === 'mirrored')).toBe(true)
    expect(all.some(it => it.diagnoses.some(d => d.code === null))).toBe(true)
    expect(all.some(it => it.lines.some(line => line.denied))).toBe(true)
    expect(all.some(it => it.managedCare)).toBe(true)
    expect(all.filter(it => it.lines.length > 0).every(it => it.lines[0]?.sequence === 6)).toBe(true)
  })

  it('29987 has claims of treatment for substance use', () => {
    const truths = Array.from({ length: claimsOf(29_987, when) }, (_, slot) => truthOf(29_987, slot, when))
    const marked = truths.filter(it => it.substanceUse).length
    expect(marked).toBeGreaterThan(3)
    expect(marked).toBeLessThan(truths.length)
  })

  it('00007 gets a claim every week, and keeps all it had', () => {
    const later = openHistory(7, { loadedMs, nowMs: loadedMs + 3 * WEEK_MS })
    const before = openHistory(7, when)
    expect([listedClaims(before), listedClaims(later)]).toEqual([31, 34])
    for (let slot = 0; slot < 31; slot += 1) expect(drawClaim(later, slot)).toEqual(drawClaim(before, slot))
  })

  it.each([0, 12, 374, 8_158, 29_993])('%i never gets more than was promised', n => {
    expect(claimsOf(n, { loadedMs, nowMs: loadedMs + 400 * WEEK_MS })).toBe(claimsOf(n, when))
  })
})

describe('providers', () => {
  /** The check that every issued number passes (prefix 80840, ISO 7812). */
  function passes(npi: string): boolean {
    const sum = [...`80840${npi}`].reverse().reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
      return total + (value > 9 ? value - 9 : value)
    }, 0)
    return sum % 10 === 0
  }

  it('have ten digits that no real number can have', () => {
    // A number of the standard's own examples, to show that the check is right.
    expect(passes('1234567893')).toBe(true)
    const numbers = Array.from({ length: 5_000 }, (_, index) => [
      doctorAt(index).npi,
      organizationAt('hospital', index).npi,
    ]).flat()
    expect(numbers.every(npi => /^9\d{9}$/.test(npi))).toBe(true)
    expect(numbers.filter(passes)).toEqual([])
  })

  it('are the same person under the same number', () => {
    expect(doctorAt(17)).toEqual(doctorAt(5_017))
    expect(new Set(Array.from({ length: 5_000 }, (_, index) => doctorAt(index).npi)).size).toBe(5_000)
  })
})
