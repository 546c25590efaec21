// What a person reads about themselves, with all the gaps real records have.
import { describe, expect, it } from 'vitest'
import type { Person } from '@/lib/claims/person'
import { languageName, profileFacts, writtenAddress } from './profile-facts'

const nobody: Person = {
  name: null, bornOn: null, diedOn: null, sex: null, race: null, addressLines: [], city: null, state: null, zip: null,
  language: null, medicareNumber: null, formerMedicareNumbers: [], mergedInto: null,
}

describe('profileFacts', () => {
  it('says of each gap that Medicare lists nothing', () => {
    expect(new Set(profileFacts(nobody, 'en').map(({ value }) => value))).toEqual(new Set(['Not listed']))
  })

  it('speaks of a death only when there is one', () => {
    expect(profileFacts(nobody, 'es')).toHaveLength(6)
    expect(profileFacts({ ...nobody, diedOn: '1981-03-17' }, 'es')).toHaveLength(7)
  })
})

it('writes an address as far as it is known', () => {
  expect(writtenAddress({ ...nobody, state: 'MA', zip: '02351' }, 'en')).toBe('Massachusetts 02351')
  expect(writtenAddress({ ...nobody, addressLines: ['1 Elm St'], city: 'Abington', state: 'MA' }, 'en')).toBe('1 Elm St, Abington, Massachusetts')
})

it.each([
  ['es', 'Spanish'],
  ['en-US', 'American English'],
  ['unknown', null],
  ['x y', null],
  [null, null],
])('names the language %s: %s', (code, name) => {
  expect(languageName(code, 'en')).toBe(name)
})
