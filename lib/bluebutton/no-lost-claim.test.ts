// Promise 1, proved: whatever goes wrong on the way, what is shown and what is named missing together are what exists, and
// asking again for what is missing brings it. A hundred loads, each with its own troubles, the same ones every time.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { GrantRef } from '@/lib/vault/vault'
import { claimsOf, type RunningSandbox, startSandbox, truthOf } from '@/sandbox/testing'
import { usualDeadlines } from './deadlines'
import { listClaimsPages } from './pages'
import { connectPerson, forgetUpstreams, setSettings } from './testing'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

/** One person for each version: a second sign-in of the same one would end the first. Both have four pages. */
const people = { 2: { username: 'BBUser03678', number: 3678 }, 3: { username: 'BBUser07199', number: 7199 } } as const
const starts = [0, 50, 100, 150]
const seeds = Array.from({ length: 100 }, (_, index) => 7919 * (index + 1))
/** Long enough for a page, short enough for one that never comes. Should a busy machine miss it, the page is missing too. */
const hurried = { ...usualDeadlines, attemptMs: 400, overallMs: 450 }

let medicare: RunningSandbox
let refs: Readonly<Record<2 | 3, GrantRef>>
const finished: number[] = []

beforeAll(async () => {
  medicare = await startSandbox()
  setSettings(medicare)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  refs = { 2: await connect(2), 3: await connect(3) }
})

afterAll(async () => {
  await medicare.stop()
  vi.restoreAllMocks()
  console.log(`No lost claim: ${finished.length} seeded loads of ${claimsOf(people[2].number)} or ${claimsOf(people[3].number)} claims`)
})

/** Small numbers drawn from a seed; never twice from the same place (mulberry32). */
function draws(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

interface Trouble {
  readonly version: 2 | 3
  readonly forbidden: number
  readonly silent: number
  readonly deadBefore: number
}

/** Every place of the dying token comes up in both versions; the broken pages are drawn. */
function troubleOf(seed: number, index: number): Trouble {
  const draw = draws(seed)
  const version = index % 2 === 0 ? 2 : 3
  const later = starts.slice(1)
  return {
    version,
    forbidden: later[draw(later.length)] ?? 50,
    silent: later[draw(later.length)] ?? 50,
    deadBefore: 1 + (Math.floor(index / 2) % (starts.length + 1)),
  }
}

function layFaults(seed: number, { forbidden, silent, deadBefore }: Trouble): void {
  const { faults } = medicare.controls
  const at = (start: number) => ({ route: 'claims' as const, path: `[?&](startIndex|_offset)=${start}(&|$)` })
  const status = [500, 502, 503, 504][draws(seed)(4)] ?? 500
  faults.add({ match: { route: 'claims', nth: deadBefore }, action: { kind: 'do', what: 'expire-access-tokens' } })
  faults.add({ match: { route: 'claims', probability: 0.02, seed }, action: { kind: 'answer', status, body: '<h1>Sorry</h1>' } })
  faults.add({ match: { route: 'claims', probability: 0.5, seed: seed + 1 }, action: { kind: 'edit-content', how: 'duplicate-across-pages' } })
  faults.add({ id: 'forbidden', match: at(forbidden), action: { kind: 'answer', status: 403, body: '{"detail":"no"}' } })
  faults.add({ id: 'silent', match: at(silent), action: { kind: 'hang', ms: 0 } })
}

interface Loaded {
  readonly ids: string[]
  readonly missing: number[]
}

async function load(ref: GrantRef, from: readonly number[], deadlines = usualDeadlines): Promise<Loaded> {
  const loaded: Loaded = { ids: [], missing: [] }
  for await (const result of listClaimsPages(ref, from, { deadlines })) {
    if ('missing' in result) loaded.missing.push(result.missing)
    else loaded.ids.push(...result.page.resources.map(idOf))
  }
  return loaded
}

const idOf = (resource: unknown) => (typeof resource === 'object' && resource !== null && 'id' in resource ? String(resource.id) : '')

/** The claims that exist, by the generator itself. */
const truth = {
  2: Array.from({ length: claimsOf(people[2].number) }, (_, slot) => truthOf(people[2].number, slot).v2Id),
  3: Array.from({ length: claimsOf(people[3].number) }, (_, slot) => truthOf(people[3].number, slot).v3Id),
}

async function connect(version: 2 | 3): Promise<GrantRef> {
  const { username } = people[version]
  const known = medicare.controls.directory.findByKey(username)
  const { ref } = await connectPerson(medicare, { username, toggle: [] }, { version, patient: (version === 3 ? known?.v3Id : known?.v2Id) ?? null })
  return ref
}

describe('no lost claim: shown and named missing together are what exists', () => {
  const placed = { 2: new Map<string, number>(), 3: new Map<string, number>() }

  it.each([2, 3] as const)('version %i without trouble: all of them, each once', async (version) => {
    for await (const result of listClaimsPages(refs[version], [0])) {
      expect(result).toHaveProperty('page')
      if ('page' in result) for (const resource of result.page.resources) placed[version].set(idOf(resource), result.page.start)
    }
    expect([...placed[version].keys()].toSorted()).toEqual(truth[version].toSorted())
  })

  it.each(seeds.map((seed, index) => ({ seed, ...troubleOf(seed, index) })))(
    'seed $seed: version $version, page $forbidden refused, page $silent silent, token dead before call $deadBefore',
    async ({ seed, version, ...where }) => {
      medicare.controls.faults.clear()
      forgetUpstreams()
      layFaults(seed, { version, ...where })
      const { ids, missing } = await load(refs[version], [0], hurried)
      expect(new Set(ids).size).toBe(ids.length)
      const shown = new Set(ids)
      // A broken page stands for all that only it leads to: in version 3 for those that follow, and the first for all.
      const isNamed = (start: number) => missing.some((named) => named === start || named === 0 || (version === 3 && named <= start))
      const silentlyLost = truth[version].filter((id) => !shown.has(id) && !isNamed(placed[version].get(id) ?? -1))
      expect(silentlyLost).toEqual([])
      expect(ids.filter((id) => !placed[version].has(id))).toEqual([])
      expect(isNamed(Math.min(where.silent, where.forbidden))).toBe(true)

      medicare.controls.faults.clear()
      const again = await load(refs[version], missing)
      expect(again.missing).toEqual([])
      expect([...new Set([...ids, ...again.ids])].toSorted()).toEqual(truth[version].toSorted())
      finished.push(seed)
    },
  )
})
