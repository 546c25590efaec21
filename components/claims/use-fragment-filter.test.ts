// The filter in the address: read back as it was written, and harmless whatever stands there.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { claimKinds } from '@/lib/claims/claim'
import { noFilter } from '@/lib/claims/filter'
import { isFiltering, readFilter, writeFilter } from './use-fragment-filter'

it('what is written is read back', () => {
  const key = fc.string({ minLength: 1, maxLength: 60 })
  const filters = fc.record({
    text: fc.string({ maxLength: 100 }),
    year: fc.option(fc.integer({ min: 1000, max: 9999 }).map(String)),
    kind: fc.option(fc.constantFrom(...claimKinds)),
    provider: fc.option(key),
  })
  fc.assert(
    fc.property(filters, (filter) => {
      expect(readFilter(writeFilter(filter))).toEqual(filter)
    }),
  )
})

it('whatever stands in the address, it is a filter', () => {
  fc.assert(
    fc.property(fc.string(), (fragment) => {
      expect(Object.keys(readFilter(`#${fragment}`))).toEqual(Object.keys(noFilter))
    }),
  )
  expect(readFilter('#year=20x6&kind=__proto__&provider=')).toEqual(noFilter)
})

it('no filter leaves nothing in the address', () => {
  expect(writeFilter(noFilter)).toBe('')
  expect(isFiltering(noFilter)).toBe(false)
  expect(isFiltering({ ...noFilter, text: ' x' })).toBe(true)
})
