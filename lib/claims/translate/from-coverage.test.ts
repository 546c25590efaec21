import { describe, expect, it } from 'vitest'
import { v2Code, v2Url, v3System, v3Url } from './fixtures/build'
import { listRecorded, recordedOf, skippedWithoutRecordings } from './fixtures/recorded'
import { readCoverage } from './from-coverage'

const today = '2026-11-22'
const planClass = (value: string) => [{ type: { coding: [{ code: 'plan' }] }, value }]
const months = (name: string, codes: readonly string[]) => codes.map((code, index) => v2Code(`${name}${String(index + 1).padStart(2, '0')}`, code))
const year = (valueDate: string) => ({ url: v2Url('rfrnc_yr'), valueDate })
const v2 = (part: string, rest: object) => ({ resourceType: 'Coverage', id: `part-${part.toLowerCase()}--1`, status: 'active', subscriberId: '1S00EU7JH47', class: planClass(`Part ${part}`), ...rest })
const v3 = (part: string, rest: object) => ({ resourceType: 'Coverage', id: `part-${part.toLowerCase()}-1`, status: 'active', class: planClass(`Part ${part}`), ...rest })

describe('version 2', () => {
  it('reads why somebody is entitled, what the state pays, and the Medicare number', () => {
    const record = v2('A', { period: { start: '2014-02-06' }, extension: [v2Code('crec', '1'), v2Code('ms_cd', '20'), year('2026'), ...months('dual_', ['02', '02', '**']), ...months('buyin', ['C', 'C'])] })
    expect(readCoverage(record, 2, today)).toMatchObject({ part: 'A', standing: 'active', from: '2014-02-06', medicareNumber: '1S00EU7JH47', entitlementReason: '1', medicareStatus: '20', dual: '02', stateBuyIn: 'yes' })
  })

  it.each([
    ['a plan in the latest month is active', ['N', 'H1234'], 'active', 'H1234'],
    ['a plan left this year has ended', ['H1234', 'N'], 'ended', null],
    ['no plan at all is none', ['N', 'N'], 'never', null],
    ['nothing said is none', [], 'never', null],
    ['a code that is no contract is unknown', ['C', 'C'], 'unknown', null],
    ['silent last months are passed over', ['H1234', '**'], 'active', 'H1234'],
  ])('Part C: %s, though the status always says active', (_, codes, standing, contract) => {
    const record = v2('C', { extension: [year('2026'), ...months('ptc_cntrct_id_', codes), ...months('ptc_pbp_id_', ['803'])] })
    expect(readCoverage(record, 2, today)).toMatchObject({ standing, contract, plan: '803' })
  })

  it('Part D held in an earlier year only has ended', () => {
    const record = v2('D', { extension: [year('2026'), ...months('ptdcntrct', ['N']), { url: v2Url('ptdcntrct03/2019-3'), valueCoding: { code: 'S0001' } }] })
    expect(readCoverage(record, 2, today)).toMatchObject({ standing: 'ended' })
  })

  it('a plan in this very month is not over, though its period ends the day Medicare last looked', () => {
    const record = v2('D', { period: { start: '2026-01-01', end: '2026-11-20' }, extension: [year('2026'), ...months('ptdcntrct', Array.from({ length: 11 }, () => 'S0001'))] })
    expect(readCoverage(record, 2, today)).toMatchObject({ standing: 'active' })
    expect(readCoverage(record, 2, '2027-01-05')).toMatchObject({ standing: 'ended' })
  })

  it('keeps what each month said of help with costs, silent months left out, and none without a year', () => {
    const record = (rest: readonly object[]) => v2('B', { extension: [...rest, ...months('dual_', ['02', 'NA', '**', '01'])] })
    expect(readCoverage(record([year('2026')]), 2, today)?.dualMonths).toEqual({ '2026-01': '02', '2026-02': 'NA', '2026-04': '01' })
    expect(readCoverage(record([year('2026')]), 2, '2026-02-10')?.dualMonths).toEqual({ '2026-01': '02', '2026-02': 'NA' })
    expect(readCoverage(record([]), 2, today)?.dualMonths).toEqual({})
  })

  it('months after today do not count', () => {
    const record = v2('C', { extension: [year('2026'), ...months('ptc_cntrct_id_', [...Array.from({ length: 11 }, () => 'N'), 'H1234'])] })
    expect(readCoverage(record, 2, '2026-11-22')).toMatchObject({ standing: 'never' })
    expect(readCoverage(record, 2, '2026-12-01')).toMatchObject({ standing: 'active' })
  })
})

describe('version 3', () => {
  it('asks for the Medicare number by its system, never the drug card number', () => {
    const identifier = [{ type: { coding: [{ code: 'MB' }] }, value: 'DRUGCARD1' }]
    expect(readCoverage(v3('D', { identifier, subscriberId: '1S00EU8DG31', period: { start: '2020-01-01' } }), 3, today)?.medicareNumber).toBe('1S00EU8DG31')
    const mbi = [...identifier, { system: 'http://hl7.org/fhir/sid/us-mbi', value: '1S00EU8DG32' }]
    expect(readCoverage(v3('A', { identifier: mbi, subscriberId: 'other' }), 3, today)?.medicareNumber).toBe('1S00EU8DG32')
  })

  it('reads plan, help with costs, drug card, insurer and the state that helps', () => {
    const coded = (name: string, code: string) => ({ url: v3Url(name), valueCoding: { system: v3System(name), code } })
    const record = v3('D', {
      period: { start: '2020-01-01', end: '2099-12-31' },
      class: [...planClass('Part D'), { type: { coding: [{ code: 'rxbin' }] }, value: '004336' }],
      contained: [{ resourceType: 'Organization', name: 'A Drug Plan', contact: [{ telecom: [{ system: 'phone', value: '1-800-555-0100' }] }] }],
      extension: [{ url: v3Url('BENE-CNTRCT-NUM'), valueString: 'S0001' }, { url: v3Url('BENE-PBP-NUM'), valueString: '001' }, coded('BENE-CVRG-TYPE-CD', '11'), coded('BENE-LIS-COPMT-LVL-CD', '2')],
    })
    expect(readCoverage(record, 3, today)).toMatchObject({
      standing: 'active', to: null, contract: 'S0001', plan: '001', planKind: '11', lowIncome: '2', insurer: 'A Drug Plan', insurerPhone: '1-800-555-0100', drugCard: { bin: '004336', pcn: null },
    })
  })

  it.each([
    ['an empty shell was never held', { status: undefined, class: undefined }, 'never'],
    ['a start in 2030 is not yet', { period: { start: '2030-01-01' } }, 'future'],
    ['an end in the past has ended', { period: { start: '2000-01-01', end: '2026-11-21' } }, 'ended'],
    ['the last day still counts', { period: { start: '2000-01-01', end: '2026-11-22' } }, 'active'],
    ['cancelled has ended', { status: 'cancelled', period: { start: '2000-01-01' } }, 'ended'],
  ])('%s', (_, rest, standing) => {
    expect(readCoverage(v3('B', rest), 3, today)?.standing).toBe(standing)
  })
})

it.each([null, {}, { resourceType: 'Patient' }, { resourceType: 'Coverage', id: 'part-x-1' }])('%j is no coverage we know', (resource) => {
  expect(readCoverage(resource, 3, today)).toBeNull()
})

const here = listRecorded() !== null
if (!here) console.warn(skippedWithoutRecordings)

it.skipIf(!here)('every recorded coverage stands where its period and its months say, whatever its status says', () => {
  const standings = (name: string) =>
    recordedOf('Coverage')
      .filter(({ file }) => file.endsWith(name))
      .map(({ version, resource }) => readCoverage(resource, version, today))
      .map((coverage) => `${coverage?.part} ${coverage?.standing}`)
  expect(standings('v2/coverage')).toEqual(['A active', 'B active', 'C active', 'D ended'])
  expect(standings('bbuser29999/coverage-bundle')).toEqual(['A active', 'B active', 'C unknown', 'D active'])
  expect(standings('coverage-golden-full-year').slice(0, 2)).toEqual(['A ended', 'B ended'])
  expect(standings('coverage-all-five')).toEqual(['A active', 'B active', 'C active', 'D active', 'dual active'])
  expect(standings('coverage-future-c-d')).toEqual(['C future', 'D future'])
  expect(standings('coverage-expired-a-b')).toEqual(['A ended', 'B ended'])
  expect(standings('coverage-read-missing')).toEqual(['A never'])
})
