'use client'
// The heading of a page. After a walk inside the app it takes the focus, so that a screen reader and the keyboard start
// where the new page starts; on a page that was just loaded the browser's own order stands.
import { type ReactNode, useEffect, useRef } from 'react'

/** The address whose heading needs no focus: the one that was loaded, then the one that has it. */
let settledAt: string | null = null

export function PageTitle({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const here = window.location.pathname
    if (settledAt !== null && settledAt !== here) heading.current?.focus({ preventScroll: true })
    settledAt = here
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
