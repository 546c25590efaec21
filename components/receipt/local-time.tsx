'use client'
// A time of day in the reader's own zone, which only the browser knows. Without script it is said in UTC.
import { useInBrowser } from '@/components/ui/use-in-browser'
import { formatTime, type Language } from '@/lib/format'

export function LocalTime({ atMs, language }: { readonly atMs: number; readonly language: Language }) {
  const zone = useInBrowser(() => Intl.DateTimeFormat().resolvedOptions().timeZone, 'UTC')
  return <time dateTime={new Date(atMs).toISOString()}>{formatTime(atMs, language, zone)}</time>
}
