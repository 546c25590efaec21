// Whose claims a tab's memory holds: the session that painted its first page. The name lies in the memory itself, so that no
// other memory can be taken for it (quality PRV-03).
import { QueryClient } from '@tanstack/react-query'

/** @param session the name that the server gave with the page; `null` where no person is signed in */
export function createMemory(session: string | null): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, gcTime: Infinity, meta: { session } } } })
}

/** The session this memory belongs to, for as long as the tab lives: it never changes over to another. */
export function sessionOf(memory: QueryClient): string | null {
  const session = memory.getDefaultOptions().queries?.meta?.['session']
  return typeof session === 'string' ? session : null
}

/** Whether these are two sessions. One that is not known is no other: nobody is sent round in circles for want of a name. */
export function areOthers(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other
}
