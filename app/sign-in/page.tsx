// Why a person may be back here, and the same button as on the front page. Each reason says what happened, what is safe
// and what to do; the list is closed, so an address can put no words of its own on this page.
import type { Metadata } from 'next'
import { PublicPage } from '@/app/public-page'
import { readLanguage } from '@/app/reader'
import { ConnectForm } from '@/components/connect/connect-form'
import { readReason, SignInReason } from '@/components/connect/sign-in-reason'
import { SandboxPeople } from '@/components/connect/sandbox-people'
import { words } from '@/lib/messages/messages'
import { readDestination } from '@/lib/session/destinations'
import { whereWeAre } from '@/lib/session/place'

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'signIn')('tab') }
}

export default async function SignInPage({ searchParams }: Props) {
  const { reason, then } = await searchParams
  const language = await readLanguage()
  const t = words(language, 'signIn')
  const place = whereWeAre()
  return (
    <PublicPage>
      <SignInReason language={language} reason={readReason(reason)} />
      <section className="sheet mt-8">
        <ConnectForm language={language} then={readDestination(then)} />
      </section>
      <p className="mt-6 text-quiet">{t('stranded')}</p>
      {place === 'live' ? null : <SandboxPeople language={language} place={place} />}
    </PublicPage>
  )
}
