'use client'
// Spreads the news that this browser's session began or ended, from the page where a person learns it themselves.
import { useEffect } from 'react'
import { type SessionNewsKind, tellOtherTabs } from './session-channel'

export function SessionNews({ news }: { readonly news: SessionNewsKind }) {
  useEffect(() => tellOtherTabs(news), [news])
  return null
}
