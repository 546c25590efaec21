// Watches over what is on the screen: when the session ends, here or in another tab or by the clock, the page forgets the
// claims and leaves. It does the same when another session has taken its place, even if no tab could tell of it. A page that
// the browser brings back with Back stays covered until its session has been asked for.
import { askSession } from './ask-session'
import { hearOtherTabs } from './session-channel'
import { showCurrentSession } from './show-current-session'
import { placeOf } from './sign-in-again'
import { areOthers } from './tab-session'

const warnBeforeMs = 120_000
const soonestMs = 5_000
/** The server has just looked at the session to make this page, and is busy with what the person came for. */
const firstLookMs = 2_000
/** No session lasts less without use: the end to go by until the server has told it. */
const shortestMs = 10 * 60_000
/** As long as an answer may take: what ends the session here, such as disconnecting, tells of it on a page of its own. */
const leavingMs = 60_000
/** A session that was ended on another device is noticed within this time. */
const latestMs = 2 * 60_000

export interface Watch {
  /** The name of the session this tab belongs to; `null` when it was not told. */
  readonly session: string | null
  /** Empties what the tab remembers of the claims. */
  readonly forget: () => void
  /** Told before the session ends for want of use, and when that danger has passed. */
  readonly warn: (soon: boolean) => void
}

/** Begins to watch; the answer holds how to ask now, and how to stop. */
export function watchSession({ session, forget, warn }: Watch): { readonly check: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let endsAtMs = Date.now() + shortestMs
  /** Which look counts: one that was begun before the page was on its way out does not. */
  let turn = 0
  const leave = () => {
    cover(true)
    forget()
    window.location.replace(`/signed-out?how=session-ended&then=${placeOf(window.location.pathname)}`)
  }
  const giveWay = () => {
    turn += 1
    clearTimeout(timer)
    forget()
    showCurrentSession()
  }
  /** With nobody to ask, nothing stays on the screen past the end we know of. */
  const askLater = () => {
    if (Date.now() >= endsAtMs) return leave()
    timer = setTimeout(check, Math.max(1_000, Math.min(soonestMs, endsAtMs - Date.now())))
  }
  const check = (whenUnknown: () => void = askLater) => {
    clearTimeout(timer)
    const mine = turn
    askSession().then((look) => {
      if (mine !== turn) return
      if (look === null) return leave()
      if (areOthers(look.session, session)) return giveWay()
      const { leftMs } = look
      endsAtMs = Date.now() + leftMs
      cover(false)
      warn(leftMs <= warnBeforeMs + soonestMs)
      timer = setTimeout(check, nextLookMs(leftMs))
    }, () => mine === turn && whenUnknown())
  }
  const stopHearing = hearOtherTabs((news) => {
    if (news === 'began') return giveWay()
    forget()
    check(leave)
  })
  const onShow = ({ persisted }: PageTransitionEvent) => persisted && check(() => window.location.reload())
  const onHide = ({ persisted }: PageTransitionEvent) => persisted && cover(true)
  const onLeaving = () => {
    turn += 1
    clearTimeout(timer)
    timer = setTimeout(check, leavingMs)
  }
  const onVisible = () => document.visibilityState === 'visible' && check()
  window.addEventListener('pageshow', onShow)
  window.addEventListener('pagehide', onHide)
  window.addEventListener('beforeunload', onLeaving)
  document.addEventListener('visibilitychange', onVisible)
  timer = setTimeout(check, firstLookMs)
  const stop = () => {
    clearTimeout(timer)
    stopHearing()
    window.removeEventListener('pageshow', onShow)
    window.removeEventListener('pagehide', onHide)
    window.removeEventListener('beforeunload', onLeaving)
    document.removeEventListener('visibilitychange', onVisible)
  }
  return { check: () => check(), stop }
}

/** When to look again: every two minutes, at the warning, then at the end. */
export function nextLookMs(leftMs: number): number {
  const untilWarningMs = leftMs - warnBeforeMs
  const untilNextMs = untilWarningMs > soonestMs ? untilWarningMs : leftMs + 1_000
  return Math.min(latestMs, Math.max(soonestMs, untilNextMs))
}

function cover(covered: boolean): void {
  document.documentElement.toggleAttribute('data-veiled', covered)
}
