// The rest of the claims as a stream of lines: to who is signed in, of their own claims only, and honest to its last line
// (quality INP-07, INP-09, HDR-04, AVL-06; product promise 1).
// First, so that Next finds what it needs before any handler is loaded.
import { createBrowser, playMedicare, signedInBrowser, testOrigin } from '@/lib/session/testing'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { readSessionName } from '@/lib/session/session-name'
import { GET } from './route'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

const { medicare, logged } = await playMedicare()

const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('claims'), start: z.number(), claims: z.array(z.object({ row: z.looseObject({ id: z.string() }), facts: z.looseObject({}) })), unreadable: z.number(), total: z.number().nullable(), rest: z.array(z.number()), asOf: z.string().nullable() }),
  z.object({ type: z.literal('missing'), start: z.number() }),
  z.object({ type: z.literal('end') }),
  z.object({ type: z.literal('problem'), code: z.string(), reason: z.string().optional() }),
])

type Browser = ReturnType<typeof createBrowser>

/** As a tab of this browser's session asks. */
async function askAsTab(browser: Browser, query: string, session?: string | null) {
  return browser.ask(GET, `/api/claims?${query}`, { headers: { 'x-plainclaim-session': session === undefined ? await browser.run(readSessionName) : session } })
}

async function events(browser: Browser, starts: string) {
  const answer = await askAsTab(browser, `starts=${starts}`)
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'application/x-ndjson; charset=utf-8', 'private, no-store'])
  const text = await answer.text()
  expect(text.endsWith('\n')).toBe(true)
  return text.trim().split('\n').map((line) => event.parse(JSON.parse(line)))
}

const idsOf = (list: readonly z.infer<typeof event>[]) => list.flatMap((each) => (each.type === 'claims' ? each.claims.map(({ row }) => row.id) : []))

describe('the stream', () => {
  it('brings every page that was asked for, and says when nothing more comes', async () => {
    const { browser } = await signedInBrowser(medicare, { username: 'BBUser03678' })
    const list = await events(browser, '0,50,100,150')
    expect([idsOf(list).length, new Set(idsOf(list)).size]).toEqual([200, 200])
    expect(list.at(-1)).toEqual({ type: 'end' })
    expect(list.filter(({ type }) => type === 'claims')).toHaveLength(4)
  })

  it('names the pages that did not come, and does not pass for complete (AVL-06)', async () => {
    const { browser } = await signedInBrowser(medicare, { username: 'BBUser03678' })
    medicare.controls.faults.add({ match: { route: 'claims', path: 'startIndex=100' }, action: { kind: 'answer', status: 503, body: '' } })
    const list = await events(browser, '0,50,100,150')
    expect(list.filter(({ type }) => type === 'missing')).toEqual([{ type: 'missing', start: 100 }])
    expect(list.at(-1)).toEqual({ type: 'end' })
    expect(idsOf(list)).toHaveLength(150)
  })

  it.each([
    ['access ended at Medicare', { code: 'sign-in-needed', reason: 'access-ended' }, () => medicare.controls.revokeAtMedicare()],
    ['claims not shared', { code: 'not-allowed' }, () => medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'answer', status: 403, body: '{}' } })],
    ['a claim of somebody else', { code: 'someone-else' }, () => medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'edit-json', set: { 'entry.0.resource.patient.reference': 'Patient/-19990000000099' } } })],
  ])('%s: the last line says so, and no row came with it', async (_, problem, trouble) => {
    const { browser } = await signedInBrowser(medicare, {})
    trouble()
    expect(await events(browser, '0')).toEqual([{ type: 'problem', ...problem }])
  })

  it('holds no token, no patient id and no Medicare number, and its log neither (PRV-01)', async () => {
    const { browser, grant } = await signedInBrowser(medicare, {})
    const text = JSON.stringify(await events(browser, '0,50'))
    for (const secret of [grant.accessToken.reveal(), grant.refreshToken?.reveal() ?? 'never', grant.patient ?? 'never']) {
      expect(text).not.toContain(secret)
      expect(logged.join('')).not.toContain(secret)
    }
    for (const id of idsOf(z.array(event).parse(JSON.parse(text)))) expect(logged.join('')).not.toContain(id)
  })

  it('stops asking Medicare when the reader leaves', async () => {
    const { browser } = await signedInBrowser(medicare, { username: 'BBUser00012' })
    medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'answer', status: 200, body: '{"resourceType":"Bundle","total":9999}' } })
    const answer = await askAsTab(browser, `starts=${Array.from({ length: 100 }, (_, index) => index * 50).join(',')}`)
    const reader = answer.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    const asked = medicare.controls.journal.entries({ route: 'claims' }).length
    expect(asked).toBeLessThan(50)
    await vi.waitFor(() => expect(medicare.controls.journal.entries({ route: 'claims' }).every(({ status }) => status !== null)).toBe(true))
    expect(medicare.controls.journal.entries({ route: 'claims' }).length).toBeLessThan(50)
  })
})

describe('who may read it', () => {
  it('nobody without a session: 401, and Medicare is not asked', async () => {
    const answer = await createBrowser(testOrigin).ask(GET, '/api/claims?starts=0')
    expect([answer.status, await answer.json()]).toEqual([401, { code: 'sign-in-needed', reason: 'no-session' }])
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(medicare.controls.journal.entries()).toEqual([])
  })

  it('two people at once, ten times: nobody ever sees a claim of the other (PRV-03)', async () => {
    const [one, two] = [await signedInBrowser(medicare, { username: 'BBUser00000' }), await signedInBrowser(medicare, { username: 'BBUser00001' })]
    const own = [new Set(idsOf(await events(one.browser, '0'))), new Set(idsOf(await events(two.browser, '0')))]
    const again = await Promise.all(Array.from({ length: 10 }, async (_, index) => [index % 2, idsOf(await events(index % 2 ? two.browser : one.browser, '0'))] as const))
    for (const [who, ids] of again) for (const id of ids) expect(own[who]?.has(id)).toBe(true)
    expect([...(own[0] ?? [])].some((id) => own[1]?.has(id))).toBe(false)
  })
})

describe('whose tab asks (PRV-03)', () => {
  const since = `since=${encodeURIComponent('2026-11-22T10:00:00Z')}`

  it('a tab of the session before is refused whatever it asks for, and Medicare is not asked', async () => {
    const { browser } = await signedInBrowser(medicare, { username: 'BBUser00000' })
    const before = await browser.run(readSessionName)
    const { browser: after } = await signedInBrowser(medicare, { username: 'BBUser00001' })
    for (const [name, value] of after.cookies) browser.cookies.set(name, value)
    for (const query of ['starts=0', 'starts=50', 'starts=0,50', since]) {
      const answer = await askAsTab(browser, query, before)
      expect([query, answer.status, await answer.json(), answer.headers.get('cache-control')]).toEqual([query, 409, { code: 'other-session' }, 'private, no-store'])
    }
    expect(medicare.controls.journal.entries({ route: 'claims' })).toEqual([])
    expect((await askAsTab(browser, 'starts=50')).status).toBe(200)
  })

  it('who does not say is given the claims from their beginning, and nothing that goes on from something', async () => {
    const { browser } = await signedInBrowser(medicare, {})
    const statuses = []
    for (const query of ['starts=0', 'starts=50', 'starts=0,50', since]) statuses.push((await askAsTab(browser, query, null)).status)
    expect(statuses).toEqual([200, 409, 409, 409])
  })

  it('no name opens anything without the session itself', async () => {
    const { browser } = await signedInBrowser(medicare, {})
    const name = await browser.run(readSessionName)
    expect((await askAsTab(createBrowser(testOrigin), 'starts=0', name)).status).toBe(401)
  })
})

describe('what may be asked for (INP-09)', () => {
  it.each([
    '', 'starts=', 'starts=a', 'starts=-50', 'starts=1.5', 'starts=50,', 'starts=,50', 'starts=50,,100', 'starts=0x10', 'starts=1e3', 'starts=1234567', 'starts=50&starts=100', 'starts=50&x=1', 'x=1', 'starts[]=50',
    `starts=${Array.from({ length: 201 }, (_, index) => index).join(',')}`, 'starts=50%0a', 'starts=%00', 'starts= 50', 'STARTS=50', 'starts=__proto__', 'since=', 'since=yesterday', 'since=2026-11-22', 'since=2026-11-22T10:00:00', 'since=2026-11-22T10:00:00Z&starts=0', 'since=2026-11-22T10:00:00Z&since=2026-11-22T10:00:00Z', `since=2026-11-22T10:00:00.${'0'.repeat(90)}Z`, `starts=${'9,'.repeat(5_000)}9`.slice(0, 9_999),
  ])('%s is refused before anything else is done', async (query) => {
    const answer = await createBrowser(testOrigin).ask(GET, `/api/claims?${query}`)
    expect([answer.status, await answer.json()]).toEqual([400, { code: 'bad-request' }])
    expect(medicare.controls.journal.entries()).toEqual([])
  })

  it('the same page twice is asked for once', async () => {
    const { browser } = await signedInBrowser(medicare, {})
    await events(browser, '0,0,50,0')
    expect(medicare.controls.journal.entries({ route: 'claims' })).toHaveLength(2)
  })
})
