// The traps of contract claims-data 4.1 and its reading notes (1.3, 1.4), each with a record of our own that falls into it.
// Those with tests of their own are elsewhere: versions of a claim, refused lines, days and time zones, masked numbers.
import { describe, expect, it } from 'vitest'
import type { Claim } from '@/lib/claims/claim'
import { concept, usd, v2Amounts, v2Balances, v2Code, v2Url, v3Amounts, v3System, v3Url } from './fixtures/build'
import * as three from './fixtures/version-three'
import * as two from './fixtures/version-two'
import { readClaim } from './from-explanation-of-benefit'

function read(resource: unknown, version: 2 | 3): Claim {
  const claim = readClaim(resource, version)
  if (claim === null) throw new Error('not read as a claim')
  return claim
}

const [visit] = two.carrier.item
const [charge] = two.outpatient.item
const oneLine = (amounts: Readonly<Record<string, number>>) => read({ ...two.carrier, item: [{ ...visit, adjudication: v2Amounts(amounts) }] }, 2)
const generic = (code: string, name: string, value: number) => ({
  category: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/adjudication', code }, { system: 'https://bluebutton.cms.gov/resources/codesystem/adjudication', code: v2Url(name) }] },
  amount: usd(value),
})

describe('amounts', () => {
  it('coinsurance equal to the payment is shown, and said not to add up', () => {
    const claim = oneLine({ line_sbmtd_chrg_amt: 100, line_alowd_chrg_amt: 100, line_nch_pmt_amt: 80, line_bene_ptb_ddctbl_amt: 0, line_coinsrnc_amt: 80 })
    expect(claim.owe).toMatchObject({ cents: 8000, check: 'differs', remarks: ['does-not-add-up'] })
  })

  it('five cents apart is rounding, six are not', () => {
    const paid = (value: number) => oneLine({ line_alowd_chrg_amt: 100, line_nch_pmt_amt: value, line_bene_ptb_ddctbl_amt: 0, line_coinsrnc_amt: 20 }).owe
    expect([paid(80.05), paid(80.06), paid(78.35), paid(78.34)].map((owe) => owe.kind !== 'none' && owe.check)).toEqual(['fits', 'differs', 'fits', 'differs'])
  })

  it('more paid than charged is no contradiction: clinics have fixed rates', () => {
    expect(read({ ...two.outpatient, payment: { amount: usd(450) } }, 2)).toMatchObject({ medicarePaidCents: 45000, billedCents: 30000, owe: { check: 'fits', remarks: [] } })
  })

  it('credits are negative and stay so', () => {
    const claim = oneLine({ line_sbmtd_chrg_amt: -150, line_alowd_chrg_amt: -100, line_nch_pmt_amt: -78.4, line_bene_ptb_ddctbl_amt: 0, line_coinsrnc_amt: -20 })
    expect(claim).toMatchObject({ billedCents: -15000, allowedCents: -10000, medicarePaidCents: -7840, owe: { cents: -2000, check: 'fits' } })
  })

  it('the category lies: a payment called submitted and a cost called coinsurance are read by Medicare’s own code', () => {
    const item = [{ ...charge, adjudication: [generic('submitted', 'rev_cntr_pmt_amt_amt', 60), generic('submitted', 'rev_cntr_rate_amt', 999), generic('submitted', 'rev_cntr_tot_chrg_amt', 100)] }]
    expect(read({ ...two.outpatient, item }, 2).lines[0]).toMatchObject({ billedCents: 10000, medicarePaidCents: 6000 })
    const fill = [{ ...two.pde.item[0], adjudication: [generic('coinsurance', 'gdc_blw_oopt_amt', 100), ...(two.pde.item[0]?.adjudication ?? [])] }]
    expect(read({ ...two.pde, item: fill }, 2)).toMatchObject({ owe: { cents: 1265 }, lines: [{ coinsuranceCents: null }] })
  })

  it('the same amount twice on a line: the first counts', () => {
    const adjudication = [...(visit?.adjudication ?? []), generic('paidtoprovider', 'line_coinsrnc_amt', 999), generic('eligible', 'line_alowd_chrg_amt', 1)]
    expect(read({ ...two.carrier, item: [{ ...visit, adjudication }] }, 2)).toMatchObject({ allowedCents: 10000, owe: { cents: 2000 } })
  })

  it('a total on a doctor’s claim named the total charge is what another insurer paid', () => {
    const total = [{ ...generic('priorpayerpaid', 'clm_tot_chrg_amt', 12.5) }]
    expect(read({ ...two.carrier, total }, 2)).toMatchObject({ billedCents: 23050, otherPaidCents: 1250, owe: { remarks: ['other-insurer-paid'] } })
  })

  it('parts of a drug’s price that miss its cost are said not to add up', () => {
    const adjudication = v2Amounts({ tot_rx_cst_amt: 20, ptnt_pay_amt: 20, cvrd_d_plan_pd_amt: 20, lics_amt: 0, othr_troop_amt: 0, plro_amt: 0 })
    expect(read({ ...two.pde, item: [{ ...two.pde.item[0], adjudication }] }, 2).owe).toMatchObject({ kind: 'paid', cents: 2000, check: 'differs' })
  })

  it('nothing listed is not nothing owed: a missing amount is never zero', () => {
    expect(read({ ...two.outpatient, benefitBalance: v2Balances({ prpayamt: 0 }) }, 2).owe).toEqual({ kind: 'none', why: 'not-reported' })
    expect(read({ ...two.outpatient, benefitBalance: undefined, total: undefined, payment: undefined }, 2)).toMatchObject({ billedCents: null, medicarePaidCents: null, otherPaidCents: null })
  })

  it('on a stay of version 3 the one name of all deductions is a check, never a term beside its parts', () => {
    const owe = read(three.inpatient, 3).owe
    expect(owe.kind !== 'none' && owe.terms.map(({ source }) => source)).toEqual(['CLM_MDCR_IP_BENE_DDCTBL_AMT', 'CLM_MDCR_COINSRNC_AMT', 'CLM_BLOOD_LBLTY_AMT'])
  })

  it('an amount of the claim is the first of total, adjudication and balance that is there', () => {
    const balance = [{ financial: [{ type: concept(v3System('Benefit-Balance'), 'CLM_MDCR_DDCTBL_AMT'), usedMoney: usd(99) }, { type: concept(v3System('Benefit-Balance'), 'CLM_BLOOD_LBLTY_AMT'), usedMoney: usd(3) }] }]
    const claim = read({ ...three.outpatient, adjudication: v3Amounts({ CLM_MDCR_DDCTBL_AMT: 50 }), benefitBalance: balance }, 3)
    expect(claim.owe).toMatchObject({ terms: [{ cents: 1000 }, { cents: 2000 }, { cents: 300 }] })
  })

  it('what the person is said to have paid a doctor is not what they owe', () => {
    expect(read({ ...three.carrier, total: [...three.carrier.total, ...v3Amounts({ CLM_BENE_PMT_AMT: 500 })] }, 3).owe).toMatchObject({ cents: 2000 })
  })
})

describe('what kind of claim it is', () => {
  it('only one key says: general type, subtype, profile and coverage are wrong and change nothing', () => {
    const wrong = (claim: { readonly type: { readonly coding: readonly object[] } }) => ({
      ...claim,
      meta: { profile: ['C4BB-ExplanationOfBenefit-Inpatient-Institutional'] },
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'institutional' }, ...claim.type.coding] },
      subType: { coding: [{ code: 'inpatient' }] },
      insurance: [{ coverage: { reference: 'Coverage/part-a--1', display: 'Part A' } }],
    })
    expect(read(wrong(two.dme), 2)).toEqual(read(two.dme, 2))
    expect(read(wrong(two.hha), 2)).toEqual(read(two.hha, 2))
    const { meta: _, ...untagged } = three.carrier
    expect(read(wrong(untagged), 3)).toEqual(read(untagged, 3))
  })

  it('a number nobody knows is another claim, without a figure', () => {
    expect(read({ ...three.carrier, type: concept(v3System('CLM-TYPE-CD'), '4711') }, 3)).toMatchObject({ kind: 'other', owe: { kind: 'none', why: 'not-reported' }, from: '2024-03-04' })
  })
})

describe('days', () => {
  it('when the answer was made and when the data were loaded are no facts of the claim', () => {
    expect(read({ ...two.carrier, created: '2030-01-01', meta: { lastUpdated: '2031-01-01T00:00:00Z' } }, 2)).toEqual(read(two.carrier, 2))
  })

  it('a line outside the billed days keeps its own, and moves nobody else', () => {
    const claim = read({ ...two.carrier, item: [{ ...visit, servicedPeriod: { start: '1942-07-01', end: '1942-07-01' } }] }, 2)
    expect(claim).toMatchObject({ from: '2023-03-04', to: '2023-03-04', lines: [{ from: '1942-07-01' }] })
  })
})

describe('shape', () => {
  it('a product without a code, a code that says it has none, a system with nothing in it: no service, and no fault', () => {
    const absent = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'NULL' }] }
    const products = [undefined, absent, { coding: [{ system: 'https://bluebutton.cms.gov/resources/codesystem/hcpcs' }] }, { extension: [] }]
    const claim = read({ ...two.carrier, item: products.map((productOrService, index) => ({ ...visit, sequence: index + 1, productOrService })) }, 2)
    expect(claim.lines.map(({ service }) => service)).toEqual([null, null, null, null])
    expect(claim.unreadParts).toBe(0)
  })

  it('a diagnosis of an unknown kind, without a code, without a concept: passed over', () => {
    const diagnosis = [{ sequence: 1, diagnosisCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/sid/unknown-icd-version/ ' }] } }, { sequence: 2, diagnosisCodeableConcept: { coding: [{}] } }, { sequence: 3 }]
    expect(read({ ...two.carrier, diagnosis }, 2)).toMatchObject({ diagnoses: [], unreadParts: 0 })
  })

  it('a letter code under the old system is a new code, and two principal ones stay two', () => {
    const diagnosis = [{ sequence: 1, diagnosisCodeableConcept: concept('http://hl7.org/fhir/sid/icd-9-cm', 'R465'), type: [concept('', 'principal')] }, { sequence: 2, diagnosisCodeableConcept: concept('http://hl7.org/fhir/sid/icd-9-cm', '304.95'), type: [concept('', 'principal')] }]
    expect(read({ ...three.carrier, diagnosis }, 3).diagnoses.map(({ code, principal }) => [code.system, code.code, principal])).toEqual([['icd10', 'R465', true], ['icd9', '304.95', true]])
  })

  it('a code the AMA owns is known by its shape, under whatever system it stands', () => {
    const item = ['1036F', '0001U', '99213', 'G0439'].map((code) => ({ productOrService: concept('https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code) }))
    expect(read({ ...three.carrier, item }, 3).lines.map(({ service }) => service?.system)).toEqual(['cpt', 'cpt', 'cpt', 'hcpcs'])
  })

  it('the code of deductible and coinsurance beside the revenue code is not the revenue code', () => {
    const revenue = { coding: [{ system: 'https://www.nubc.org/CodeSystem/RevenueCodes', code: '0001' }, { system: v2Url('rev_cntr'), code: '300' }] }
    expect(read({ ...two.outpatient, item: [{ ...charge, revenue }] }, 2).lines[0]?.about?.code).toBe('0300')
  })

  it('an extension repeated without a code does not hide the one with it', () => {
    const extension = [{ url: v2Url('line_prcsg_ind_cd'), valueCoding: { system: v2Url('line_prcsg_ind_cd') } }, v2Code('line_prcsg_ind_cd', 'N')]
    expect(read({ ...two.carrier, item: [{ ...visit, extension }] }, 2).lines[0]?.deniedReason?.code).toBe('N')
  })

  it('a code under an address of 2025 is the same code', () => {
    const extension = [{ url: v3Url('CLM-MDCR-PRFNL-PRVDR-ASGNMT-SW'), valueCoding: { system: v3Url('CLM-MDCR-PRFNL-PRVDR-ASGNMT-SW'), code: 'N' } }]
    expect(read({ ...three.carrierOf2025, supportingInfo: undefined, extension }, 3)).toMatchObject({ assigned: false })
  })

  it.each([0, 0.5, 23])('a quantity of %f is that quantity', (value) => {
    expect(read({ ...two.carrier, item: [{ ...visit, quantity: { value } }] }, 2).lines[0]?.quantity).toBe(value)
  })

  it('a provider without a number, the same doctor again under an empty one, a mask of nines: nobody', () => {
    const upin = { coding: [{ code: 'UPIN' }] }
    const careTeam = [{ provider: { identifier: {} } }, { provider: { identifier: { type: upin, value: 'X12345' } } }, { provider: { identifier: { value: '999999999999' } } }, { sequence: 7 }]
    expect(read({ ...two.carrier, careTeam }, 2)).toMatchObject({ who: null, people: [] })
  })

  it('a provider marked absent, or a reference to nothing, is nobody', () => {
    const absent = { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }] }
    for (const provider of [absent, { reference: '#BILLING_ID' }]) expect(read({ ...three.carrier, provider, careTeam: undefined }, 3)).toMatchObject({ who: null, people: [] })
  })

  it('what came after us changes nothing: unknown fields, categories, systems', () => {
    const unknown = { url: 'https://bluebutton.cms.gov/fhir/StructureDefinition/SOMETHING-NEW', valueCoding: { code: '1' } }
    const newer = {
      ...three.carrier,
      somethingNew: [{ value: 1 }],
      extension: [unknown],
      supportingInfo: [{ category: concept(v3System('Supporting-Information'), 'SOMETHING_NEW'), code: concept('', '1') }, ...three.carrier.supportingInfo],
      total: [...three.carrier.total, ...v3Amounts({ SOMETHING_NEW_AMT: 1 })],
      type: { coding: [...three.carrier.type.coding, { system: 'https://bluebutton.cms.gov/fhir/CodeSystem/NEWER-TYPE', code: 'X' }] },
    }
    expect(read(newer, 3)).toEqual(read(three.carrier, 3))
  })

  it('a finished claim without lines and diagnoses is a claim', () => {
    expect(read({ ...two.outpatient, item: undefined, diagnosis: undefined }, 2)).toMatchObject({ state: 'paid', lines: [], diagnoses: [], billedCents: 30000, owe: { cents: 3150 } })
  })
})
