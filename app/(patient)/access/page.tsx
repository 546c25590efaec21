// What this site may see, until when, the ways to end it, and what was done with it so far.
import type { Metadata } from 'next'
import { forPage } from '@/app/for-page'
import { readLanguage } from '@/app/reader'
import { AccessLinesSheet } from '@/components/access/access-lines-sheet'
import { ConnectForm } from '@/components/connect/connect-form'
import { MedicareTrouble } from '@/components/medicare-trouble'
import { ConsentReceipt } from '@/components/receipt/consent-receipt'
import { SignOutButton } from '@/components/shell/sign-out-button'
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import { listAccessLines } from '@/lib/record/access-lines'
import { countOwnSessions } from '@/lib/record/own-sessions'
import { getReceipt } from '@/lib/record/receipt'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'access')('title') }
}

export default async function AccessPage() {
  const language = await readLanguage()
  const t = words(language, 'access')
  const receipt = await forPage(getReceipt, 'access')
  if (!receipt.ok) return <MedicareTrouble language={language} problem={receipt.problem} again="/access" />
  const found = await forPage(listAccessLines, 'access')
  const lines = found.ok ? found.value : null
  const sessions = await forPage(countOwnSessions, 'access')
  return (
    <div className="max-w-letter">
      <PageTitle>{t('title')}</PageTitle>
      <p className="lead mt-3 mb-8">{t('lead')}</p>
      <section className="sheet"><ConsentReceipt receipt={receipt.value} language={language} /></section>
      <Leave language={language} sessions={sessions.ok ? sessions.value : null} />
      <section className="flow mt-10" aria-labelledby="change">
        <h2 id="change">{t('changeTitle')}</h2>
        <p>{t('change')}</p>
        <ConnectForm language={language} then="access" shared={receipt.value.sharedComputer} />
      </section>
      <AccessLinesSheet lines={lines} language={language} />
    </div>
  )
}

interface LeaveProps {
  readonly language: Language
  /** Null when it is not known. */
  readonly sessions: number | null
}

function Leave({ language, sessions }: LeaveProps) {
  const t = words(language, 'access')
  const shell = words(language, 'shell')
  return (
    <section className="mt-10 no-print" aria-labelledby="leave">
      <h2 id="leave">{t('leaveTitle')}</h2>
      <div className="mt-4 grid gap-6 tablet:grid-cols-2">
        <div className="flow">
          <p>{t('signOutText')}</p>
          <SignOutButton className="button button-quiet">{shell('signOut')}</SignOutButton>
          {sessions === null ? null : <p>{t('visits', { count: sessions })}</p>}
          <p>{t('everywhereText')}</p>
          <SignOutButton className="button button-quiet" everywhere>{t('everywhere')}</SignOutButton>
        </div>
        <div className="flow">
          <p>{t('disconnectText')}</p>
          <p><WalkLink href="/access/disconnect" className="button button-stop">{shell('disconnect')}</WalkLink></p>
        </div>
      </div>
    </section>
  )
}
