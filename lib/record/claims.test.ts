// All claims of the person who asks, with nothing lost in silence and nothing of anybody else (product promise 1, quality
// AVL-06, INP-07, HDR-04).
import { createBrowser, playMedicare, signedInBrowser, testOrigin } from '@/lib/session/testing'
import { describe, expect, it, vi } from 'vitest'
import { NotAllowed, SignInNeeded, Unavailable, Unreadable } from '@/lib/errors'
import type { RunningSandbox } from '@/sandbox/testing'
import { getClaim, listAllClaims, listFirstClaims, streamClaims, streamNewClaims } from './claims'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

const { medicare } = await playMedicare()

type Action = Parameters<RunningSandbox['controls']['faults']['add']>[0]['action']

const signIn = async (username = 'BBUser00000') => (await signedInBrowser(medicare, { username })).browser
const onPage = (start: number, action: Action) => medicare.controls.faults.add({ match: { route: 'claims', path: `startIndex=${start}(&|$)` }, action })
const down: Action = { kind: 'answer', status: 503, body: '' }

describe('the first fifty', () => {
  it('come with how many there are, and where the rest begins', async () => {
    const page = await (await signIn()).run(() => listFirstClaims('en'))
    expect(page).toMatchObject({ total: 52, unreadable: 0, rest: [50] })
    expect(page.claims).toHaveLength(50)
  })

  it('no claims is an answer, not a failure (C13)', async () => {
    await expect((await signIn('BBUser29990')).run(() => listFirstClaims('en'))).resolves.toMatchObject({ claims: [], total: 0, unreadable: 0, rest: [] })
  })

  it('Medicare down, a page of HTML, nobody signed in: each its own failure', async () => {
    const browser = await signIn()
    onPage(0, down)
    await expect(browser.run(() => listFirstClaims('en'))).rejects.toBeInstanceOf(Unavailable)
    medicare.controls.faults.clear()
    onPage(0, { kind: 'mangle', how: 'html' })
    await expect(browser.run(() => listFirstClaims('en'))).rejects.toBeInstanceOf(Unreadable)
    await expect(createBrowser(testOrigin).run(() => listFirstClaims('en'))).rejects.toBeInstanceOf(SignInNeeded)
  })
})

describe('all at once, for a browser without JavaScript', () => {
  it.each([
    ['BBUser29990', 0],
    ['BBUser29991', 1],
    ['BBUser00000', 52],
    ['BBUser03678', 200],
  ])('%s: %i, each once', async (username, count) => {
    const page = await (await signIn(username)).run(() => listAllClaims('en'))
    expect([page.claims.length, new Set(page.claims.map(({ row }) => row.id)).size, page.total, page.rest, page.unreadable]).toEqual([count, count, count, [], 0])
  })

  it('a page that stays broken is named, and the others are there (AVL-06)', async () => {
    const browser = await signIn('BBUser03678')
    onPage(100, down)
    const page = await browser.run(() => listAllClaims('en'))
    expect([page.claims.length, page.total, page.rest]).toEqual([150, 200, [100]])
  })

  it('a claim that lands in two pages is shown once (C17)', async () => {
    const browser = await signIn('BBUser03678')
    const [first] = (await browser.run(() => listFirstClaims('en'))).claims
    onPage(50, { kind: 'edit-json', set: { 'entry.0.resource.id': first?.row.id } })
    const page = await browser.run(() => listAllClaims('en'))
    expect(page.claims.filter(({ row }) => row.id === first?.row.id)).toHaveLength(1)
    expect(page.claims).toHaveLength(199)
  })

  it('a claim that cannot be read is counted, and does not hide the others', async () => {
    const browser = await signIn()
    onPage(0, { kind: 'edit-json', set: { 'entry.3.resource': { resourceType: 'ExplanationOfBenefit' }, 'entry.4.resource': null } })
    const page = await browser.run(() => listAllClaims('en'))
    expect([page.claims.length, page.unreadable, page.total]).toEqual([50, 2, 52])
  })

  it('a claim that went away, or slipped through, while the pages came: the count says that one is missing', async () => {
    const browser = await signIn('BBUser03678')
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'edit-content', how: 'shrinks-between-pages' } })
    const page = await browser.run(() => listAllClaims('en'))
    expect([page.claims.length, page.total]).toEqual([199, 200])
  })

  it('a first page that holds less than Medicare says is owed again (C13)', async () => {
    const browser = await signIn('BBUser03678')
    onPage(0, { kind: 'edit-json', remove: ['entry'] })
    await expect(browser.run(() => listFirstClaims('en'))).resolves.toMatchObject({ claims: [], total: 200, rest: [0, 50, 100, 150] })
    const page = await browser.run(() => listAllClaims('en'))
    expect([page.claims.length, page.total, page.rest]).toEqual([150, 200, [0]])
  })

  it("a claim of somebody else: nothing is shown, not even one's own (INP-07)", async () => {
    const browser = await signIn('BBUser03678')
    onPage(150, { kind: 'edit-json', set: { 'entry.0.resource.patient.reference': 'Patient/-19990000000099' } })
    await expect(browser.run(() => listAllClaims('en'))).rejects.toBeInstanceOf(Unreadable)
  })
})

describe('the stream never throws: its last word says what went wrong', () => {
  const collect = (browser: ReturnType<typeof createBrowser>, starts: readonly number[]) => browser.run(() => gather(streamClaims('en', starts)))

  it('nobody signed in', async () => {
    await expect(collect(createBrowser(testOrigin), [0])).resolves.toEqual([{ type: 'problem', code: 'sign-in-needed', reason: 'no-session' }])
  })

  it('the first page leads to all others in the same answer, and each event says where its page began', async () => {
    const events = await collect(await signIn('BBUser03678'), [0])
    const pages = events.filter((event) => event.type === 'claims')
    expect(pages.map(({ start }) => start).toSorted((one, other) => one - other)).toEqual([0, 50, 100, 150])
    expect(pages.find(({ start }) => start === 0)?.rest).toEqual([50, 100, 150])
    expect(new Set(pages.flatMap(({ claims }) => claims.map(({ row }) => row.id))).size).toBe(200)
    expect(events.at(-1)).toEqual({ type: 'end' })
  })

  it('nothing asked for: over at once', async () => {
    await expect(collect(await signIn(), [])).resolves.toEqual([{ type: 'end' }])
  })

  it('access removed in mid-stream: what had arrived stays', async () => {
    const browser = await signIn('BBUser03678')
    const seen: string[] = []
    await browser.run(async () => {
      for await (const event of streamClaims('en', [0, 50, 100, 150, 200])) {
        seen.push(event.type)
        if (event.type === 'claims') medicare.controls.revokeAtMedicare()
      }
    })
    expect(seen[0]).toBe('claims')
    expect(['problem', 'end']).toContain(seen.at(-1))
  })
})

describe('what is new since an earlier answer', () => {
  /** BBUser00007 gets one more claim every week. */
  it('is asked by time only: a later claim comes, and the many that are known do not', async () => {
    const browser = await signIn('BBUser00007')
    const { asOf, claims } = await browser.run(() => listFirstClaims('en'))
    medicare.controls.clock.advance(8 * 86_400_000)
    medicare.controls.journal.clear()
    const events = await browser.run(() => gather(streamNewClaims('en', asOf ?? '')))
    const news = events.flatMap((event) => (event.type === 'claims' ? event.claims : []))
    expect(news.length).toBeGreaterThan(0)
    expect(news.filter(({ row }) => claims.every((known) => known.row.id !== row.id)).length).toBeGreaterThan(0)
    expect(news.length).toBeLessThan(5)
    expect(medicare.controls.journal.entries({ route: 'claims' }).filter(({ status }) => status === 200)).toHaveLength(1)
    expect(events.at(-1)).toEqual({ type: 'end' })
  })
})

describe('one claim', () => {
  it('by its id', async () => {
    const browser = await signIn()
    const [claim] = (await browser.run(() => listFirstClaims('en'))).claims
    await expect(browser.run(() => getClaim(claim?.row.id ?? ''))).resolves.toMatchObject({ claim: { id: claim?.row.id } })
  })

  it("of somebody else, unknown, or no id at all: not found (and Medicare's words are not shown)", async () => {
    const [mine, yours] = [await signIn('BBUser00000'), await signIn('BBUser00001')]
    const [claim] = (await yours.run(() => listFirstClaims('en'))).claims
    for (const id of [claim?.row.id ?? '', 'carrier--1', '../Patient', '..', '']) await expect(mine.run(() => getClaim(id))).rejects.toBeInstanceOf(NotAllowed)
  })
})

async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
