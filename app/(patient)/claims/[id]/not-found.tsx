// No such claim among this person's, whoever else's it may be: said in words, with the way back to the list.
import { readLanguage } from '@/app/reader'
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import { words } from '@/lib/messages/messages'

export default async function ClaimMissing() {
  const t = words(await readLanguage(), 'claim')
  return (
    <div className="sheet flow max-w-letter">
      <PageTitle>{t('missingTitle')}</PageTitle>
      <p>{t('missingWhat')}</p>
      <p>{t('missingSafe')}</p>
      <p className="pt-2"><WalkLink href="/claims" className="button">{t('missingButton')}</WalkLink></p>
    </div>
  )
}
