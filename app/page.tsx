// The public front page: what this is, what will be asked, what is up to the person, what is not kept, and one button.
import type { Metadata } from 'next'
import { PublicPage } from '@/app/public-page'
import { readLanguage } from '@/app/reader'
import { BeforeYouConnect } from '@/components/connect/before-you-connect'
import { ConnectForm } from '@/components/connect/connect-form'
import { SandboxPeople } from '@/components/connect/sandbox-people'
import { Specimen } from '@/components/connect/specimen'
import { PageTitle } from '@/components/ui/page-title'
import { words } from '@/lib/messages/messages'
import { whereWeAre } from '@/lib/session/place'

export async function generateMetadata(): Promise<Metadata> {
  return { title: { absolute: `Plainclaim: ${words(await readLanguage(), 'front')('title')}` } }
}

export default async function FrontPage() {
  const language = await readLanguage()
  const t = words(language, 'front')
  const place = whereWeAre()
  return (
    <PublicPage wide>
      <div className="front">
        <div className="front-head">
          <PageTitle>{t('title')}</PageTitle>
          <p className="lead mt-4">{t('lead')}</p>
        </div>
        <Specimen language={language} />
        <section className="front-sheet sheet" aria-labelledby="before">
          <h2 id="before" className="mb-5">{t('before')}</h2>
          <BeforeYouConnect language={language} />
          <div className="mt-6 border-t-2 border-ink pt-6">
            <ConnectForm language={language} then="claims" />
          </div>
        </section>
        <div className="front-more">
          <p>{t.rich('already', { claims: (chunks) => <a href="/claims">{chunks}</a> })}</p>
          {place === 'live' ? null : <SandboxPeople language={language} place={place} />}
        </div>
      </div>
    </PublicPage>
  )
}
