'use client'
// A day and a time in the reader's own zone, which only the browser knows. Without script it is said in UTC.
import { useSyncExternalStore } from 'react'
import { formatMoment, type Language } from '@/lib/format'

export function LocalMoment({ atMs, language }: { readonly atMs: number; readonly language: Language }) {
  const zone = useSyncExternalStore(neverChanges, () => Intl.DateTimeFormat().resolvedOptions().timeZone, () => 'UTC')
  return <time dateTime={new Date(atMs).toISOString()}>{formatMoment(atMs, language, zone)}</time>
}

function neverChanges(): () => void {
  return () => {}
}
