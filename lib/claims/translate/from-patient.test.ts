import { describe, expect, it } from 'vitest'
import { v2Code, v2Url } from './fixtures/build'
import { listRecorded, recordedOf, skippedWithoutRecordings } from './fixtures/recorded'
import { readPerson } from './from-patient'

const mbi = 'http://hl7.org/fhir/sid/us-mbi'
const currency = 'https://bluebutton.cms.gov/resources/codesystem/identifier-currency'
const marked = (value: string, code: string) => ({ system: mbi, value, type: { coding: [{ code: 'MC', extension: [{ url: currency, valueCoding: { code } }] }] } })

describe('version 2', () => {
  const record = {
    resourceType: 'Patient',
    name: [{ use: 'usual', family: 'Example12', given: ['Ada', 'C'] }],
    birthDate: '1950-02-03',
    deceasedBoolean: false,
    gender: 'female',
    identifier: [{ system: v2Url('bene_id'), value: '-1' }, marked('1S00EU7JH46', 'historic'), marked('1S00EU7JH47', 'current')],
    extension: [v2Code('race', '2', 'Black')],
    address: [{ state: '01', postalCode: '02351' }],
  }

  it('reads name, birth, state by its number, and the current Medicare number', () => {
    expect(readPerson(record, 2)).toEqual({
      name: 'Ada C Example12', bornOn: '1950-02-03', diedOn: null, sex: 'female', race: 'Black', addressLines: [], city: null, state: 'AL', zip: '02351', language: null,
      medicareNumber: '1S00EU7JH47', formerMedicareNumbers: ['1S00EU7JH46'], mergedInto: null,
    })
  })

  it.each([['99', null], ['40', 'PR'], ['MA', 'MA'], ['68', 'FL'], ['00', null], ['zz', null]])('state %s is %s', (state, expected) => {
    expect(readPerson({ ...record, address: [{ state }] }, 2)?.state).toBe(expected)
  })
})

describe('version 3', () => {
  const race = { url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race', extension: [{ url: 'text', valueCode: 'White' }] }
  const record = {
    resourceType: 'Patient',
    name: [{ family: 'Example', given: ['Ada'] }],
    extension: [race, { url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-sex', valueCode: '248153007' }],
    identifier: [
      { system: mbi, value: '2B19C89AA36', period: { start: '2020-04-21T00:00:00+00:00', end: '2024-12-31T00:00:00+00:00' } },
      { system: mbi, value: '2B19C89AA35', period: { start: '2019-04-21T00:00:00+00:00' } },
    ],
    address: [{ line: ['7 Hill Road'], city: 'Abington', state: 'MA', postalCode: '2351' }],
    communication: [{ language: { coding: [{ code: 'es' }] } }],
  }

  it('gives the ZIP its zero back, prefers the open number, and reads sex and race where they stand', () => {
    expect(readPerson(record, 3)).toMatchObject({ zip: '02351', city: 'Abington', state: 'MA', language: 'es', sex: 'male', race: 'White', medicareNumber: '2B19C89AA35', formerMedicareNumbers: ['2B19C89AA36'] })
  })

  it('takes the number that began last when none is open', () => {
    const identifier = record.identifier.map((one) => ({ ...one, period: { ...one.period, end: '2024-12-31' } }))
    expect(readPerson({ ...record, identifier }, 3)?.medicareNumber).toBe('2B19C89AA36')
  })

  it('of a merged record knows only where to look', () => {
    const link = [{ type: 'replaced-by', other: { reference: 'Patient/517782585' } }]
    expect(readPerson({ resourceType: 'Patient', id: '848484848', link }, 3)).toMatchObject({ name: null, mergedInto: '517782585' })
  })
})

it.each([null, [], 'x', { resourceType: 'Coverage' }])('%j is no person', (resource) => {
  expect(readPerson(resource, 2)).toBeNull()
})

const here = listRecorded() !== null
if (!here) console.warn(skippedWithoutRecordings)

it.skipIf(!here)('every recorded person has a name, a birthday and a Medicare number, but for the merged one', () => {
  const people = recordedOf('Patient').map(({ file, version, resource }) => ({ file, person: readPerson(resource, version) }))
  const bare = people.filter(({ person }) => !person?.name || !person.bornOn || !person.medicareNumber)
  expect(bare.map(({ file, person }) => `${file} ${person?.mergedInto}`)).toEqual(['v3/insurance-card null', 'v3/patient-merged 517782585'])
})
