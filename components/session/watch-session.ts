// Watches over what is on the screen: when the session ends, here or in another tab or by the clock, the page forgets the
// claims and leaves. A page that the browser brings back with Back stays covered until its session has been asked for.
import { askSessionLeftMs } from './ask-session'
import { hearOtherTabs } from './session-channel'

const warnBeforeMs = 120_000
const soonestMs = 5_000
const latestMs = 60 * 60_000

export interface Watch {
  /** Empties what the tab remembers of the claims. */
  readonly forget: () => void
  /** Told before the session ends for want of use, and when that danger has passed. */
  readonly warn: (soon: boolean) => void
}

/** Begins to watch; the answer holds how to ask now, and how to stop. */
export function watchSession({ forget, warn }: Watch): { readonly check: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  const leave = () => {
    cover(true)
    forget()
    window.location.replace('/signed-out?how=session-ended')
  }
  const check = (whenUnknown: () => void = () => {}) => {
    clearTimeout(timer)
    askSessionLeftMs().then((leftMs) => {
      if (leftMs === null) return leave()
      cover(false)
      warn(leftMs <= warnBeforeMs + soonestMs)
      timer = setTimeout(check, nextLookMs(leftMs))
    }, whenUnknown)
  }
  const stopHearing = hearOtherTabs((news) => {
    forget()
    if (news === 'ended') return check(leave)
    cover(true)
    window.location.reload()
  })
  const onShow = ({ persisted }: PageTransitionEvent) => persisted && check(() => window.location.reload())
  const onHide = ({ persisted }: PageTransitionEvent) => persisted && cover(true)
  const onVisible = () => document.visibilityState === 'visible' && check()
  window.addEventListener('pageshow', onShow)
  window.addEventListener('pagehide', onHide)
  document.addEventListener('visibilitychange', onVisible)
  check()
  const stop = () => {
    clearTimeout(timer)
    stopHearing()
    window.removeEventListener('pageshow', onShow)
    window.removeEventListener('pagehide', onHide)
    document.removeEventListener('visibilitychange', onVisible)
  }
  return { check: () => check(), stop }
}

/** When to look again: at the warning, then at the end. */
export function nextLookMs(leftMs: number): number {
  const untilWarningMs = leftMs - warnBeforeMs
  const untilNextMs = untilWarningMs > soonestMs ? untilWarningMs : leftMs + 1_000
  return Math.min(latestMs, Math.max(soonestMs, untilNextMs))
}

function cover(covered: boolean): void {
  document.documentElement.toggleAttribute('data-veiled', covered)
}
