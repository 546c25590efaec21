import { describe, expect, it } from 'vitest'
import type { Owe } from '@/lib/claims/claim'
import { usd, v2Amounts, v2Balances, v3Amounts } from './fixtures/build'
import * as three from './fixtures/version-three'
import * as two from './fixtures/version-two'
import { readClaim } from './from-explanation-of-benefit'

const owe = (resource: unknown, version: 2 | 3): Owe | undefined => readClaim(resource, version)?.owe

describe('what a person may owe', () => {
  it('on a doctor’s claim is deductible and coinsurance of every line, and the 2 % cut is not theirs', () => {
    expect(owe(two.carrier, 2)).toEqual({
      kind: 'may-owe',
      cents: 2000,
      terms: [
        { name: 'deductible', cents: 0, source: 'line_bene_ptb_ddctbl_amt' },
        { name: 'coinsurance', cents: 2000, source: 'line_coinsrnc_amt' },
      ],
      check: 'fits',
      remarks: [],
    })
  })

  it('says when the provider may charge more and when another insurer paid', () => {
    expect(owe(two.dme, 2)).toMatchObject({ cents: 6400, remarks: ['not-assigned', 'other-insurer-paid', 'does-not-add-up'] })
  })

  it('on an outpatient claim comes from the claim, and is checked against the lines without their total', () => {
    expect(owe(two.outpatient, 2)).toMatchObject({ cents: 3150, check: 'fits', remarks: [] })
    expect(owe({ ...two.outpatient, item: two.outpatient.item.slice(1) }, 2)).toMatchObject({ cents: 3150, check: 'differs' })
    const lines = [{ revenue: { coding: [] }, adjudication: v2Amounts({ rev_cntr_cash_ddctbl_amt: 10, rev_cntr_coinsrnc_wge_adjstd_c: 99, rev_cntr_rdcd_coinsrnc_amt: 20 }) }]
    expect(owe({ ...two.outpatient, item: lines }, 2)).toMatchObject({ cents: 3150, check: 'fits' })
    expect(owe({ ...two.outpatient, item: [] }, 2)).toMatchObject({ cents: 3150, check: 'not-possible' })
  })

  it.each([two.inpatient, two.snf])('on a stay is deductible, coinsurance and blood, checked against all deductions', (stay) => {
    expect(owe(stay, 2)).toMatchObject({ cents: 200000, check: 'fits', remarks: [] })
  })

  it.each([two.hha, two.hospice])('is nothing listed for home health and hospice', (claim) => {
    expect(owe(claim, 2)).toEqual({ kind: 'none', why: 'nothing-listed' })
  })

  it.each([three.hha, three.hospice])('is nothing listed there in version 3 too, whatever amounts stand on it', (claim) => {
    expect(owe(claim, 3)).toEqual({ kind: 'none', why: 'nothing-listed' })
  })

  it('for a fill is what was already paid', () => {
    expect(owe(two.pde, 2)).toMatchObject({ kind: 'paid', cents: 1265, check: 'fits' })
    expect(owe(three.pde, 3)).toMatchObject({ kind: 'paid', cents: 1265, check: 'not-possible', terms: [{ source: 'CLM_BENE_PMT_AMT' }] })
  })

  it('in version 3 follows the lines, then the claim, and without coinsurance is unknown', () => {
    expect(owe(three.carrier, 3)).toMatchObject({ cents: 2000, check: 'fits' })
    expect(owe({ ...three.carrier, item: [{ sequence: 1 }] }, 3)).toMatchObject({ cents: 2000, terms: [{}, { source: 'CLM_MDCR_COINSRNC_AMT' }] })
    expect(owe(three.carrierOf2025, 3)).toEqual({ kind: 'none', why: 'not-reported' })
  })

  it('on a version 3 outpatient claim counts a missing blood share as none', () => {
    expect(owe(three.outpatient, 3)).toMatchObject({ cents: 3150, check: 'not-possible' })
    expect(owe({ ...three.outpatient, adjudication: undefined }, 3)).toMatchObject({ cents: 3000 })
  })

  it('on a version 3 stay never adds all deductions to their parts', () => {
    expect(owe(three.inpatient, 3)).toMatchObject({ cents: 200000, check: 'fits' })
    expect(owe(three.regularInpatient, 3)).toMatchObject({ cents: 200000, terms: [{ name: 'all-deductions' }], check: 'not-possible' })
  })

  it.each([
    ['managed care', three.managedCareStay, 'managed-care'],
    ['a void fill', three.voidPde, 'cancelled'],
    ['a claim in process', three.inProcess, 'in-process'],
    ['an authorization', three.authorization, 'authorization'],
    ['no amounts at all', three.carrierWithoutMoney, 'not-reported'],
  ])('is a reason instead of a figure for %s', (_, resource, why) => {
    expect(owe(resource, 3)).toEqual({ kind: 'none', why })
  })

  it('is unknown when one line or one part is missing: a part is never passed off as the whole', () => {
    const [first, second] = two.carrier.item
    expect(owe({ ...two.carrier, item: [first, { ...second, adjudication: v2Amounts({ line_coinsrnc_amt: 1 }) }] }, 2)).toEqual({ kind: 'none', why: 'not-reported' })
    expect(owe({ ...two.outpatient, benefitBalance: v2Balances({ nch_bene_ptb_ddctbl_amt: 10 }) }, 2)).toEqual({ kind: 'none', why: 'not-reported' })
  })

  it('is unknown when an amount is there but cannot be read', () => {
    const total = three.outpatient.total.map((entry, index) => (index === 1 ? { ...entry, amount: { value: '10', currency: 'USD' } } : entry))
    expect(owe({ ...three.outpatient, total }, 3)).toEqual({ kind: 'none', why: 'not-reported' })
  })

  it('keeps denied lines apart and says so', () => {
    const denied = two.carrier.item.map((line) => ({ ...line, extension: [{ url: 'https://bluebutton.cms.gov/resources/variables/line_prcsg_ind_cd', valueCoding: { code: 'N' } }] }))
    const claim = readClaim({ ...two.carrier, item: denied }, 2)
    expect(claim).toMatchObject({ deniedCents: 23050, owe: { kind: 'may-owe', remarks: ['lines-denied'] } })
  })

  it('knows that the cut was 1 % from April to June 2022, and only then', () => {
    const item = [{ sequence: 1, adjudication: v2Amounts({ line_alowd_chrg_amt: 1000, line_nch_pmt_amt: 792, line_bene_ptb_ddctbl_amt: 0, line_coinsrnc_amt: 200 }) }]
    const on = (day: string, end = day) => owe({ ...two.carrier, item, billablePeriod: { start: day, end } }, 2)
    expect(on('2022-06-20', '2022-07-19')).toMatchObject({ check: 'fits' })
    expect(on('2022-03-01', '2022-03-31')).toMatchObject({ check: 'differs' })
    expect(on('2022-05-01')).toMatchObject({ check: 'fits' })
    expect(on('2022-07-01')).toMatchObject({ check: 'differs' })
  })

  it('adds cents as whole numbers', () => {
    const item = Array.from({ length: 30 }, (_, index) => ({ sequence: index, adjudication: v3Amounts({ CLM_LINE_MDCR_DDCTBL_AMT: 0.1, CLM_LINE_MDCR_COINSRNC_AMT: 0.2 }) }))
    expect(owe({ ...three.carrier, item, payment: { amount: usd(1) } }, 3)).toMatchObject({ cents: 900 })
  })
})
