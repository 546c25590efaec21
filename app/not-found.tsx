// No page at this address: said in words, with two ways on.
import type { Metadata } from 'next'
import { PublicPage } from '@/app/public-page'
import { readLanguage } from '@/app/reader'
import { PageTitle } from '@/components/ui/page-title'
import { words } from '@/lib/messages/messages'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'notFound')('tab') }
}

export default async function NotFound() {
  const t = words(await readLanguage(), 'notFound')
  return (
    <PublicPage>
      <div className="sheet flow">
        <PageTitle>{t('title')}</PageTitle>
        <p>{t('what')}</p>
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3 pt-2">
          <a className="button" href="/">{t('button')}</a>
          <a className="plain-link" href="/claims">{t('claims')}</a>
        </p>
      </div>
    </PublicPage>
  )
}
