// The frame of every page that needs no sign-in. Whoever is signed in can leave from here too (product promise 6).
import type { ReactNode } from 'react'
import { readReader } from '@/app/reader'
import { PageShell } from '@/components/shell/page-shell'
import { SignOutButton } from '@/components/shell/sign-out-button'
import { Unavailable } from '@/lib/errors'
import { messagesFor } from '@/lib/messages/messages'
import { whereWeAre } from '@/lib/session/place'
import { findSession } from '@/lib/session/session'

export async function PublicPage({ wide = false, children }: { readonly wide?: boolean; readonly children: ReactNode }) {
  const [{ language, textSize }, signedIn] = await Promise.all([readReader(), isSignedIn()])
  const { shell } = messagesFor(language)
  const ways = signedIn
    ? { headEnd: <SignOutButton>{shell.signOut}</SignOutButton>, footLinks: <li><a className="plain-link" href="/access/disconnect">{shell.disconnect}</a></li> }
    : {}
  return (
    <PageShell language={language} textSize={textSize} sandbox={whereWeAre() !== 'live'} wide={wide} {...ways}>
      {children}
    </PageShell>
  )
}

/** These pages stand when the vault is out of reach: then nobody is known to be signed in. */
async function isSignedIn(): Promise<boolean> {
  try {
    return (await findSession()) !== null
  } catch (error) {
    if (error instanceof Unavailable) return false
    throw error
  }
}
