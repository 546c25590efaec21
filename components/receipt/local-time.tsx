'use client'
// A time of day in the reader's own zone, which only the browser knows. Without script it is said in UTC.
import { useTimeZone } from '@/components/ui/use-time-zone'
import { formatTime, type Language } from '@/lib/format'

export function LocalTime({ atMs, language }: { readonly atMs: number; readonly language: Language }) {
  const zone = useTimeZone()
  return <time dateTime={new Date(atMs).toISOString()}>{formatTime(atMs, language, zone)}</time>
}
