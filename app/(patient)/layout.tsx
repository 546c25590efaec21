// The frame of every signed-in page: where one can go, how one leaves, and the watch over the session. It opens no door:
// each page asks for the session itself, next to the data. The session's name goes along, so that the tab knows its own.
import type { ReactNode } from 'react'
import { readReader } from '@/app/reader'
import { ClaimsMemory } from '@/components/session/claims-memory'
import { SessionWatch } from '@/components/session/session-watch'
import { PageShell } from '@/components/shell/page-shell'
import { SignOutButton } from '@/components/shell/sign-out-button'
import { SiteNav } from '@/components/shell/site-nav'
import { WalkLink } from '@/components/ui/walk-link'
import { messagesFor } from '@/lib/messages/messages'
import { whereWeAre } from '@/lib/session/place'
import { readSessionName } from '@/lib/session/session-name'

export default async function PatientLayout({ children }: { readonly children: ReactNode }) {
  const [{ language, textSize }, name] = await Promise.all([readReader(), readSessionName()])
  const { shell, session } = messagesFor(language)
  const { menu, more, opening, claims, drugs, spending, providers, conditions, check, coverage, profile, access } = shell
  const disconnect = <WalkLink href="/access/disconnect" className="plain-link" opening={opening}>{shell.disconnect}</WalkLink>
  return (
    <ClaimsMemory session={name}>
      <PageShell
        language={language}
        textSize={textSize}
        sandbox={whereWeAre() !== 'live'}
        headEnd={<SignOutButton>{shell.signOut}</SignOutButton>}
        nav={
          <SiteNav words={{ menu, more, opening, claims, drugs, spending, providers, conditions, check, coverage, profile, access }}>
            <div className="site-nav-leave">{disconnect}</div>
          </SiteNav>
        }
        footLinks={<li>{disconnect}</li>}
      >
        {children}
      </PageShell>
      <SessionWatch words={session} session={name} />
    </ClaimsMemory>
  )
}
