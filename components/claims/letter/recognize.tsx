// "Do I recognize this?": what to look at, and whom to call. It accuses nobody.
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import { LetterPart } from './letter-part'

export function Recognize({ language }: { readonly language: Language }) {
  const t = words(language, 'claim')
  return (
    <LetterPart id="recognize" title={t('recognizeTitle')}>
      <ul className="dots">
        <li>{t('recognize1')}</li>
        <li>{t('recognize2')}</li>
        <li>{t('recognize3')}</li>
      </ul>
    </LetterPart>
  )
}
