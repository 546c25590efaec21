// The door for pages: failures become a redirect, "not found", or a value that the page shows in words. What is left goes
// to error.tsx, which in production learns nothing of it.
import { notFound, redirect } from 'next/navigation'
import { NotAllowed, SignInNeeded, Unavailable, Unreadable } from '@/lib/errors'
import type { Destination } from '@/lib/session/destinations'

export type PageAnswer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: 'unavailable' | 'unreadable' }

/** @param then where to come back to after signing in again */
export async function forPage<T>(load: () => Promise<T>, then: Destination = 'claims'): Promise<PageAnswer<T>> {
  try {
    return { ok: true, value: await load() }
  } catch (error) {
    if (error instanceof SignInNeeded) redirect(`/sign-in?reason=${error.reason}&then=${then}`)
    if (error instanceof NotAllowed) notFound()
    if (error instanceof Unreadable) return { ok: false, problem: 'unreadable' }
    if (error instanceof Unavailable) return { ok: false, problem: 'unavailable' }
    throw error
  }
}
