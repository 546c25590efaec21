// Which refused sign-ins are written into the house's list. Anybody may begin a sign-in and bring back a refusal, and a line is
// kept for a year, so there are only so many of them; the log file has every refusal (quality PRV-06, LOD-04).
import 'server-only'
import { countInWindow } from '@/lib/count-in-window'
import { log } from '@/lib/log'

export const mostRefusalsAnHour = 60
const hourMs = 60 * 60_000

/**
 * @param write puts one into the list
 * @returns does so for the first of each hour, by the clock, and tells the log once when there are more
 */
export function createRefusals<Why>(write: (why: Why) => void, now?: () => number): (why: Why) => void {
  const count = countInWindow(hourMs, now)
  return (why) => {
    const seen = count()
    if (seen <= mostRefusalsAnHour) write(why)
    if (seen === mostRefusalsAnHour + 1) log('warn', 'connect.refused', { why: 'more than are written down' })
  }
}
