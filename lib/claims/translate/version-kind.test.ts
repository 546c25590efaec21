// Original, corrected, taken back: each kind of claim in each version says it in a place of its own (claims-data 1.3, 1.4).
import { describe, expect, it } from 'vitest'
import type { Claim } from '@/lib/claims/claim'
import { c4Info, concept, v2Code, v2Info, v2Url, v3Info, v3System, v3Type, v3Url } from './fixtures/build'
import * as three from './fixtures/version-three'
import * as two from './fixtures/version-two'
import { readClaim } from './from-explanation-of-benefit'

function read(resource: unknown, version: 2 | 3): Claim {
  const claim = readClaim(resource, version)
  if (claim === null) throw new Error('not read as a claim')
  return claim
}

type Row = readonly [name: string, resource: object, versionKind: Claim['versionKind'], state: Claim['state']]

const withCode = (claim: { readonly extension: readonly object[] }, name: string, code: string) => ({ ...claim, extension: [...claim.extension.filter((one) => !('url' in one && one.url === v2Url(name))), v2Code(name, code)] })
const frequency = (claim: { readonly supportingInfo: readonly object[] }, code: string) => ({ ...claim, supportingInfo: [c4Info('typeofbill', { code: concept(v2Url('clm_freq_cd'), code) }), ...claim.supportingInfo] })
const fillMark = (code: string) => ({ ...two.pde, supportingInfo: [...two.pde.supportingInfo, v2Info('adjstmt_dltn_cd', { code: concept(v2Url('adjstmt_dltn_cd'), code) })] })
const bill = (query: string) => ({ ...two.hha, extension: [], supportingInfo: [], billablePeriod: { start: '2023-05-01', end: '2023-05-02', extension: [v2Code('claim_query_cd', query)] } })

const versionTwo: readonly Row[] = [
  ['a fill without a mark', two.pde, 'original', 'paid'],
  ['an adjusted fill', fillMark('A'), 'replacement', 'adjusted'],
  ['a deleted fill', fillMark('D'), 'void', 'cancelled'],
  ['a resubmitted fill', fillMark('R'), 'replacement', 'adjusted'],
  ['a fill with a mark nobody knows', fillMark('?'), null, 'paid'],
  ['a doctor’s original debit', two.carrier, 'original', 'paid'],
  ['a doctor’s full credit', withCode(two.carrier, 'carr_clm_entry_cd', '3'), 'void', 'cancelled'],
  ['a doctor’s replacement debit', withCode(two.carrier, 'carr_clm_entry_cd', '5'), 'replacement', 'adjusted'],
  ['an original voided by its disposition', { ...two.carrier, disposition: '03' }, 'void', 'cancelled'],
  ['a hospital’s original action', two.inpatient, 'original', 'paid'],
  ['a hospital’s cancelling action', withCode(two.inpatient, 'fi_clm_actn_cd', '4'), 'void', 'cancelled'],
  ['a hospital’s debit adjustment', withCode(two.inpatient, 'fi_clm_actn_cd', '3'), 'replacement', 'adjusted'],
  ['a clinic’s bill of frequency 1', two.outpatient, 'original', 'paid'],
  ['an interim bill', frequency(two.outpatient, '2'), 'original', 'paid'],
  ['a replacing bill', frequency(two.outpatient, '7'), 'replacement', 'adjusted'],
  ['a voiding bill', frequency(two.outpatient, '8'), 'void', 'cancelled'],
  ['an agency’s adjusting bill', bill('5'), 'replacement', 'adjusted'],
  ['an agency’s bill that says nothing', bill('3'), null, 'paid'],
]

const adjusted = (claim: object, code: string) => ({ ...claim, supportingInfo: [v3Info('CLM_ADJSTMT_TYPE_CD', { code: concept(v3System('CLM-ADJSTMT-TYPE-CD'), code) })] })
const early = (code: string) => ({ ...three.carrierOf2025, extension: [{ url: v3Url('CLM-ADJSTMT-TYPE-CD'), valueCoding: { system: v3Url('CLM-ADJSTMT-TYPE-CD'), code } }] })
const status = (code: string) => ({ ...three.inProcess, outcome: 'complete', meta: undefined, supportingInfo: [v3Info('CLM_PD_STUS_CD', { code: concept(v3System('CLM-PD-STUS-CD'), code) })] })

const bill3 = (code: string) => c4Info('typeofbill', { code: concept('https://www.nubc.org/CodeSystem/TypeOfBill', code) })

const versionThree: readonly Row[] = [
  ['an original', adjusted(three.carrier, '0'), 'original', 'paid'],
  ['a void', adjusted(three.outpatient, '1'), 'void', 'cancelled'],
  ['a replacement', adjusted(three.inpatient, '2'), 'replacement', 'adjusted'],
  ['a credit', adjusted(three.hha, '3'), 'replacement', 'adjusted'],
  ['a debit', adjusted(three.dme, '4'), 'replacement', 'adjusted'],
  ['a claim that says nothing', three.carrier, null, 'paid'],
  ['a bill of frequency 7', { ...three.outpatient, supportingInfo: [bill3('0137')] }, 'replacement', 'adjusted'],
  ['a bill of frequency 8, a digit that is random in test data', { ...three.outpatient, supportingInfo: [bill3('0138')] }, null, 'paid'],
  ['a doctor’s claim with the bill type of a hospital', { ...three.carrier, supportingInfo: [bill3('0137')] }, null, 'paid'],
  ['a void of 2025, said on the claim', early('1'), 'void', 'cancelled'],
  ['a replacement of 2025, said on the claim', early('2'), 'replacement', 'adjusted'],
  ['an original fill by its type', { ...three.pde, supportingInfo: [] }, 'original', 'paid'],
  ['an adjusted fill by its type', { ...three.pde, type: v3Type('2', 'PDE') }, 'replacement', 'adjusted'],
  ['a deleted fill by its type', three.voidPde, 'void', 'cancelled'],
  ['a resubmitted fill by its type', { ...three.pde, type: v3Type('4', 'PDE'), supportingInfo: [] }, 'replacement', 'adjusted'],
  ['a claim voided while in process', status('1'), null, 'cancelled'],
  ['a claim replaced while in process', status('2'), null, 'cancelled'],
  ['a claim denied while in process', status('D'), null, 'denied'],
]

describe('the version of a claim, and where it therefore stands', () => {
  it.each(versionTwo)('version 2: %s', (_, resource, versionKind, state) => {
    expect(read(resource, 2)).toMatchObject({ versionKind, state })
  })

  it.each(versionThree)('version 3: %s', (_, resource, versionKind, state) => {
    expect(read(resource, 3)).toMatchObject({ versionKind, state })
  })
})

describe('versions of one event are known by', () => {
  it.each([
    ['a version 2 doctor’s claim', two.carrier, 2, '77100001'],
    ['a version 2 hospital’s claim', two.inpatient, 2, '77100004'],
    ['a version 3 claim', three.outpatient, 3, '77200001ABC'],
    ['a version 3 claim of 2025', three.carrierOf2025, 3, '77200001ABC'],
    ['a version 3 fill', three.pde, 3, '77200001ABC'],
    ['a claim in process', three.inProcess, 3, '77200001ABC'],
  ] as const)('the control number: %s', (_, resource, version, event) => {
    expect(read(resource, version)).toMatchObject({ event, controlNumber: event })
  })

  it('prescription, day, fill and pharmacy: a version 2 fill, adjusted or not, under whatever id', () => {
    const event = '55501|2023-08-15|2|9000000067'
    expect(read(two.pde, 2)).toMatchObject({ event, controlNumber: null })
    expect(read({ ...fillMark('A'), id: 'pde-908' }, 2).event).toBe(event)
    expect(read({ ...two.pde, billablePeriod: { start: '2023-09-15', end: '2023-09-15' } }, 2).event).not.toBe(event)
  })

  it('nothing, where the number is masked: zeros would throw strangers’ claims together', () => {
    const extension = [{ url: v2Url('carr_clm_cntl_num'), valueIdentifier: { value: '00000000000000000000000' } }]
    expect(read({ ...two.carrier, extension }, 2)).toMatchObject({ event: null, controlNumber: null })
  })

  it('and the number of the claim they replace', () => {
    const related = [{ relationship: { coding: [{ code: 'prior' }] }, reference: { value: '77200000ABC' } }]
    expect(read({ ...three.carrier, related }, 3).replaces).toBe('77200000ABC')
    expect(read(three.carrier, 3).replaces).toBeNull()
  })
})
