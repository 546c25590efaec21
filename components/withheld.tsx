// Something the person chose not to share: said calmly, with the way to change it. Never an error, never a blank.
import { ConnectForm } from '@/components/connect/connect-form'
import { Icon } from '@/components/ui/icon'
import { PageTitle } from '@/components/ui/page-title'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

export interface WithheldProps {
  readonly language: Language
  readonly title: string
  readonly texts: readonly string[]
  /** Key of the page to come back to after sharing it. */
  readonly then: string
}

export function Withheld({ language, title, texts, then }: WithheldProps) {
  const t = words(language, 'profile')
  return (
    <div className="max-w-letter">
      <div className="sheet flow">
        <span className="mark tone-quiet text-title"><Icon name="hidden" /></span>
        <PageTitle>{title}</PageTitle>
        {texts.map((text) => <p key={text}>{text}</p>)}
      </div>
      <section className="sheet flow mt-8" aria-labelledby="share">
        <h2 id="share">{t('changeTitle')}</h2>
        <p>{t('change1')}</p>
        <ConnectForm language={language} then={then} />
      </section>
    </div>
  )
}
