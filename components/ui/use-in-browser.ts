// What only the browser knows: until the page's script runs there, and while the server paints, something else stands for it.
import { useSyncExternalStore } from 'react'

/** @param read asked in the browser alone; what it tells never changes while the page is open */
export function useInBrowser<T extends string | boolean>(read: () => T, before: T): T {
  return useSyncExternalStore(neverChanges, read, () => before)
}

function neverChanges(): () => void {
  return () => undefined
}
