// Asks once, in words, with the safe choice first; then ends access at Medicare.
import type { Metadata } from 'next'
import { forPage } from '@/app/for-page'
import { readLanguage } from '@/app/reader'
import { MedicareTrouble } from '@/components/medicare-trouble'
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import { words } from '@/lib/messages/messages'
import { getReceipt } from '@/lib/record/receipt'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'disconnect')('tab') }
}

export default async function DisconnectPage() {
  const language = await readLanguage()
  const t = words(language, 'disconnect')
  const receipt = await forPage(getReceipt, 'access')
  if (!receipt.ok) return <MedicareTrouble language={language} problem={receipt.problem} again="/access/disconnect" />
  return (
    <div className="sheet max-w-letter">
      <PageTitle>{t('title')}</PageTitle>
      <ul className="dots mt-6">
        <li>{t('what1')}</li>
        <li>{t('what2')}</li>
        <li>{t('what3')}</li>
        <li>{t('what4')}</li>
      </ul>
      <div className="mt-8 flex flex-wrap gap-4">
        <WalkLink href="/access" className="button">{t('keep')}</WalkLink>
        <form action="/disconnect" method="post">
          <button type="submit" className="button button-stop">{t('go')}</button>
        </form>
      </div>
    </div>
  )
}
