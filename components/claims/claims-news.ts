// "Look for new claims": asks by the time of the last answer only, and adds what came to what the tab knows already.
import type { QueryClient } from '@tanstack/react-query'
import { sessionOf } from '@/components/session/tab-session'
import type { ListedClaim } from '@/lib/claims/facts'
import type { Language } from '@/lib/format'
import { claimsQuery } from './claims-query'
import { addNews, stepClaims } from './claims-state'
import { readEvents } from './claims-stream'

/** `added`: claims the tab did not know. A claim that changed takes the place of what was known. `unreadable`: came, and could not be read. */
export type News = { readonly kind: 'found'; readonly added: number; readonly unreadable: number } | { readonly kind: 'failed' } | { readonly kind: 'sign-in-needed'; readonly reason: string }

/** Nothing is changed unless the whole answer came: half of the news would pass for all of it. */
export async function lookForNews(client: QueryClient, language: Language, signal: AbortSignal, ask: typeof fetch = fetch): Promise<News> {
  const { queryKey } = claimsQuery(language)
  const before = client.getQueryData(queryKey)
  if (!before?.asOf) return { kind: 'failed' }
  const news: ListedClaim[] = []
  let [asOf, unreadable]: [string | null, number] = [null, 0]
  let [ended, broken] = [false, false]
  for await (const event of readEvents(`since=${encodeURIComponent(before.asOf)}`, { session: sessionOf(client), signal, ask })) {
    if (event.type === 'problem' && event.code === 'sign-in-needed') return { kind: event.code, reason: event.reason }
    // As in a whole load: nothing stays, and the page says why (INP-07) or leaves for who is signed in now (PRV-03).
    if (event.type === 'problem' && (event.code === 'someone-else' || event.code === 'other-session')) client.setQueryData(queryKey, (state) => state && stepClaims(state, event))
    if (event.type === 'claims') {
      news.push(...event.claims)
      unreadable += event.unreadable
      asOf ??= event.asOf
    }
    broken ||= event.type === 'missing' || event.type === 'problem'
    ended ||= event.type === 'end'
  }
  if (!ended || broken) return { kind: 'failed' }
  const now = client.getQueryData(queryKey)
  // Signed out in the meantime: what was forgotten stays so.
  if (!now) return { kind: 'failed' }
  const known = new Set(before.claims.map(({ row }) => row.id))
  // An empty answer may hide a fault at Medicare (contract 4.8): the next question asks from the same time again.
  client.setQueryData(queryKey, addNews(now, { claims: news, unreadable }, news.length + unreadable === 0 ? null : asOf))
  return { kind: 'found', added: news.filter(({ row }) => !known.has(row.id)).length, unreadable }
}
