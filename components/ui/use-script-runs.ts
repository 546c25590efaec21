// Whether the script of the page runs yet: false while the server paints and in the first moment after, then true for good.
import { useSyncExternalStore } from 'react'

export function useScriptRuns(): boolean {
  return useSyncExternalStore(neverChanges, () => true, () => false)
}

function neverChanges(): () => void {
  return () => undefined
}
