// What a week of the sandbox's clock brings (E25), and what it leaves alone.
import { beforeEach, describe, expect, it } from 'vitest'
import { WEEK_MS } from '@/sandbox/people/numbers/calendar'
import { textAt } from '@/sandbox/people/fhir-json'
import { openDoor, resourcesOf, testLoadedMs, walk } from './test-door'
import type { Door } from './test-door'

const grows = 'BBUser00007'
let door: Door
beforeEach(async () => {
  door = await openDoor()
})

const listed = async (user: string, version: 2 | 3, query = '_count=50') =>
  (await walk(door, user, `/v${version}/fhir/ExplanationOfBenefit?${query}`)).flatMap(resourcesOf)
const ids = async (user: string, version: 2 | 3, query?: string) =>
  (await listed(user, version, query)).map(it => String(it['id']))
const inWeek = (week: number) => {
  door.nowMs = testLoadedMs + week * WEEK_MS + 3_600_000
}

describe('a week', () => {
  it('adds a claim in the middle of the list of version 2', async () => {
    const before = await ids(grows, 2)
    inWeek(1)
    const after = await ids(grows, 2)
    const added = after.filter(id => !before.includes(id))
    expect(after.filter(id => before.includes(id))).toEqual(before)
    expect(added.length).toBe(1)
    expect(after.indexOf(added[0] ?? '')).toBeGreaterThan(0)
    expect(after.indexOf(added[0] ?? '')).toBeLessThan(after.length - 1)
  })

  it('adds the same claim in version 3, and keeps both in order', async () => {
    const before = await ids(grows, 3)
    inWeek(5)
    const [v2, v3] = [await ids(grows, 2), await ids(grows, 3)]
    expect([v2.length, v3.length]).toEqual([before.length + 5, before.length + 5])
    const numbers = v2.map(id => id.slice(id.indexOf('-') + 1))
    expect(numbers).toEqual([...numbers].sort())
    expect(v3.map(Number)).toEqual(v3.map(Number).sort((a, b) => a - b))
  })

  it('moves lastUpdated of the new claims alone, so that _lastUpdated finds only those', async () => {
    const before = await ids(grows, 2)
    inWeek(2)
    const since = new Date(testLoadedMs).toISOString()
    for (const version of [2, 3] as const) {
      const found = await listed(grows, version, `_lastUpdated=ge${since}`)
      expect(found.length).toBe(2)
      const updated = found.map(it => Date.parse(textAt(it, 'meta', 'lastUpdated') ?? ''))
      expect([...updated].sort()).toEqual([testLoadedMs + WEEK_MS, testLoadedMs + 2 * WEEK_MS])
    }
    expect((await ids(grows, 2, `_lastUpdated=lt${since}`)).sort()).toEqual([...before].sort())
    expect(await ids(grows, 2, `_lastUpdated=ge${since}&_lastUpdated=lt${since}`)).toEqual([])
  })

  it('brings claims of one to two weeks back, which can be read', async () => {
    const before = await ids(grows, 2)
    inWeek(1)
    const added = (await listed(grows, 2)).find(it => !before.includes(String(it['id'])))
    const end = Date.parse(textAt(added, 'billablePeriod', 'end') ?? '')
    const daysBack = (testLoadedMs + WEEK_MS - end) / 86_400_000
    expect(daysBack).toBeGreaterThanOrEqual(7)
    expect(daysBack).toBeLessThanOrEqual(14)
    const path = `/v2/fhir/ExplanationOfBenefit/${String(added?.['id'])}`
    expect(await door.read(grows, path)).toEqual(added)
    door.nowMs = testLoadedMs
    expect((await door.ask(grows, path)).status).toBe(404)
  })

  it('changes nothing else: the same claims with the same content', async () => {
    const stable = (resources: Awaited<ReturnType<typeof listed>>) =>
      resources.map(it => ({ ...it, id: it['id'], created: null }))
    const before = stable(await listed(grows, 2))
    inWeek(30)
    const after = stable(await listed(grows, 2))
    expect(after.filter(it => before.some(old => old.id === it.id))).toEqual(before)
  })

  it('brings news to about a quarter of the rolling people, and to nobody whose number is promised', async () => {
    const total = async (n: number) => {
      const page = await door.read(`BBUser${String(n).padStart(5, '0')}`, '/v2/fhir/ExplanationOfBenefit?_count=1')
      return Number(page['total'])
    }
    const rolling = Array.from({ length: 200 }, (_, index) => 2_000 + index * 37)
    const others = [0, 12, 98, 374, 29_993, 15_000, 29_999]
    const before = await Promise.all([...rolling, ...others].map(total))
    inWeek(1)
    const after = await Promise.all([...rolling, ...others].map(total))
    const grown = after.map((count, index) => count - (before[index] ?? 0))
    expect(grown.slice(rolling.length)).toEqual(others.map(() => 0))
    const share = grown.slice(0, rolling.length).filter(more => more === 1).length / rolling.length
    expect(share).toBeGreaterThan(0.15)
    expect(share).toBeLessThan(0.35)
  })
})
