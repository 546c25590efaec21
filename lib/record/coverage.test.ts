// Coverage is judged by Medicare's own day, and what of it cannot be read is counted, told, and heard of.
import { describe, expect, it, vi } from 'vitest'
import { playMedicare, signedInBrowser } from '@/lib/session/testing'
import { listCoverage } from './coverage'

const { medicare } = await playMedicare()
const logged = vi.spyOn(process.stdout, 'write').mockReturnValue(true)

const whole = { username: 'BBUser00098' }
const edit = (set: Readonly<Record<string, unknown>>) => medicare.controls.faults.add({ match: { route: 'coverage' }, action: { kind: 'edit-json', set } })
const load = async (today?: string) => (await signedInBrowser(medicare, whole)).browser.run(() => listCoverage(today))
const standingOfA = async (today?: string) => (await load(today)).coverages.find(({ part }) => part === 'A')?.standing

describe('what cannot be read', () => {
  it.each([
    ['a part that we do not know', { 'entry.0.resource.id': 'part-x-1', 'entry.0.resource.class': [{ type: { coding: [{ code: 'plan' }] }, value: 'Part X' }] }],
    ['an entry that is no coverage', { 'entry.0.resource': { resourceType: 'Basic' } }],
    ['a coverage of nobody', { 'entry.0.resource.beneficiary': {} }],
  ])('%s is counted beside the others, and we hear of it', async (_, set) => {
    const { coverages } = await load()
    edit(set)
    logged.mockClear()
    await expect(load()).resolves.toMatchObject({ coverages: { length: coverages.length - 1 }, unreadable: 1 })
    expect(logged.mock.calls.join('')).toMatch(/"event":"data.failed"[^\n]*"what":"coverage"/)
  })

  it.each([
    ['counts and does not send', { total: 6 }, 2],
    ['links to and does not send', { link: [{ relation: 'next', url: `${medicare.url}/v2/fhir/Coverage/?startIndex=4&_count=50` }] }, 1],
  ])('what Medicare %s is told too', async (_, set, unreadable) => {
    edit(set)
    await expect(load()).resolves.toMatchObject({ coverages: { length: 4 }, unreadable })
  })

  it('of a whole answer is nothing', async () => {
    await expect(load()).resolves.toMatchObject({ unreadable: 0 })
  })
})

it('the last day of coverage ends with the day near Washington, not in Greenwich', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-12-01T01:30:00Z') })
  try {
    edit({ 'entry.0.resource.period': { start: '2020-01-01', end: '2026-11-30' } })
    await expect(standingOfA()).resolves.toBe(await standingOfA('2026-11-30'))
    expect(await standingOfA('2026-11-30')).not.toBe(await standingOfA('2026-12-01'))
  } finally {
    vi.useRealTimers()
  }
})
