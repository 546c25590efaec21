import { useInBrowser } from './use-in-browser'

/** The reader's own time zone, by its IANA name; UTC until the page's script runs. */
export function useTimeZone(): string {
  return useInBrowser(() => Intl.DateTimeFormat().resolvedOptions().timeZone, 'UTC')
}
