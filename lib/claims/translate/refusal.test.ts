// A line Medicare refused is said to be refused, and no other is: doctors' lines by their mark, hospitals' by their amounts.
import { describe, expect, it } from 'vitest'
import type { Claim } from '@/lib/claims/claim'
import { v2Amounts, v2Code, v2Url, v3Amounts, v3System } from './fixtures/build'
import * as three from './fixtures/version-three'
import * as two from './fixtures/version-two'
import { readClaim } from './from-explanation-of-benefit'

const nothingPaid = { value: 0, currency: 'USD' }
const reason = (name: string, code: string) => ({
  category: { coding: [{ system: 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator', code: 'denialreason' }, { code: v2Url(name) }] },
  reason: { coding: [{ system: v2Url(name), code, display: 'A TEXT THAT MUST NOT SHOW' }] },
})
const refused = (sequence: number) => ({ sequence, adjudication: [reason('rev_cntr_1st_ansi_cd', 'CO50'), ...v2Amounts({ rev_cntr_tot_chrg_amt: 80, rev_cntr_ncvrd_chrg_amt: 80, rev_cntr_pmt_amt_amt: 0 })] })
const [allowed] = two.outpatient.item

function read(resource: unknown, version: 2 | 3 = 2): Claim {
  const claim = readClaim(resource, version)
  if (claim === null) throw new Error('not read as a claim')
  return claim
}

describe('a clinic’s line', () => {
  it('of which nothing was covered and nothing paid is refused, for the reason on it, apart from what may be owed', () => {
    const claim = read({ ...two.outpatient, item: [allowed, refused(2)] })
    expect(claim.lines.map(({ denied, deniedReason }) => [denied, deniedReason])).toEqual([
      [false, null],
      [true, { system: 'denial', code: 'CO50', text: null }],
    ])
    expect(claim).toMatchObject({ state: 'paid', deniedCents: 8000, notCoveredCents: 8500, owe: { cents: 3150, remarks: ['lines-denied', 'does-not-add-up'] } })
  })

  it('refused like all the others makes a refused claim', () => {
    expect(read({ ...two.outpatient, item: [refused(1), refused(2)], payment: { amount: nothingPaid } })).toMatchObject({ state: 'denied', deniedCents: 16000 })
  })

  it.each([
    ['is paid for', { rev_cntr_tot_chrg_amt: 80, rev_cntr_ncvrd_chrg_amt: 80, rev_cntr_pmt_amt_amt: 60.7 }],
    ['is covered in part', { rev_cntr_tot_chrg_amt: 80, rev_cntr_ncvrd_chrg_amt: 79.99, rev_cntr_pmt_amt_amt: 0 }],
    ['costs nothing', { rev_cntr_tot_chrg_amt: 0, rev_cntr_ncvrd_chrg_amt: 60.7, rev_cntr_pmt_amt_amt: 0 }],
    ['is shared by the person', { rev_cntr_tot_chrg_amt: 80, rev_cntr_ncvrd_chrg_amt: 80, rev_cntr_cash_ddctbl_amt: 5 }],
    ['does not say what was not covered', { rev_cntr_tot_chrg_amt: 80, rev_cntr_pmt_amt_amt: 0 }],
  ])('is not refused when it %s, whatever reason stands on it', (_, amounts) => {
    const [line] = read({ ...two.outpatient, item: [{ sequence: 1, adjudication: [reason('rev_cntr_1st_ansi_cd', 'CO45'), ...v2Amounts(amounts)] }] }).lines
    expect(line).toMatchObject({ denied: false, deniedReason: null })
  })

  it('is not refused when the amount paid is there but cannot be read', () => {
    const adjudication = [...v2Amounts({ rev_cntr_tot_chrg_amt: 80, rev_cntr_ncvrd_chrg_amt: 80 }), { ...v2Amounts({ rev_cntr_pmt_amt_amt: 0 })[0], amount: { value: 'x' } }]
    expect(read({ ...two.outpatient, item: [{ sequence: 1, adjudication }] }).lines[0]?.denied).toBe(false)
  })

  it('in version 3 has group and number apart', () => {
    const coding = [{ system: 'https://x12.org/codes/claim-adjustment-group-codes', code: 'PR' }, { system: v3System('ANSI-GRP-CD'), code: 'PR' }, { system: v3System('ANSI-RSN-CD'), code: 'B7', display: 'A TEXT THAT MUST NOT SHOW' }]
    const adjudication = [{ category: { coding: [{ code: 'adjustmentreason' }] }, reason: { coding } }, ...v3Amounts({ CLM_LINE_SBMT_CHRG_AMT: 80, CLM_LINE_NCVRD_CHRG_AMT: 80, CLM_LINE_CVRD_PD_AMT: 0 })]
    const [line] = read({ ...three.outpatient, item: [{ sequence: 1, adjudication }] }, 3).lines
    expect(line).toMatchObject({ denied: true, deniedReason: { code: 'PRB7', text: null } })
  })
})

describe('a doctor’s line', () => {
  const [first] = two.carrier.item

  it('is refused by its mark alone, and the reason every such line carries is none', () => {
    const extension = [v2Code('line_prcsg_ind_cd', 'C', 'Noncovered care')]
    expect(read({ ...two.carrier, item: [{ ...first, extension }] }).lines[0]).toMatchObject({ denied: true, deniedReason: { code: 'C', text: 'Noncovered care' } })
    const adjudication = [reason('carr_line_rdcd_pmt_phys_astn_c', '0'), ...(first?.adjudication ?? [])]
    expect(read({ ...two.carrier, item: [{ ...first, adjudication }] }).lines[0]).toMatchObject({ denied: false, deniedReason: null })
  })

  it('allowed by its mark is not refused, though nothing was paid', () => {
    const adjudication = v2Amounts({ line_sbmtd_chrg_amt: 10, line_alowd_chrg_amt: 0, line_nch_pmt_amt: 0, line_bene_ptb_ddctbl_amt: 0, line_coinsrnc_amt: 0 })
    expect(read({ ...two.carrier, item: [{ ...first, adjudication }], payment: { amount: nothingPaid } })).toMatchObject({ state: 'paid', deniedCents: null, lines: [{ denied: false }] })
  })
})
