'use client'
// Spreads the news that this browser's session began or ended, from the page where a person learns it themselves.
import { useEffect } from 'react'
import { type SessionNewsKind, tellOtherTabs } from './session-channel'

export function SessionNews({ news }: { readonly news: SessionNewsKind }) {
  useEffect(() => {
    if (isFirstArrival()) tellOtherTabs(news)
  }, [news])
  return null
}

/** A page that is loaded again has no news: two such pages would make each other load again without end. */
function isFirstArrival(): boolean {
  const [arrival] = performance.getEntriesByType('navigation')
  return !(arrival instanceof PerformanceNavigationTiming) || arrival.type === 'navigate'
}
