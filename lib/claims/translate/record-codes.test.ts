// The small codes of a record are found wherever they stand, each once, and whatever arrives is survived.
import { describe, expect, it } from 'vitest'
import { describeRecordCode } from '@/lib/claims/words/record-codes'
import { listRecorded, recordedOf, skippedWithoutRecordings } from '@/lib/claims/translate/fixtures/recorded'
import { readRecordCodes } from './record-codes'

const variable = (name: string, code: string) => ({ system: `https://bluebutton.cms.gov/resources/variables/${name}`, code })

describe('the small codes of a record', () => {
  it('are read in both versions, deep in the record, each once', () => {
    const record = {
      extension: [{ valueCoding: variable('nch_prmry_pyr_cd', 'A') }],
      item: [{ extension: [{ valueCoding: variable('nch_prmry_pyr_cd', 'A') }] }],
      supportingInfo: [{ code: { coding: [{ system: 'https://bluebutton.cms.gov/fhir/CodeSystem/CLM-ADMSN-TYPE-CD', code: '3' }] } }],
    }
    expect(readRecordCodes(record)).toEqual([{ list: 'first-insurer', code: 'A' }, { list: 'admission-type', code: '3' }])
  })

  it.each([[null], ['text'], [[[[]]]], [{ system: 5, code: {} }], [{ system: 'https://x/__proto__', code: 'a' }], [{ system: 'https://x/constructor', code: 'a' }]])('%j holds none', (value) => {
    expect(readRecordCodes(value)).toEqual([])
  })

  it('nesting without end is not followed', () => {
    let deep: unknown = variable('asgmntcd', 'A')
    for (let level = 0; level < 5_000; level += 1) deep = { deep }
    expect(readRecordCodes(deep)).toEqual([])
  })
})

const here = listRecorded() !== null
if (!here) console.warn(skippedWithoutRecordings)

it.skipIf(!here)('every small code of every recorded claim has words in both languages', () => {
  const codes = recordedOf('ExplanationOfBenefit').flatMap(({ resource }) => readRecordCodes(resource))
  expect(codes.length).toBeGreaterThan(100)
  for (const { list, code } of codes) for (const language of ['en', 'es'] as const) expect(describeRecordCode(list, code, language)).toMatch(/\S/)
})
