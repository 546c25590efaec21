// Text size and language, on every page. Plain forms: they work without script, and the choice sticks.
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import { OtherLanguage } from './other-language'
import { TextSizes } from './text-sizes'

const sizes = ['100', '125', '150'] as const

export function ReaderTools({ language, textSize }: { readonly language: Language; readonly textSize: string }) {
  const t = words(language, 'shell')
  return (
    <div className="tools" role="group" aria-label={t('readerTools')}>
      <TextSizes label={t('textSize')} sizes={sizes.map((size) => ({ size, name: t(`text${size}`) }))} chosen={textSize} />
      <OtherLanguage language={language === 'en' ? 'es' : 'en'} name={t('otherLanguage')} />
    </div>
  )
}
