// Pages join without gap or overlap, whatever their size, in both versions (E21, E22, E26).
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { linksOf, openDoor, resourcesOf, walk } from './test-door'
import type { Door } from './test-door'

/** People by their number of claims. */
const people = [
  [0, 'BBUser29990'],
  [1, 'BBUser29991'],
  [10, 'BBUser00005'],
  [11, 'BBUser00028'],
  [50, 'BBUser00098'],
  [51, 'BBUser00082'],
] as const

let door: Door
beforeAll(async () => {
  door = await openDoor()
})

const idsOf = async (user: string, path: string) =>
  (await walk(door, user, path)).map(page => resourcesOf(page).map(it => String(it['id'])))

/** Version 2 sorts by the number as text, without the kind before it. */
const numberOf = (id: string) => id.slice(id.indexOf('-') + 1)

describe.each([2, 3] as const)('version %i', version => {
  const claims = `/v${version}/fhir/ExplanationOfBenefit`
  const start = version === 2 ? 'startIndex' : '_offset'

  it.each(people)('gives each of %i claims once, in pages of any size', async (count, user) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async size => {
        const pages = await idsOf(user, `${claims}?_count=${size}`)
        const all = pages.flat()
        expect(all.length).toBe(count)
        expect(new Set(all).size).toBe(count)
        expect(pages.slice(0, -1).every(page => page.length === size)).toBe(true)
      }),
      { numRuns: 6 },
    )
  })

  it.each(people)('gives %i claims in its own order', async (_, user) => {
    const ids = (await idsOf(user, `${claims}?_count=50`)).flat()
    const sorted =
      version === 2
        ? [...ids].sort((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1))
        : [...ids].sort((a, b) => Number(a) - Number(b))
    expect(ids).toEqual(sorted)
  })

  it('walks 4,000 claims', async () => {
    const pages = await idsOf('BBUser29993', `${claims}?_count=50`)
    expect([pages.length, new Set(pages.flat()).size]).toEqual([80, 4_000])
  }, 120_000)

  it('answers any window of 2,919 claims as if the others were not there', async () => {
    const at = async (from: number) =>
      resourcesOf(await door.read('BBUser00374', `${claims}?_count=2&${start}=${from}`)).map(it => it['id'])
    const [first, second] = [await at(1_457), await at(1_458)]
    expect(first[1]).toBe(second[0])
    expect((await at(2_918)).length).toBe(1)
  })
})

describe('totals', () => {
  it('in version 2 are those of the whole search on every page', async () => {
    const pages = await walk(door, 'BBUser00082', '/v2/fhir/ExplanationOfBenefit?_count=20')
    expect(pages.map(page => page['total'])).toEqual([51, 51, 51])
  })

  it('in version 3 are on the last page only, and count that page', async () => {
    const pages = await walk(door, 'BBUser00082', '/v3/fhir/ExplanationOfBenefit?_count=20')
    expect(pages.map(page => page['total'])).toEqual([undefined, undefined, 11])
  })

  it('in version 3 are nowhere when there is nothing', async () => {
    const page = await door.read('BBUser29990', '/v3/fhir/ExplanationOfBenefit')
    expect(Object.keys(page).sort()).toEqual(['id', 'link', 'meta', 'resourceType', 'type'])
  })
})

describe('links of version 3', () => {
  it('are self, next and previous, with an offset', async () => {
    const page = await door.read('BBUser00082', '/v3/fhir/ExplanationOfBenefit?_count=20&_offset=20&type=pde')
    expect(linksOf(page).map(([relation]) => relation)).toEqual(['self', 'previous'])
    const middle = await door.read('BBUser00082', '/v3/fhir/ExplanationOfBenefit?_count=20&_offset=20')
    expect(linksOf(middle).map(([relation, url]) => [relation, new URL(url).searchParams.get('_offset')])).toEqual([
      ['self', '20'],
      ['next', '40'],
      ['previous', '0'],
    ])
  })

  it('lead past the end to nothing', async () => {
    const page = await door.read('BBUser00082', '/v3/fhir/ExplanationOfBenefit?_offset=500')
    expect(resourcesOf(page)).toEqual([])
  })
})
