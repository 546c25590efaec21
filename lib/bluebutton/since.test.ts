// "What is new since": asked by Medicare's clock, early enough that nothing falls in between, and only for what changed
// (contract 4.4, 4.5, 4.7, C13, E25).
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { GrantRef } from '@/lib/vault/vault'
import { getClaimsPage, listClaimsPages } from './pages'
import { sinceOf } from './since'
import { connectPerson, forgetUpstreams, playMedicare } from './testing'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

const day = 86_400_000
const { medicare } = await playMedicare()

beforeEach(() => forgetUpstreams())

async function connect(version: 2 | 3): Promise<GrantRef> {
  const username = 'BBUser00007'
  const person = medicare.controls.directory.findByKey(username)
  const { ref } = await connectPerson(medicare, { username, toggle: [] }, { version, patient: (version === 3 ? person?.v3Id : person?.v2Id) ?? null })
  medicare.controls.journal.clear()
  return ref
}

async function idsSince(ref: GrantRef, since?: string): Promise<string[]> {
  const ids: string[] = []
  for await (const result of listClaimsPages(ref, [0], since ? { since } : {})) {
    if ('missing' in result) throw new Error('a page is missing')
    ids.push(...result.page.resources.map((resource) => (typeof resource === 'object' && resource && 'id' in resource ? String(resource.id) : '')))
  }
  return ids
}

describe('the moment to ask from', () => {
  it.each([
    ['an hour before the answer', '2026-11-22T12:00:00.000+00:00', '2026-11-22T11:00:00.000Z'],
    ["in UTC, whatever Medicare's zone", '2022-02-14T17:27:56.303-05:00', '2022-02-14T21:27:56.303Z'],
    ['never before dates began to mean anything', '1970-01-01T00:00:00.000+00:00', '2020-02-12T00:00:00.000Z'],
    ['null for no moment', 'soon', null],
    ['null for nothing', '', null],
  ])('%s', (_, asOf, since) => {
    expect(sinceOf(asOf)).toBe(since)
  })
})

describe.each([2, 3] as const)('version %i: BBUser00007, who gets a claim every week', (version) => {
  it('nothing is new right after the load, and one call says so', async () => {
    const ref = await connect(version)
    const { asOf } = await getClaimsPage(ref, 0)
    expect(asOf).toMatch(/^\d{4}-.*Z$/)
    medicare.controls.journal.clear()
    await expect(idsSince(ref, sinceOf(asOf ?? '') ?? '')).resolves.toEqual([])
    expect(medicare.controls.journal.entries({ route: 'claims' })).toHaveLength(1)
  })

  it('a week later exactly what came is told, although it landed in the middle', async () => {
    const ref = await connect(version)
    const { asOf } = await getClaimsPage(ref, 0)
    const before = await idsSince(ref)
    medicare.controls.clock.advance(15 * day)
    const after = await idsSince(ref)
    const fresh = after.filter((id) => !before.includes(id))
    expect(fresh.length).toBeGreaterThan(0)
    await expect(idsSince(ref, sinceOf(asOf ?? '') ?? '')).resolves.toEqual(fresh)
  })

  it('a whole reload is told page by page: all that changed, each once', async () => {
    const ref = await connect(version)
    expect((await idsSince(ref, '2013-01-01T00:00:00.000Z')).toSorted()).toEqual((await idsSince(ref)).toSorted())
  })
})
