'use client'
// The watch over a signed-in page, and the question it asks two minutes before the session ends for want of use. One key
// answers it; where the focus was is where it comes back to.
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { forgetClaims } from '@/components/claims/claims-query'
import { watchSession } from './watch-session'

export interface SessionWatchWords {
  readonly title: string
  readonly text: string
  readonly stay: string
  readonly leave: string
}

export function SessionWatch({ words }: { readonly words: SessionWatchWords }) {
  const queries = useQueryClient()
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const checkAgain = useRef<() => void>(() => {})

  useEffect(() => {
    const { check, stop } = watchSession({ forget: () => forgetClaims(queries), warn: (soon) => showDialog(dialog.current, soon) })
    checkAgain.current = check
    return stop
  }, [queries])

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
