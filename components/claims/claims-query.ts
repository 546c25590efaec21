// The one load of all claims that every page of a tab shares: key and fetcher in one place. It goes on from what is there,
// so asking again asks only for what is owed; and it goes on while the reader looks at another page.
import { experimental_streamedQuery as streamedQuery, type QueryClient, queryOptions } from '@tanstack/react-query'
import { sessionOf } from '@/components/session/tab-session'
import type { Language } from '@/lib/format'
import { beginClaims, type ClaimsState, type ClaimsStep, stepClaims } from './claims-state'
import { streamClaimSteps } from './claims-stream'

/** The query's own signal is left alone: using it would end the load, and undo it, whenever the list leaves the screen. */
const loads = new WeakMap<QueryClient, AbortController>()

/** @param begun the state to go on from when the tab knows nothing yet: what the server has painted, or nothing */
export function claimsQuery(language: Language, begun: ClaimsState = beginClaims(), ask: typeof fetch = fetch) {
  const queryKey = ['claims', language] as const
  return queryOptions<ClaimsState, Error, ClaimsState, typeof queryKey>({
    queryKey,
    queryFn: streamedQuery<ClaimsStep, ClaimsState, typeof queryKey>({
      streamFn: ({ client }) => streamClaimSteps(client.getQueryData<ClaimsState>(queryKey)?.due ?? begun.due, { session: sessionOf(client), signal: beginLoad(client), ask }),
      refetchMode: 'append',
      reducer: stepClaims,
      initialValue: begun,
    }),
    initialData: begun,
    // Only a page owed makes it stale: nothing is ever asked for twice in one tab.
    staleTime: ({ state }) => (state.data && goesOnByItself(state.data) ? 0 : Infinity),
    structuralSharing: false,
  })
}

function goesOnByItself({ due, problem, stopped }: ClaimsState): boolean {
  return due.length > 0 && problem === null && !stopped
}

function beginLoad(client: QueryClient): AbortSignal {
  const load = new AbortController()
  loads.set(client, load)
  return load.signal
}

/** Ends the load at the reader's wish; what has come stays. */
export function stopClaims(client: QueryClient): void {
  loads.get(client)?.abort()
}

/** Empties what the tab remembers, and sees that nothing more comes in. */
export function forgetClaims(client: QueryClient): void {
  stopClaims(client)
  client.clear()
}
