// All claims, or it says so: the load of a tab against an answer that is whole, cut off, refused, or stopped.
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { createMemory } from '@/components/session/tab-session'
import type { ClaimsEvent } from '@/lib/claims/claims-page'
import type { ListedClaim } from '@/lib/claims/facts'
import { currentClaim } from '@/lib/claims/testing'
import { claimsQuery, forgetClaims, stopClaims } from './claims-query'
import { beginClaims, type ClaimsState, countClaims } from './claims-state'

const claim = (id: string): ListedClaim => currentClaim(id)
const page = (start: number, ...ids: string[]): ClaimsEvent => ({ type: 'claims', start, claims: ids.map(claim), unreadable: 0, total: 4, rest: [], asOf: null })
const end: ClaimsEvent = { type: 'end' }
const painted = beginClaims({ claims: [claim('a')], total: 4, unreadable: 0, rest: [50, 100, 150], asOf: null })

describe('the load of all claims', () => {
  it('is complete when every page has come', async () => {
    const { asked, load } = setUp([[page(50, 'b'), page(100, 'c'), page(150, 'd'), end]])
    const state = await load()
    expect(asked).toEqual(['/api/claims?starts=50,100,150'])
    expect(countClaims(state)).toEqual({ loaded: 4, total: 4, unreadable: 0, standing: 'complete' })
  })

  it('begins with nothing when the tab knows nothing, and takes the pages the first leads to from the same answer', async () => {
    const first: ClaimsEvent = { type: 'claims', start: 0, claims: [claim('a')], unreadable: 0, total: 4, rest: [50, 100, 150], asOf: null }
    const { asked, load } = setUp([[first, page(150, 'd'), page(50, 'b'), page(100, 'c'), end]], undefined, beginClaims())
    expect(countClaims(await load()).standing).toBe('complete')
    expect(asked).toEqual(['/api/claims?starts=0'])
  })

  it('names what is missing, and asks again only for that', async () => {
    const { asked, load } = setUp([
      [page(50, 'b'), page(150, 'd'), { type: 'missing', start: 100 }, end],
      [page(100, 'c'), end],
    ])
    expect(countClaims(await load())).toEqual({ loaded: 3, total: 4, unreadable: 0, standing: 'open' })
    expect(countClaims(await load()).standing).toBe('complete')
    expect(asked[1]).toBe('/api/claims?starts=100')
  })

  it('keeps what came before the answer broke off, and asks only for what did not come', async () => {
    const unreadable: ClaimsEvent = { type: 'claims', start: 50, claims: [claim('b')], unreadable: 1, total: 4, rest: [], asOf: null }
    const { asked, load } = setUp([[unreadable], [page(100, 'c'), page(150), end]])
    const broken = await load()
    expect(broken.problem).toBe('unavailable')
    expect(countClaims(broken).loaded).toBe(3)
    expect(countClaims(await load())).toEqual({ loaded: 4, total: 4, unreadable: 1, standing: 'complete' })
    expect(asked[1]).toBe('/api/claims?starts=100,150')
  })

  it('counts what could not be read once, however often its page comes', async () => {
    const short = (...ids: string[]): ClaimsEvent => ({ type: 'claims', start: 50, claims: ids.map(claim), unreadable: 1, total: 4, rest: [50], asOf: null })
    const { load } = setUp([[short(), page(100, 'c'), page(150), { type: 'missing', start: 50 }, end], [short('b'), end]])
    expect(countClaims(await load())).toEqual({ loaded: 3, total: 4, unreadable: 1, standing: 'open' })
    expect(countClaims(await load())).toEqual({ loaded: 4, total: 4, unreadable: 1, standing: 'complete' })
  })

  it('keeps nothing at all when a record of somebody else came (INP-07)', async () => {
    const { load } = setUp([[page(50, 'b'), { type: 'problem', code: 'someone-else' }]])
    const state = await load()
    expect(state).toMatchObject({ claims: [], total: null, due: [0], problem: 'someone-else' })
  })

  it('does not pass for complete when Medicare counts fewer on the way', async () => {
    const { load } = setUp([[page(50, 'b'), { type: 'claims', start: 100, claims: [claim('c')], unreadable: 0, total: 3, rest: [], asOf: null }, page(150), end]])
    expect(countClaims(await load())).toMatchObject({ loaded: 3, total: 4, standing: 'short' })
  })

  it('never reads half a line as a claim', async () => {
    const { load } = setUp([], () => new Response(`${JSON.stringify(page(50, 'b'))}\n{"type":"claims","claims":[{"row":{"id":"c"`))
    const state = await load()
    expect(state.claims.map(({ row }) => row.id)).toEqual(['a', 'b'])
    expect(state.problem).toBe('unavailable')
  })

  it.each([
    [401, 'sign-in-needed'],
    [503, 'unavailable'],
    [500, 'unavailable'],
  ])('says what a %d means', async (status, problem) => {
    const { load } = setUp([], () => new Response('{}', { status }))
    expect((await load()).problem).toBe(problem)
  })

  it('keeps the reason why one must sign in again, from the refusal or from the last line', async () => {
    const refused = setUp([], () => Response.json({ code: 'sign-in-needed', reason: 'access-ended' }, { status: 401 }))
    expect(await refused.load()).toMatchObject({ problem: 'sign-in-needed', signInReason: 'access-ended' })
    const onTheWay = setUp([[page(50, 'b'), { type: 'problem', code: 'sign-in-needed', reason: 'connection-interrupted' }]])
    expect(await onTheWay.load()).toMatchObject({ problem: 'sign-in-needed', signInReason: 'connection-interrupted' })
    const other = setUp([], () => new Response('', { status: 503 }))
    expect(await other.load()).toMatchObject({ signInReason: null })
  })

  it('says so when nobody answers at all', async () => {
    const { load } = setUp([], () => Promise.reject(new TypeError('network')))
    expect((await load()).problem).toBe('unavailable')
  })

  it('keeps what has come when the reader stops, and goes on from there', async () => {
    const many = beginClaims({ claims: [claim('a')], total: 999, unreadable: 0, rest: [50, 100, 150], asOf: null })
    const { client, asked, load } = setUp([[page(50, 'b'), page(100, 'c'), page(150, 'd'), end], [page(150, 'd'), end]], undefined, many)
    const unsubscribe = client.getQueryCache().subscribe(() => {
      if (client.getQueryData<ClaimsState>(['claims', 'en'])?.due.length === 1) stopClaims(client)
    })
    const stopped = await load()
    unsubscribe()
    expect(stopped).toMatchObject({ stopped: true, due: [150] })
    expect(stopped.claims.map(({ row }) => row.id)).toEqual(['a', 'b', 'c'])
    expect(countClaims(await load()).loaded).toBe(4)
    expect(asked[1]).toBe('/api/claims?starts=150')
  })

  it('goes on when the list leaves the screen, so that one load serves all pages of a tab', async () => {
    const { client, query } = setUp([[page(50, 'b'), page(100, 'c'), page(150, 'd'), end]])
    const leave = new QueryObserver(client, query).subscribe(() => {})
    leave()
    await settled(client)
    expect(client.getQueryData<ClaimsState>(query.queryKey)?.claims).toHaveLength(4)
  })

  it('leaves nothing behind when it is told to forget', async () => {
    const { client, load } = setUp([[page(50, 'b'), page(100, 'c'), page(150, 'd'), end]])
    await load()
    forgetClaims(client)
    expect(client.getQueryCache().getAll()).toEqual([])
  })
})

describe('one browser, two people (PRV-03)', () => {
  /** The server of a browser in which `current` is signed in: it gives their claims to their own tabs only. */
  const serverOf = (browser: { current: string }, starts: (string | null)[]): typeof fetch => async (address, init) => {
    starts.push(new URL(String(address), 'http://localhost').searchParams.get('starts'))
    if (new Headers(init?.headers).get('x-plainclaim-session') !== browser.current) return Response.json({ code: 'other-session' }, { status: 409 })
    const event: ClaimsEvent[] = starts.length === 1 ? [page(50, 'a2'), { type: 'missing', start: 100 }, end] : [page(100, `${browser.current}-claim`), end]
    return new Response(event.map((line) => `${JSON.stringify(line)}\n`).join(''))
  }

  const openTab = (browser: { current: string }) => {
    const starts: (string | null)[] = []
    const client = createMemory(browser.current)
    const query = claimsQuery('en', beginClaims({ claims: [claim('a1')], total: 4, unreadable: 0, rest: [50, 100], asOf: null }), serverOf(browser, starts))
    const load = async () => {
      await client.fetchQuery({ ...query, staleTime: 0 })
      return client.getQueryData<ClaimsState>(query.queryKey)
    }
    return { starts, client, query, load }
  }

  it('“Try again” in the tab of who was here before gets no claim of who came after, and the tab keeps none of its own', async () => {
    const browser = { current: 'A' }
    const { load } = openTab(browser)
    expect(countClaims((await load()) ?? painted)).toMatchObject({ loaded: 2, total: 4, standing: 'open' })
    browser.current = 'B'
    expect(await load()).toMatchObject({ claims: [], total: null, asOf: null, problem: 'other-session' })
  })

  it('the tab asks for nothing more by itself after that', async () => {
    const browser = { current: 'A' }
    const { starts, client, query, load } = openTab(browser)
    await load()
    browser.current = 'B'
    await load()
    new QueryObserver(client, query).subscribe(() => {})()
    await settled(client)
    expect(starts).toEqual(['50,100', '100'])
  })

  it('while nobody else came, “Try again” brings what is owed', async () => {
    const { load } = openTab({ current: 'A' })
    await load()
    expect((await load())?.claims.map(({ row }) => row.id)).toEqual(['a1', 'a2', 'A-claim'])
  })
})

describe('the count', () => {
  it('does not call a list complete when Medicare counts more than it sent', () => {
    expect(countClaims({ ...painted, due: [] })).toEqual({ loaded: 1, total: 4, unreadable: 0, standing: 'short' })
  })

  it('tells the true number where Medicare tells none, once all is here', () => {
    expect(countClaims({ ...painted, total: null })).toMatchObject({ total: null, standing: 'open' })
    expect(countClaims({ ...painted, total: null, due: [] })).toMatchObject({ total: 1, standing: 'complete' })
  })

  it('counts a claim that could not be read as one that arrived', () => {
    expect(countClaims({ ...painted, due: [], total: 3, unreadable: { 0: 2 } })).toEqual({ loaded: 3, total: 3, unreadable: 2, standing: 'complete' })
  })
})

/** A tab that has painted the first page, and a server that gives these answers one after the other. */
function setUp(answers: readonly (readonly ClaimsEvent[])[], reply: () => Response | Promise<Response> | undefined = () => undefined, begun = painted) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const asked: string[] = []
  const query = claimsQuery('en', begun, async (address, init) => {
    asked.push(String(address))
    const lines = answers[asked.length - 1] ?? []
    const other = reply()
    if (init?.signal?.aborted) throw new DOMException('aborted', 'AbortError')
    return other ?? new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  })
  const load = async (): Promise<ClaimsState> => {
    await client.fetchQuery({ ...query, staleTime: 0 })
    return client.getQueryData<ClaimsState>(query.queryKey) ?? begun
  }
  return { client, query, asked, load }
}

async function settled(client: QueryClient): Promise<void> {
  await new Promise<void>((done) => {
    const look = () => client.isFetching() === 0 && done()
    client.getQueryCache().subscribe(look)
    look()
  })
}
