// Text size and language, on every page. Plain forms: they work without script, and the choice sticks.
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

const sizes = ['100', '125', '150'] as const

export function ReaderTools({ language, textSize }: { readonly language: Language; readonly textSize: string }) {
  const t = words(language, 'shell')
  const other: Language = language === 'en' ? 'es' : 'en'
  return (
    <div className="tools" role="group" aria-label={t('readerTools')}>
      <form action="/preferences" method="post" aria-label={t('textSize')}>
        {sizes.map((size) => (
          <button key={size} type="submit" name="text" value={size} className={`tool tool-a tool-a-${size}`} aria-pressed={size === textSize} aria-label={t(`text${size}`)}>
            A
          </button>
        ))}
      </form>
      <form action="/preferences" method="post">
        <button type="submit" name="lang" value={other} lang={other} className="tool">
          {t('otherLanguage')}
        </button>
      </form>
    </div>
  )
}
