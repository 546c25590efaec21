import { describe, expect, it } from 'vitest'
import type { Claim } from '@/lib/claims/claim'
import * as three from './fixtures/version-three'
import * as two from './fixtures/version-two'
import { readClaim } from './from-explanation-of-benefit'

function read(resource: unknown, version: 2 | 3): Claim {
  const claim = readClaim(resource, version)
  if (claim === null) throw new Error('not read as a claim')
  return claim
}

describe('a version 2 claim', () => {
  it('is named by its type, dated by its period, and counted in cents', () => {
    expect(read(two.carrier, 2)).toMatchObject({
      id: 'carrier--901',
      kind: 'carrier',
      state: 'paid',
      from: '2023-03-04',
      to: '2023-03-04',
      processedOn: '2023-03-17',
      controlNumber: '77100001',
      billedCents: 23050,
      allowedCents: 16025,
      medicarePaidCents: 13745,
      otherPaidCents: 0,
      assigned: true,
      unreadParts: 0,
    })
  })

  it('names the billing group first, and every diagnosis once in the claim’s own order', () => {
    const claim = read(two.carrier, 2)
    expect(claim.who).toMatchObject({ role: 'billing', name: 'RIVER BEND FAMILY CARE, LLC', npi: '9000000034' })
    expect(claim.diagnoses).toEqual([
      { code: { system: 'icd10', code: 'E1121', text: 'Type 2 diabetes' }, principal: true },
      { code: { system: 'icd10', code: 'I10', text: 'Essential hypertension' }, principal: false },
    ])
  })

  it('never carries a text for a code the AMA owns, even when the record does', () => {
    const [visit, wellness] = read(two.carrier, 2).lines
    expect(visit?.service).toEqual({ system: 'cpt', code: '99213', text: null })
    expect(wellness?.service).toEqual({ system: 'hcpcs', code: 'G0439', text: 'A text that must not show' })
  })

  it('names the hospital and not its doctor, and leaves the total line out', () => {
    const claim = read(two.outpatient, 2)
    expect(claim.who).toMatchObject({ role: 'facility', name: 'MILL CREEK HOSPITAL', ccn: '450001' })
    expect(claim.lines.map((line) => line.about?.code)).toEqual(['0300', '0450'])
    expect(claim).toMatchObject({ billType: '131', billedCents: 30000, notCoveredCents: 500 })
  })

  it('keeps the total line when it is the only one', () => {
    const claim = read({ ...two.outpatient, item: two.outpatient.item.slice(2) }, 2)
    expect(claim.lines.map((line) => line.about?.code)).toEqual(['0001'])
  })

  it('takes the day of a hospital procedure without shifting it through an offset', () => {
    expect(read(two.outpatient, 2).procedures).toEqual([{ code: { system: 'icd10-pcs', code: 'CD1YYZZ', text: 'Planar imaging' }, on: '2023-05-01' }])
  })

  it('tells a stay: admitted, discharged, how, and for how many days', () => {
    expect(read(two.inpatient, 2).stay).toEqual({
      admittedOn: '2023-06-01',
      dischargedOn: '2023-06-09',
      discharge: { system: 'discharge', code: '01', text: null },
      drg: { system: 'drg', code: '470', text: null },
      coveredDays: 8,
    })
  })

  it('takes what was not covered of a stay from the claim, of any other from its lines', () => {
    expect([two.inpatient, two.snf, two.outpatient, two.carrier].map((claim) => read(claim, 2).notCoveredCents)).toEqual([4100, 4100, 500, null])
  })

  it('tells a fill: drug, days, pharmacy, where the year stood', () => {
    expect(read(two.pde, 2)).toMatchObject({
      who: { role: 'pharmacy', npi: '9000000067' },
      billedCents: 10000,
      medicarePaidCents: 7000,
      drug: { quantity: 60, daysSupply: 30, fillNumber: 2, generic: true, phase: 'above-limit', prescriptionNumber: '55501', pharmacyKind: { code: '01' }, drug: { system: 'ndc', code: '00000000001' } },
    })
  })

  it('of the 2020 preview is finished without an outcome, dated by its line, charged by its nameless total', () => {
    expect(read(two.previewPde, 2)).toMatchObject({ state: 'paid', from: '2023-08-15', to: '2023-08-15' })
    expect(read(two.previewInpatient, 2)).toMatchObject({ state: 'paid', processedOn: '2015-05-22', billedCents: 900000, stay: { drg: { code: '191' } } })
  })

  it.each([
    ['a replaced carrier claim is adjusted', two.dme, 'adjusted'],
    ['a deleted fill is cancelled', { ...two.pde, supportingInfo: [{ category: { coding: [{ code: 'https://bluebutton.cms.gov/resources/variables/adjstmt_dltn_cd' }] }, code: { coding: [{ code: 'D' }] } }] }, 'cancelled'],
    ['status cancelled is cancelled', { ...two.carrier, status: 'cancelled' }, 'cancelled'],
    ['a voided carrier claim is cancelled', { ...two.carrier, disposition: '3' }, 'cancelled'],
    ['a denied carrier claim is denied', { ...two.carrier, extension: [{ url: 'https://bluebutton.cms.gov/resources/variables/carr_clm_pmt_dnl_cd', valueCoding: { code: '0' } }] }, 'denied'],
    ['a queued claim is in process', { ...two.carrier, outcome: 'queued' }, 'in-process'],
  ])('%s', (_, resource, state) => {
    expect(read(resource, 2).state).toBe(state)
  })

  it('ignores masked control numbers, which would throw strangers’ claims together', () => {
    const masked = [{ url: 'https://bluebutton.cms.gov/resources/variables/carr_clm_cntl_num', valueIdentifier: { value: '00000000000000' } }]
    expect(read({ ...two.carrier, extension: masked }, 2).controlNumber).toBeNull()
  })
})

describe('a version 3 claim', () => {
  it('reads the same visit to the same amounts as version 2 would', () => {
    expect(read(three.carrier, 3)).toMatchObject({ kind: 'carrier', state: 'paid', billedCents: 15000, allowedCents: 10000, medicarePaidCents: 7840, who: { name: 'Ada Example' }, controlNumber: '77200001ABC' })
  })

  it.each(['71', '72', '1700', '2700'])('type %s without the friendly name is a doctor’s claim', (type) => {
    const system = 'https://bluebutton.cms.gov/fhir/CodeSystem/CLM-TYPE-CD'
    expect(read({ ...three.carrier, type: { coding: [{ system, code: type }] } }, 3).kind).toBe('carrier')
  })

  it.each([['2011', 'inpatient'], ['1018', 'snf'], ['2034', 'outpatient'], ['2042', 'hha'], ['1900', 'hospice'], ['1019', 'other'], ['4711', 'other'], ['64', 'inpatient']])('type %s is %s', (type, kind) => {
    const system = 'https://bluebutton.cms.gov/fhir/CodeSystem/CLM-TYPE-CD'
    expect(read({ ...three.carrier, type: { coding: [{ system, code: type }] } }, 3).kind).toBe(kind)
  })

  it('of 2025 reads contained providers, claim extensions and fractions of a cent, rounded once', () => {
    expect(read(three.carrierOf2025, 3)).toMatchObject({
      kind: 'carrier',
      state: 'paid',
      who: { npi: '9000000083', name: null },
      billedCents: 91518869,
      owe: { kind: 'none', why: 'not-reported' },
    })
  })

  it('without any amount still says what, when, who, and that the money is not listed', () => {
    expect(read(three.carrierWithoutMoney, 3)).toMatchObject({
      who: { name: 'Ada Example' },
      from: '2024-03-04',
      billedCents: null,
      medicarePaidCents: null,
      owe: { kind: 'none', why: 'not-reported' },
      lines: [{ service: { code: '99213' }, billedCents: null }],
    })
  })

  it('still in process shows no figure and may have no lines', () => {
    expect(read(three.inProcess, 3)).toMatchObject({ kind: 'outpatient', state: 'in-process', lines: [], owe: { kind: 'none', why: 'in-process' } })
  })

  it('before the service is an authorization with its decision and its validity', () => {
    expect(read(three.authorization, 3)).toMatchObject({
      kind: 'hha',
      state: 'authorization',
      authorization: { number: 'PA-000916', validFrom: '2026-02-05', validUntil: '2027-02-05' },
      lines: [{ decision: 'not-affirmed' }],
      owe: { kind: 'none', why: 'authorization' },
    })
  })

  it('of a mixed drug names its first ingredient', () => {
    expect(read(three.pde, 3).drug).toMatchObject({ compound: true, generic: false, unit: 'UN', drug: { system: 'ndc', code: '00000000002' }, subsidyCents: 1500 })
  })

  it('reads the covered days and the discharge in Medicare’s own coding', () => {
    expect(read(three.inpatient, 3).stay).toMatchObject({ coveredDays: 8, discharge: { code: '01', text: 'Discharged to home' }, drg: { code: '470' } })
    expect(read(three.inpatient, 3).billType).toBe('131')
  })
})

describe('whatever arrives', () => {
  it.each([null, undefined, 1, 'text', [], {}, { resourceType: 'Patient' }, { resourceType: ['ExplanationOfBenefit'] }])('%j is not a claim', (resource) => {
    expect(readClaim(resource, 2)).toBeNull()
    expect(readClaim(resource, 3)).toBeNull()
  })

  it('an empty claim is a claim about which nothing is known', () => {
    expect(read({ resourceType: 'ExplanationOfBenefit' }, 3)).toMatchObject({ id: '', kind: 'other', from: null, lines: [], who: null, owe: { kind: 'none', why: 'not-reported' } })
  })

  it('parts that cannot be read are counted', () => {
    const broken = { ...two.carrier, billablePeriod: { start: '2023-02-31', end: 17 }, item: [1, ...two.carrier.item], diagnosis: 'none' }
    expect(read(broken, 2)).toMatchObject({ from: '2023-03-04', unreadParts: 4 })
  })

  it('450 lines are 450 lines', () => {
    const item = Array.from({ length: 450 }, (_, index) => ({ ...two.carrier.item[0], sequence: index + 1 }))
    const claim = read({ ...two.carrier, item }, 2)
    expect(claim.lines).toHaveLength(450)
    expect(claim.owe).toMatchObject({ kind: 'may-owe', cents: 450 * 2000, check: 'fits' })
  })

  it('an id unfit for an address is replaced by the claim number or left empty', () => {
    expect(read({ ...three.carrier, id: '../../etc' }, 3).id).toBe('-5000000000901')
    expect(read({ ...two.carrier, id: 'a b' }, 2).id).toBe('')
  })
})
