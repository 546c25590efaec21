'use client'
// Two minutes before an operator's session ends for want of use it asks, and one key answers. When it has ended the page
// leaves, so that nobody's claims stay on a screen that nobody watches (quality SES-04).
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { watchOperator } from './watch-operator'

/** @param endsInMs as the server knew it when it made this page */
export function OperatorWatch({ endsInMs }: { readonly endsInMs: number }) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => watchOperator(endsInMs, { warn: (soon) => showDialog(dialog.current, soon), leave: () => window.location.replace('/operator/sign-in?reason=ended') }), [endsInMs])
  const stay = () => {
    showDialog(dialog.current, false)
    router.refresh()
  }
  return (
    <dialog ref={dialog} className="ask sheet" aria-labelledby="operator-ask" onCancel={stay}>
      <div className="flow">
        <h2 id="operator-ask">Are you still there?</h2>
        <p>You will be signed out in two minutes.</p>
        <button type="button" className="button" onClick={stay}>Stay signed in</button>
      </div>
    </dialog>
  )
}

function showDialog(dialog: HTMLDialogElement | null, show: boolean): void {
  if (show && !dialog?.open) dialog?.showModal()
  if (!show && dialog?.open) dialog.close()
}
