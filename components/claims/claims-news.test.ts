// "Look for new claims" asks by time only, adds what came, and changes nothing when the answer is not whole.
import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import type { ClaimsEvent } from '@/lib/claims/claims-page'
import type { ListedClaim } from '@/lib/claims/facts'
import { currentClaim } from '@/lib/claims/testing'
import { lookForNews } from './claims-news'
import { claimsQuery } from './claims-query'
import { beginClaims, countClaims } from './claims-state'

const claim = (id: string, what = 'Visit') => currentClaim(id, { what })
const page = (...claims: ListedClaim[]): ClaimsEvent => ({ type: 'claims', start: 0, claims, unreadable: 0, total: claims.length, rest: [], asOf: '2026-11-22T10:00:00Z' })
const key = claimsQuery('en').queryKey

function tab(lines: readonly ClaimsEvent[], status = 200) {
  const client = new QueryClient()
  client.setQueryData(key, beginClaims({ claims: [claim('a'), claim('b')], total: 2, unreadable: 0, rest: [], asOf: '2026-11-22T09:00:00Z' }))
  const asked: string[] = []
  const ask: typeof fetch = async (address) => {
    asked.push(String(address))
    return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { status })
  }
  const state = () => client.getQueryData(key) ?? beginClaims()
  return { asked, client, state, look: () => lookForNews(client, 'en', new AbortController().signal, ask) }
}

describe('looking for new claims', () => {
  it('asks by the time of the last answer, adds the new ones and replaces the changed', async () => {
    const { asked, state, look } = tab([page(claim('b', 'Changed'), claim('c')), { type: 'end' }])
    await expect(look()).resolves.toEqual({ kind: 'found', added: 1, unreadable: 0 })
    expect(asked).toEqual(['/api/claims?since=2026-11-22T09%3A00%3A00Z'])
    expect(state().claims.map(({ row }) => [row.id, row.what])).toEqual([['a', 'Visit'], ['b', 'Changed'], ['c', 'Visit']])
    expect(countClaims(state())).toMatchObject({ loaded: 3, total: 3, standing: 'complete' })
    await look()
    expect(asked[1]).toBe('/api/claims?since=2026-11-22T10%3A00%3A00Z')
  })

  it('finds nothing, and says so', async () => {
    await expect(tab([page(), { type: 'end' }]).look()).resolves.toEqual({ kind: 'found', added: 0, unreadable: 0 })
  })

  it('counts what came and could not be read, once however often it comes, so that no sum passes for whole', async () => {
    const { asked, state, look } = tab([{ type: 'claims', start: 0, claims: [], unreadable: 2, total: 2, rest: [], asOf: '2026-11-22T10:00:00Z' }, { type: 'end' }])
    await expect(look()).resolves.toEqual({ kind: 'found', added: 0, unreadable: 2 })
    await look()
    expect(countClaims(state())).toEqual({ loaded: 4, total: 4, unreadable: 2, standing: 'complete' })
    expect(asked[1]).toBe('/api/claims?since=2026-11-22T10%3A00%3A00Z')
  })

  it('what was forgotten while it asked stays forgotten', async () => {
    const { client, look } = tab([page(claim('c')), { type: 'end' }])
    const looking = look()
    client.removeQueries({ queryKey: key })
    await expect(looking).resolves.toEqual({ kind: 'failed' })
    expect(client.getQueryData(key)).toBeUndefined()
  })

  it('an empty answer may hide a fault: the next question asks from the same time', async () => {
    const { asked, look } = tab([page(), { type: 'end' }])
    await look()
    await look()
    expect(asked[1]).toBe(asked[0])
  })

  it.each<[string, readonly ClaimsEvent[], number]>([
    ['broken off', [page(claim('c'))], 200],
    ['with a page missing', [page(claim('c')), { type: 'missing', start: 50 }, { type: 'end' }], 200],
    ['with a problem at the end', [page(claim('c')), { type: 'problem', code: 'unavailable' }], 200],
    ['refused', [], 503],
  ])('an answer %s changes nothing', async (_, lines, status) => {
    const { state, look } = tab(lines, status)
    await expect(look()).resolves.toEqual({ kind: 'failed' })
    expect(state()).toMatchObject({ total: 2, asOf: '2026-11-22T09:00:00Z' })
    expect(state().claims).toHaveLength(2)
  })

  it('a record of somebody else leaves nothing of the tab’s claims (INP-07)', async () => {
    const { state, look } = tab([page(claim('c')), { type: 'problem', code: 'someone-else' }])
    await expect(look()).resolves.toEqual({ kind: 'failed' })
    expect(state()).toMatchObject({ claims: [], total: null, problem: 'someone-else' })
  })

  it('asked for by a tab of another session, it brings nothing, and what the tab knew is gone (PRV-03)', async () => {
    const { state, look } = tab([], 409)
    await expect(look()).resolves.toEqual({ kind: 'failed' })
    expect(state()).toMatchObject({ claims: [], total: null, asOf: null, problem: 'other-session' })
  })

  it('a session that ended leads to signing in', async () => {
    await expect(tab([], 401).look()).resolves.toEqual({ kind: 'sign-in-needed', reason: 'no-session' })
  })
})
