// A Medicare number is written as on the card, and never mangled.
import { expect, it } from 'vitest'
import { writtenMedicareNumber } from './medicare-number'

it('is grouped as on the card', () => {
  expect(writtenMedicareNumber('1S00EU7JH47')).toBe('1S00-EU7-JH47')
})

it('is left alone when it is no such number', () => {
  expect(writtenMedicareNumber('999999999A')).toBe('999999999A')
})
