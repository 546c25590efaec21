// No part of Medicare on record: a page of its own, with what it may mean.
import { PageTitle } from '@/components/ui/page-title'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

export function NoCoverage({ language }: { readonly language: Language }) {
  const t = words(language, 'coverage')
  return (
    <div className="sheet flow max-w-letter">
      <PageTitle>{t('emptyTitle')}</PageTitle>
      <p>{t('empty1')}</p>
      <p>{t('empty2')}</p>
    </div>
  )
}
