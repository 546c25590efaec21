// Who may not be billed, and for which months: the protection of Qualified Medicare Beneficiaries (contract claims-data
// 4.2). Saying "you owe nothing" wrongly is the worse mistake, so every doubt leaves the figure as it is.
import { describe, expect, it } from 'vitest'
import type { Claim } from './claim'
import type { Coverage } from './coverage'
import { protectClaim } from './protect'
import { v2Code, v2Url, v3System, v3Url } from './translate/fixtures/build'
import * as three from './translate/fixtures/version-three'
import * as two from './translate/fixtures/version-two'
import { readCoverage } from './translate/from-coverage'
import { readClaim } from './translate/from-explanation-of-benefit'

const today = '2023-11-22'

/** Part A or B of 2023 with these dual codes, January first. */
function monthly(codes: readonly string[], year = '2023'): Coverage {
  const months = codes.map((code, index) => v2Code(`dual_${String(index + 1).padStart(2, '0')}`, code))
  return coverage({ id: 'part-a--1', extension: [{ url: v2Url('rfrnc_yr'), valueDate: year }, ...months] }, 2)
}

function dual(code: string, period: object, status = 'active'): Coverage {
  const extension = [{ url: v3Url('BENE-DUAL-STUS-CD'), valueCoding: { system: v3System('BENE-DUAL-STUS-CD'), code } }]
  return coverage({ id: 'dual-1', status, period, extension }, 3)
}

function coverage(rest: object, version: 2 | 3): Coverage {
  const found = readCoverage({ resourceType: 'Coverage', status: 'active', ...rest }, version, today)
  if (found === null) throw new Error('not a coverage')
  return found
}

function claim(resource: unknown, version: 2 | 3): Claim {
  const found = readClaim(resource, version)
  if (found === null) throw new Error('not a claim')
  return found
}

const on = (start: string, end = start): Claim => claim({ ...two.carrier, billablePeriod: { start, end } }, 2)
const owed = (one: Claim): number | null => (one.owe.kind === 'none' ? null : one.owe.cents)

describe('a Qualified Medicare Beneficiary', () => {
  it.each(['01', '02'])('with status %s owes nothing that month, and the working stays', (code) => {
    const before = on('2023-03-04')
    expect(protectClaim(before, [monthly(['NA', 'NA', code])])).toEqual({ ...before, owe: { ...before.owe, cents: 0, remarks: ['protected'] } })
  })

  it('is protected once: the second time changes nothing', () => {
    const once = protectClaim(on('2023-03-04'), [monthly(['02', '02', '02'])])
    expect(protectClaim(once, [monthly(['02', '02', '02'])])).toBe(once)
  })

  it('is protected over two months when both say so, and from the last month of a year told by another record', () => {
    expect(owed(protectClaim(on('2023-02-20', '2023-03-04'), [monthly(['NA', '02', '01'])]))).toBe(0)
    const newYear = on('2022-12-30', '2023-01-02')
    const last = monthly(Array.from({ length: 12 }, () => '02'), '2022')
    expect(owed(protectClaim(newYear, [last, monthly(['02'])]))).toBe(0)
    expect(owed(protectClaim(newYear, [monthly(['02'])]))).toBe(2000)
  })

  it.each([
    ['status 03, which pays premiums only', [monthly(['03', '03', '03'])]],
    ['a month before', [monthly(['02', '02', 'NA'])]],
    ['a month the record is silent about', [monthly(['02', '02', '**'])]],
    ['another year', [monthly(['02', '02', '02'], '2022')]],
    ['the impossible year 0003', [monthly(['02', '02', '02'], '0003')]],
    ['parts that contradict each other', [monthly(['02', '02', '02']), monthly(['02', '02', 'NA'])]],
    ['no coverage at all', []],
  ])('%s protects nobody', (_, coverages) => {
    const before = on('2023-03-04')
    expect(protectClaim(before, coverages)).toBe(before)
  })

  it('is not protected on a claim without a day, nor over years', () => {
    const undated = { ...on('2023-03-04'), from: null, to: null }
    expect(protectClaim(undated, [monthly(['02', '02', '02'])])).toBe(undated)
    expect(owed(protectClaim(on('1942-01-01', '2023-03-04'), [monthly(['02', '02', '02'])]))).toBe(2000)
  })

  it('is never said to owe nothing for a drug: that was paid at the pharmacy', () => {
    const fill = claim(two.pde, 2)
    expect(protectClaim(fill, [monthly(Array.from({ length: 12 }, () => '02'))])).toBe(fill)
  })

  it('gets no figure where there was none', () => {
    const unknown = claim(three.carrierOf2025, 3)
    expect(protectClaim(unknown, [dual('02', { start: '2020-01-01' })])).toBe(unknown)
  })
})

describe('version 3 tells one status and its period', () => {
  const visit = claim(three.carrier, 3)

  it.each([
    ['from before the claim on', dual('02', { start: '2020-01-23' }), 0],
    ['until after the claim', dual('01', { start: '2020-01-23', end: '2024-03-31' }, 'cancelled'), 0],
    ['from after the claim on', dual('02', { start: '2024-03-05' }), 2000],
    ['over before the claim', dual('02', { start: '2020-01-23', end: '2024-03-03' }), 2000],
    ['over, nobody knows when', dual('02', { start: '2020-01-23' }, 'cancelled'), 2000],
    ['without a beginning', dual('02', {}), 2000],
    ['status 05', dual('05', { start: '2020-01-23' }), 2000],
  ])('%s', (_, record, cents) => {
    expect(owed(protectClaim(visit, [record]))).toBe(cents)
  })
})
