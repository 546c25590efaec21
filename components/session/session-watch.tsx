'use client'
// The watch over a signed-in page, and the question it asks two minutes before the session ends for want of use. One key
// answers it; where the focus was is where it comes back to.
import { useQueryClient } from '@tanstack/react-query'
import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { forgetClaims } from '@/components/claims/claims-query'
import { showCurrentSession } from './show-current-session'
import { areOthers, sessionOf } from './tab-session'
import { watchSession } from './watch-session'

export interface SessionWatchWords {
  readonly title: string
  readonly text: string
  readonly stay: string
  readonly leave: string
}

export interface SessionWatchProps {
  readonly words: SessionWatchWords
  /** The name of the session that asked for this frame; it is drawn anew while the tab stays. */
  readonly session: string | null
}

export function SessionWatch({ words, session }: SessionWatchProps) {
  const queries = useQueryClient()
  const router = useRouter()
  const pathname = usePathname()
  const pathLookedAt = useRef(pathname)
  const dialog = useRef<HTMLDialogElement>(null)
  const checkAgain = useRef<() => void>(() => {})

  useEffect(() => {
    const { check, stop } = watchSession({ session: sessionOf(queries), forget: () => forgetClaims(queries), warn: (soon) => showDialog(dialog.current, soon) })
    checkAgain.current = check
    return stop
  }, [queries])

  useEffect(() => {
    if (!areOthers(session, sessionOf(queries))) return
    forgetClaims(queries)
    showCurrentSession()
  }, [queries, session])

  // A walk brings the next page from whoever is signed in now, into a tab that still holds what it knew before.
  useEffect(() => {
    if (pathLookedAt.current !== pathname) checkAgain.current()
    pathLookedAt.current = pathname
  }, [pathname])

  const stay = () => {
    showDialog(dialog.current, false)
    // A page asked for by a person keeps the session awake; the look at it comes after.
    router.refresh()
    setTimeout(() => checkAgain.current(), 3_000)
  }
  return (
    <dialog ref={dialog} className="ask sheet" aria-labelledby="session-ask" onCancel={stay}>
      <div className="flow">
        <h2 id="session-ask">{words.title}</h2>
        <p>{words.text}</p>
        <div className="flex flex-wrap gap-3 pt-2">
          <button type="button" className="button" onClick={stay}>{words.stay}</button>
          <form action="/sign-out" method="post">
            <button type="submit" className="button button-quiet">{words.leave}</button>
          </form>
        </div>
      </div>
    </dialog>
  )
}

function showDialog(dialog: HTMLDialogElement | null, show: boolean): void {
  if (show && !dialog?.open) dialog?.showModal()
  if (!show && dialog?.open) dialog.close()
}
