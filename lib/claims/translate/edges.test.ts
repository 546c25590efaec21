// Keys that would change every object of the process stay keys of one record (quality INP-08): 10,000 records, each with such
// keys in a place of its own, as they come out of JSON.
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { toClaimRow } from '@/lib/claims/row'
import { everyVersionThreeClaim } from './fixtures/version-three'
import { everyVersionTwoClaim } from './fixtures/version-two'
import { readCoverage } from './from-coverage'
import { readClaim } from './from-explanation-of-benefit'
import { readPerson } from './from-patient'
import { readRecordCodes } from './record-codes'

// Many runs take their time on a slow machine; a hang is still a failure.
vi.setConfig({ testTimeout: 120_000 })

const own = [
  ...Object.values(everyVersionTwoClaim).map((resource) => ({ version: 2 as const, resource })),
  ...Object.values(everyVersionThreeClaim).map((resource) => ({ version: 3 as const, resource })),
]
const texts = own.map(({ version, resource }) => {
  const text = JSON.stringify(resource)
  return { version, text, openings: [...text.matchAll(/\{(?=")/g)].map(({ index }) => index + 1) }
})

const planted = fc.constantFrom(
  '"__proto__":{"polluted":true},',
  '"__proto__":{"toString":null,"polluted":true},',
  '"constructor":{"prototype":{"polluted":true}},',
  '"constructor":{"polluted":true,"name":"x"},',
  '"prototype":{"polluted":true},',
  '"__proto__":null,',
  '"__proto__":[{"polluted":true}],',
  '"hasOwnProperty":true,"toString":1,"valueOf":{},',
  '"__defineGetter__":"x","__lookupSetter__":{},',
)

/** A record's text with keys planted after the openings of some of its objects. */
const poisoned = fc.record({ at: fc.nat(), keys: fc.array(fc.tuple(fc.nat(), planted), { minLength: 1, maxLength: 4 }) }).map(({ at, keys }) => {
  const { version, text, openings } = texts[at % texts.length] ?? { version: 2, text: '{}', openings: [] }
  const places = keys.map(([place, key]) => [openings[place % openings.length] ?? 1, key] as const).toSorted(([one], [other]) => other - one)
  return { version, text: places.reduce((whole, [place, key]) => whole.slice(0, place) + key + whole.slice(place), text) }
})

it('after 10,000 poisoned records no object has learnt anything, and none was thrown over (INP-08)', () => {
  const before = Reflect.ownKeys(Object.prototype).length
  const today = '2026-11-22'
  fc.assert(
    fc.property(poisoned, ({ version, text }) => {
      const resource: unknown = JSON.parse(text)
      const claim = readClaim(resource, version)
      if (claim) JSON.stringify(toClaimRow(claim, 'en'))
      readRecordCodes(resource)
      readPerson(resource, version)
      readCoverage(resource, version, today)
      return !('polluted' in {}) && !('polluted' in []) && !('polluted' in Function.prototype)
    }),
    { numRuns: 10_000 },
  )
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before)
})
