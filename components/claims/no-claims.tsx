// No claims at all: a page of its own, not an empty list.
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

export function NoClaims({ language }: { readonly language: Language }) {
  const t = words(language, 'claims')
  return (
    <div className="sheet flow max-w-letter">
      <PageTitle>{t('emptyTitle')}</PageTitle>
      <p className="text-quiet">{t('complete', { loaded: 0, total: 0 })}</p>
      <p>{t('empty1')} {t('empty2')}</p>
      <p>{t('empty3')}</p>
      <p className="pt-2"><WalkLink href="/coverage" className="button">{t('emptyButton')}</WalkLink></p>
    </div>
  )
}
