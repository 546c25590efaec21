// All claims arrive, or it is said which did not: in version 2 many pages at once, in version 3 one after the other
// (quality AVL-04, AVL-06, INP-02, INP-04, INP-07; contract 4.5, C10 to C13, C17). Waits are recorded, not waited.
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { NotAllowed, SignInNeeded, Unreadable } from '@/lib/errors'
import type { GrantRef } from '@/lib/vault/vault'
import { startSandbox, type RunningSandbox } from '@/sandbox/testing'
import { usualDeadlines } from './deadlines'
import { getClaimsPage, isShort, listClaimsPages, type PageResult, type RecordPage, startsAfter } from './pages'
import { connectPerson, forgetUpstreams, setSettings } from './testing'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

let medicare: RunningSandbox
let canary: Server
let canaryUrl = ''
const heard: string[] = []
const unhandled: unknown[] = []
const onUnhandled = (reason: unknown) => unhandled.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', onUnhandled)
  medicare = await startSandbox()
  setSettings(medicare)
  canary = createServer((request, response) => {
    heard.push(`${request.url} ${request.headers.authorization ?? ''}`)
    response.end('{}')
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  const address = canary.address()
  canaryUrl = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
})

beforeEach(() => {
  forgetUpstreams()
  medicare.controls.reset()
  heard.length = 0
})

afterAll(async () => {
  process.off('unhandledRejection', onUnhandled)
  expect(unhandled).toEqual([])
  canary.close()
  await medicare.stop()
})

async function connect(username: string, version: 2 | 3 = 2): Promise<GrantRef> {
  const person = medicare.controls.directory.findByKey(username)
  const { ref } = await connectPerson(medicare, { username, toggle: [] }, { version, patient: (version === 3 ? person?.v3Id : person?.v2Id) ?? null })
  medicare.controls.journal.clear()
  return ref
}

async function loadAll(ref: GrantRef): Promise<{ first: RecordPage; pages: RecordPage[]; missing: number[] }> {
  const first = await getClaimsPage(ref, 0)
  return { first, ...(await loadRest(listClaimsPages(ref, startsAfter(first)), [first])) }
}

async function loadRest(results: AsyncGenerator<PageResult>, pages: RecordPage[] = []): Promise<{ pages: RecordPage[]; missing: number[] }> {
  const missing: number[] = []
  for await (const result of results) {
    if ('page' in result) pages.push(result.page)
    else missing.push(result.missing)
  }
  return { pages, missing }
}

const idsOf = (pages: readonly RecordPage[]) => pages.flatMap((page) => page.resources.map((resource) => (typeof resource === 'object' && resource && 'id' in resource ? String(resource.id) : '')))
const claims = () => medicare.controls.journal.entries({ route: 'claims' })
const at = (start: number) => ({ route: 'claims' as const, path: `[?&](startIndex|_offset)=${start}(&|$)` })
const fault = medicareFault

function medicareFault(start: number, action: Parameters<RunningSandbox['controls']['faults']['add']>[0]['action'], times?: number): void {
  medicare.controls.faults.add({ match: at(start), action, ...(times ? { times } : {}) })
}

describe.each([
  ['none', 'BBUser29990', 0],
  ['one claim', 'BBUser29991', 1],
  ['a page and two', 'BBUser00000', 52],
  ['ten pages', 'BBUser00012', 497],
])('everybody gets all of them, once each (%s)', (_, username, count) => {
  it.each([2, 3] as const)('version %i', async (version) => {
    const { first, pages, missing } = await loadAll(await connect(username, version))
    const ids = idsOf(pages)
    expect([ids.length, new Set(ids).size]).toEqual([count, count])
    expect(missing).toEqual([])
    expect(first.total).toBe(version === 2 ? count : null)
    expect(pages.reduce((sum, page) => sum + page.unreadable, 0)).toBe(0)
    expect(claims()).toHaveLength(Math.max(1, Math.ceil(count / 50)))
    expect(claims().every(({ path }) => path.startsWith(`/v${version}/fhir/`))).toBe(true)
  })
})

describe('several at once (AVL-04)', () => {
  it('never more than four, and more than one', async () => {
    const ref = await connect('BBUser03678')
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'delay', ms: 15 } })
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'answer', status: 200, body: '{"resourceType":"Bundle","total":497}' } })
    await loadRest(listClaimsPages(ref, Array.from({ length: 12 }, (_, index) => (index + 1) * 50)))
    expect(claims()).toHaveLength(12)
    expect(medicare.controls.journal.peakConcurrency({ route: 'claims' })).toBe(4)
  })

  it('a page that is asked for twice is fetched once', async () => {
    await loadRest(listClaimsPages(await connect('BBUser03678'), [50, 100, 50, 100, 100]))
    expect(claims()).toHaveLength(2)
  })

  it('pages come in the order they arrive: one that hangs does not hold the others up', async () => {
    const ref = await connect('BBUser03678')
    fault(50, { kind: 'hang', ms: 0 })
    const leaving = new AbortController()
    const walk = listClaimsPages(ref, [50, 100, 150], { signal: leaving.signal })
    const starts = [await walk.next(), await walk.next()].map(({ value }) => (value && 'page' in value ? value.page.start : -1))
    expect(starts.toSorted((a, b) => a - b)).toEqual([100, 150])
    leaving.abort()
    await expect(walk.next()).resolves.toMatchObject({ value: { missing: 50 } })
  })
})

describe('a page that does not come (AVL-06, C12)', () => {
  it.each([
    ['503', { kind: 'answer', status: 503, body: '' }],
    ['an HTML page with 200', { kind: 'mangle', how: 'html' }],
    ['JSON that breaks off', { kind: 'mangle', how: 'cut' }],
    ['an empty 200', { kind: 'mangle', how: 'empty' }],
    ['a reset line', { kind: 'transport', how: 'reset-at-byte' }],
    ['something that is no search reply', { kind: 'answer', status: 200, body: '{"resourceType":"OperationOutcome"}' }],
  ] as const)('%s for good: it is named, and every other page is there', async (_, action) => {
    const ref = await connect('BBUser00000')
    fault(50, action)
    const { pages, missing } = await loadAll(ref)
    expect(missing).toEqual([50])
    expect(new Set(idsOf(pages)).size).toBe(50)
  })

  it('refused, while the others are not: it is named too, and the others are there', async () => {
    const ref = await connect('BBUser03678')
    fault(100, { kind: 'answer', status: 403, body: '{"detail":"You do not have permission to perform this action."}' })
    const { pages, missing } = await loadAll(ref)
    expect(missing).toEqual([100])
    expect(new Set(idsOf(pages)).size).toBe(150)
  })

  it('but a first page that is refused was not shared, and ends the walk', async () => {
    const ref = await connect('BBUser03678')
    fault(0, { kind: 'answer', status: 403, body: '{"detail":"You do not have permission to perform this action."}' })
    await expect(loadRest(listClaimsPages(ref, [0]))).rejects.toBeInstanceOf(NotAllowed)
  })

  it('in the middle of many: all before and after it are there', async () => {
    const ref = await connect('BBUser03678')
    fault(100, { kind: 'answer', status: 503, body: '' })
    const { pages, missing } = await loadAll(ref)
    expect(missing).toEqual([100])
    expect(pages.map((page) => page.start).toSorted((a, b) => a - b)).toEqual([0, 50, 150])
    expect(new Set(idsOf(pages)).size).toBe(150)
  })

  it('is asked for again, three times in all, and no other page is', async () => {
    const ref = await connect('BBUser00000')
    fault(50, { kind: 'answer', status: 503, body: '' })
    await loadAll(ref)
    expect(claims()).toHaveLength(4)
    expect(claims().filter(({ status }) => status === 503)).toHaveLength(3)
  })

  it('may be asked for by itself later, and then all is there', async () => {
    const ref = await connect('BBUser00000')
    fault(50, { kind: 'answer', status: 503, body: '' }, 3)
    const { pages, missing } = await loadAll(ref)
    const later = await loadRest(listClaimsPages(ref, missing), pages)
    expect(later.missing).toEqual([])
    expect(new Set(idsOf(pages)).size).toBe(52)
  })

  it('twice broken, then well: nothing is missing', async () => {
    const ref = await connect('BBUser00000')
    fault(50, { kind: 'mangle', how: 'html' }, 2)
    expect((await loadAll(ref)).missing).toEqual([])
  })

  it('in version 3 the page after which nothing is known is named, and the load does not pass for complete', async () => {
    const ref = await connect('BBUser03678', 3)
    fault(150, { kind: 'answer', status: 503, body: '' })
    const { pages, missing } = await loadAll(ref)
    expect(missing).toEqual([150])
    expect(new Set(idsOf(pages)).size).toBe(150)
    medicare.controls.faults.clear()
    const later = await loadRest(listClaimsPages(ref, missing), pages)
    expect(later.missing).toEqual([])
    expect(new Set(idsOf(pages)).size).toBe(200)
  })
})

describe('a page that holds less than Medicare says (contract 4.8, C16)', () => {
  const empty = (start: number, version: 2 | 3) => fault(start, { kind: 'answer', status: 200, body: JSON.stringify({ resourceType: 'Bundle', type: 'searchset', ...(version === 2 ? { total: 0 } : {}) }) })

  it.each([2, 3] as const)('version %i: an empty page in the middle is missing, not the end', async (version) => {
    const ref = await connect('BBUser03678', version)
    empty(100, version)
    const { pages, missing } = await loadAll(ref)
    expect(missing).toEqual([100])
    expect(new Set(idsOf(pages)).size).toBe(version === 2 ? 150 : 100)
    medicare.controls.faults.clear()
    const later = await loadRest(listClaimsPages(ref, missing), pages)
    expect([later.missing, new Set(idsOf(pages)).size]).toEqual([[], 200])
  })

  const page = (size: number, more: Partial<RecordPage>): RecordPage => ({ start: 0, version: 2, resources: Array.from({ length: size }, () => ({})), unreadable: 0, total: null, next: null, asOf: null, patient: null, ...more })
  it.each<[what: string, page: RecordPage, short: boolean]>([
    ['a full page', page(50, { total: 200, next: 50 }), false],
    ['one claim less', page(49, { total: 200, next: 50 }), true],
    ['one that could not be read is there all the same', page(49, { total: 200, next: 50, unreadable: 1 }), false],
    ['the last page', page(2, { start: 50, total: 52 }), false],
    ['the last page, one claim less', page(1, { start: 50, total: 52 }), true],
    ['one claim more, since it came twice', page(51, { start: 50, total: 200, next: 100 }), false],
    ['smaller pages than we asked for', page(10, { total: 52, next: 10 }), false],
    ['a full page without its link', page(50, { start: 50, total: 200 }), false],
    ['no claims at all', page(0, { total: 0 }), false],
    ['nothing, where the total says there is something', page(0, { total: 3 }), true],
    ['nothing, where another page led to', page(0, { start: 50, total: 0 }), true],
    ['version 3: nothing where a link led to', page(0, { version: 3, start: 50 }), true],
    ['version 3: fewer than usual, since some are withheld there', page(40, { version: 3, start: 50, next: 100 }), false],
    ['version 2 without a usable total: fewer than its link says', page(40, { start: 50, next: 100 }), true],
    ['version 3: no claims at all', page(0, { version: 3 }), false],
  ])('%s', (_, candidate, short) => {
    expect(isShort(candidate)).toBe(short)
  })

  it('a first page without its link is not the last when the total says more', async () => {
    const ref = await connect('BBUser03678')
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'edit-content', how: 'next-missing' } })
    const { pages, missing } = await loadAll(ref)
    expect([new Set(idsOf(pages)).size, missing]).toEqual([200, []])
  })
})

describe('totals and links that say less than there is (C12, INP-06)', () => {
  it.each([0, 10, 60, 100, 149])('a total of %i among 200 claims: the links are followed to the end', async (total) => {
    const ref = await connect('BBUser03678')
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'edit-json', set: { total } } })
    const { pages, missing } = await loadRest(listClaimsPages(ref, [0]))
    expect([new Set(idsOf(pages)).size, missing]).toEqual([200, []])
    expect(claims()).toHaveLength(4)
  })

  it.each([[2, 'startIndex'], [3, '_offset']] as const)('version %i without a total: a link that leaps over a page loses nothing', async (version, position) => {
    const ref = await connect('BBUser03678', version)
    const next = `${medicare.url}/v${version}/fhir/ExplanationOfBenefit/?_count=50&${position}=150`
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'edit-json', set: { total: 'many' } } })
    fault(0, { kind: 'edit-json', set: { link: [{ relation: 'next', url: next }] } })
    const { pages, missing } = await loadRest(listClaimsPages(ref, [0]))
    expect([new Set(idsOf(pages)).size, missing]).toEqual([200, []])
  })

  it('each page says once where it leads, so that what has come is not owed again', async () => {
    const ref = await connect('BBUser03678')
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'edit-json', set: { total: 60 } } })
    const led: number[] = []
    for await (const result of listClaimsPages(ref, [0])) if ('page' in result) led.push(...result.rest)
    expect(led.toSorted((a, b) => a - b)).toEqual([50, 100, 150])
  })
})

describe('a remark of the server among the claims', () => {
  it('is no claim, and stands in for none', async () => {
    const ref = await connect('BBUser03678')
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'edit-content', how: 'outcome-among-entries' } })
    const { pages, missing } = await loadRest(listClaimsPages(ref, [0]))
    expect([new Set(idsOf(pages)).size, missing, pages.reduce((sum, { unreadable }) => sum + unreadable, 0)]).toEqual([200, [], 0])
  })
})

describe('the same claim on two pages (C17)', () => {
  it.each([
    ['duplicate-across-pages', 200],
    ['pages-reordered', 200],
    ['duplicate-within-page', 200],
  ] as const)('%s: each claim comes once', async (how, count) => {
    const ref = await connect('BBUser03678')
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'edit-content', how } })
    const { pages, missing } = await loadRest(listClaimsPages(ref, [0]))
    expect([idsOf(pages).length, new Set(idsOf(pages)).size, missing]).toEqual([count, count, []])
  })

  it('when Medicare tells no patient, two pages of two people are found out (INP-07)', async () => {
    const { ref } = await connectPerson(medicare, { username: 'BBUser03678', toggle: [] }, { patient: null })
    fault(100, { kind: 'edit-json', set: { 'entry.*.resource.patient.reference': 'Patient/-19990000000099' } })
    await expect(loadRest(listClaimsPages(ref, [0]))).rejects.toThrow('another person')
  })

  it('nor do two requests of one connection bring two people (INP-07)', async () => {
    const { ref } = await connectPerson(medicare, { username: 'BBUser03678', toggle: [] }, { patient: null })
    await getClaimsPage(ref, 0)
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'edit-json', set: { 'entry.*.resource.patient.reference': 'Patient/-19990000000099' } } })
    await expect(getClaimsPage(ref, 50)).rejects.toThrow('another person')
    await expect(loadRest(listClaimsPages(ref, [50, 100, 150]))).rejects.toThrow('another person')
  })
})

describe('a walk that takes too long (INP-04)', () => {
  it('ends after its minute, and names what did not come', async () => {
    const ref = await connect('BBUser03678')
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'hang', ms: 0 } })
    const { pages, missing } = await loadRest(listClaimsPages(ref, [50, 100, 150], { deadlines: { ...usualDeadlines, walkMs: 100 } }))
    expect([pages, missing.toSorted((a, b) => a - b)]).toEqual([[], [50, 100, 150]])
  })
})

describe('a token that dies in mid-walk (C10)', () => {
  it.each([2, 3] as const)('version %i: no page is lost, none comes twice, and each death costs one refresh', async (version) => {
    const ref = await connect('BBUser03678', version)
    medicare.controls.behave({ accessTokenCalls: 2 })
    const { pages, missing } = await loadAll(ref)
    expect(missing).toEqual([])
    expect([idsOf(pages).length, new Set(idsOf(pages)).size]).toEqual([200, 200])
    const refreshes = medicare.controls.journal.entries({ route: 'refresh' })
    expect(refreshes.length).toBeGreaterThan(0)
    expect(refreshes.every(({ status }) => status === 200)).toBe(true)
  })

  it('access that is ended in mid-walk ends the walk', async () => {
    const ref = await connect('BBUser03678')
    const first = await getClaimsPage(ref, 0)
    medicare.controls.revokeAtMedicare()
    await expect(loadRest(listClaimsPages(ref, startsAfter(first)))).rejects.toBeInstanceOf(SignInNeeded)
    expect(medicare.controls.journal.entries({ route: 'refresh' })).toHaveLength(1)
  })
})

describe('links that lead elsewhere (INP-02, C11)', () => {
  const leadTo = (start: number, url: string) => fault(start, { kind: 'edit-json', set: { link: [{ relation: 'next', url }] } })

  it.each([2, 3] as const)('version %i: to another host on the first page: nobody is sent the token, and the load is not complete', async (version) => {
    const ref = await connect('BBUser03678', version)
    leadTo(0, `${canaryUrl}/v${version}/fhir/ExplanationOfBenefit?startIndex=50&_offset=50`)
    await expect(getClaimsPage(ref, 0)).rejects.toBeInstanceOf(Unreadable)
    expect(heard).toEqual([])
  })

  it.each([
    ['another host', () => `${canaryUrl}/v3/fhir/ExplanationOfBenefit?_offset=100`],
    ['another host behind our name', () => `${medicare.url.replace('127.0.0.1', '127.0.0.1@127.0.0.1')}/v3/fhir/ExplanationOfBenefit?_offset=100`],
    ['another path of the same host', () => `${medicare.url}/v3/o/revoke/?_offset=100`],
    ['another version', () => `${medicare.url}/v2/fhir/ExplanationOfBenefit?_offset=100`],
  ])('later in the walk: %s', async (_, link) => {
    const ref = await connect('BBUser03678', 3)
    leadTo(50, link())
    const { missing } = await loadAll(ref)
    expect(missing).toEqual([50])
    expect(heard).toEqual([])
    expect(medicare.controls.journal.counts()).not.toHaveProperty('revoke')
  })
})

describe("another person's claim (INP-07)", () => {
  it.each([2, 3] as const)('version %i: one in one page ends the whole load, and nothing of that page is given', async (version) => {
    const ref = await connect('BBUser03678', version)
    fault(100, { kind: 'edit-json', set: { 'entry.7.resource.patient.reference': 'Patient/-19990000000099' } })
    const first = await getClaimsPage(ref, 0)
    const seen: number[] = []
    const walk = async () => {
      for await (const result of listClaimsPages(ref, startsAfter(first))) seen.push('page' in result ? result.page.start : -1)
    }
    await expect(walk()).rejects.toThrow('another person')
    expect(seen).not.toContain(100)
  })
})

describe('a walk that would not end (INP-04)', () => {
  it('a link back to a page that was already asked for stops it, and it does not pass for complete', async () => {
    const ref = await connect('BBUser03678', 3)
    fault(100, { kind: 'edit-json', set: { link: [{ relation: 'next', url: `${medicare.url}/v3/fhir/ExplanationOfBenefit?_offset=50` }] } })
    const { pages, missing } = await loadAll(ref)
    expect(pages.map((page) => page.start)).toEqual([0, 50, 100])
    expect(missing).toEqual([50])
    expect(claims()).toHaveLength(3)
  })

  it('so does a link to itself', async () => {
    const ref = await connect('BBUser03678', 3)
    fault(50, { kind: 'edit-json', set: { link: [{ relation: 'next', url: `${medicare.url}/v3/fhir/ExplanationOfBenefit?_offset=50` }] } })
    expect((await loadAll(ref)).missing).toEqual([50])
  })

  it('a chain without end is cut after two hundred pages, and it does not pass for complete', async () => {
    const ref = await connect('BBUser29991', 3)
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'edit-content', how: 'next-endless' } })
    const { missing } = await loadAll(ref)
    expect(missing).toHaveLength(1)
    expect(claims().length).toBeGreaterThan(100)
    expect(claims().length).toBeLessThanOrEqual(201)
  })
})

describe('where the pages after the first begin', () => {
  const page = (more: Partial<RecordPage>): RecordPage => ({ start: 0, version: 2, resources: [], unreadable: 0, total: null, next: null, asOf: null, patient: null, ...more })
  it.each<[what: string, first: RecordPage, starts: readonly number[]]>([
    ['no claims', page({ total: 0 }), []],
    ['all on the first page', page({ total: 50 }), []],
    ['one more', page({ total: 51, next: 50 }), [50]],
    ['exactly two pages', page({ total: 100, next: 50 }), [50]],
    ['two pages and one', page({ total: 101, next: 50 }), [50, 100]],
    ['the longest known record', page({ total: 2_919, next: 50 }), Array.from({ length: 58 }, (_, index) => (index + 1) * 50)],
    ['no total: the next page only', page({ next: 50 }), [50]],
    ['a total that says less than the link', page({ total: 50, next: 50 }), [50]],
    ['no link, and a total that says more', page({ total: 101 }), [50, 100]],
    ['smaller pages than we asked for', page({ total: 52, next: 10 }), [10, 20, 30, 40, 50]],
    ['a link that leaps, and a total', page({ total: 200, next: 100 }), [50, 100, 150]],
    ['a link that leaps, and no total', page({ version: 3, next: 170 }), [50, 100, 150, 170]],
    ['a total that is a lie', page({ total: 10 ** 9, next: 50 }), Array.from({ length: 199 }, (_, index) => (index + 1) * 50)],
  ])('%s', (_, first, starts) => {
    expect(startsAfter(first)).toEqual(starts)
  })
})

describe('a reader who leaves', () => {
  it('after the first page: no more is begun than was under way, and nothing fails unseen', async () => {
    const ref = await connect('BBUser03678')
    const first = await getClaimsPage(ref, 0)
    const walk = listClaimsPages(ref, startsAfter(first))
    await walk.next()
    await walk.return(undefined)
    expect(claims().length).toBeLessThanOrEqual(1 + 5)
  })

  it('in version 3, just as access ends: the page that was asked ahead fails without a word', async () => {
    const ref = await connect('BBUser03678', 3)
    const first = await getClaimsPage(ref, 0)
    const walk = listClaimsPages(ref, startsAfter(first))
    await walk.next()
    medicare.controls.revokeAtMedicare()
    await walk.return(undefined)
    while (medicare.controls.journal.entries({ route: 'refresh' }).length === 0) await new Promise(setImmediate)
    while (medicare.controls.journal.entries({ route: 'refresh' })[0]?.status === null) await new Promise(setImmediate)
    await new Promise(setImmediate)
    expect(unhandled).toEqual([])
  })

  it('by his signal: the pages under way are named as missing, and asked no more', async () => {
    const ref = await connect('BBUser03678')
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'hang', ms: 0 } })
    const leaving = new AbortController()
    const rest = loadRest(listClaimsPages(ref, [50, 100], { signal: leaving.signal }))
    while (claims().length < 2) await new Promise(setImmediate)
    leaving.abort()
    expect((await rest).missing.toSorted((a, b) => a - b)).toEqual([50, 100])
    expect(claims()).toHaveLength(2)
  })
})
