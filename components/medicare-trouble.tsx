// Medicare did not answer, or not in a form we know: what is so, what is safe, one way on.
import { PageTitle } from '@/components/ui/page-title'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

export interface MedicareTroubleProps {
  readonly language: Language
  readonly problem: 'unavailable' | 'unreadable'
  /** The page to ask again: a plain link, so that it works without script. */
  readonly again: string
}

export function MedicareTrouble({ language, problem, again }: MedicareTroubleProps) {
  const t = words(language, 'problem')
  const unreadable = problem === 'unreadable'
  return (
    <div className="sheet flow max-w-letter">
      <PageTitle>{unreadable ? t('unreadableTitle') : t('title')}</PageTitle>
      <p>{unreadable ? t('unreadableWhat') : t('what')}</p>
      <p>{t('safe')}</p>
      <p>{t('next')} {t('help')}</p>
      <p className="pt-2"><a className="button" href={again}>{t('again')}</a></p>
    </div>
  )
}
