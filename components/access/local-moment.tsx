'use client'
// A day and a time in the reader's own zone, which only the browser knows. Without script it is said in UTC.
import { useTimeZone } from '@/components/ui/use-time-zone'
import { formatMoment, type Language } from '@/lib/format'

export function LocalMoment({ atMs, language }: { readonly atMs: number; readonly language: Language }) {
  const zone = useTimeZone()
  return <time dateTime={new Date(atMs).toISOString()}>{formatMoment(atMs, language, zone)}</time>
}
