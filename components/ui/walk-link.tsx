'use client'
// A link inside the signed-in pages. It never fetches ahead: that would ask Medicare for pages nobody opened and keep a
// session awake that nobody uses. While the next page is on its way it says so.
import Link, { useLinkStatus } from 'next/link'
import type { ReactNode } from 'react'

export interface WalkLinkProps {
  readonly href: string
  readonly className?: string | undefined
  /** Marks the link of the page we are on, or of the page above it. */
  readonly current?: 'page' | 'true' | undefined
  /** Said while the next page is on its way. */
  readonly opening?: string | undefined
  readonly children: ReactNode
}

export function WalkLink({ href, className, current, opening, children }: WalkLinkProps) {
  return (
    <Link href={href} prefetch={false} className={className} aria-current={current}>
      {children}
      {opening ? <Opening word={opening} /> : null}
    </Link>
  )
}

function Opening({ word }: { readonly word: string }) {
  const { pending } = useLinkStatus()
  return pending ? <span className="opening">{word}</span> : null
}
