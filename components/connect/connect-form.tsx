// The one way to Medicare: two texts to agree to, with an unticked box, and one button. A plain form, so that it works
// without script; the browser itself asks for the tick. A second box is for who shares the computer: a shorter visit.
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

interface Props {
  readonly language: Language
  /** Key of the page to come back to. */
  readonly then: string
  /** True where this visit is one on a shared computer already: connecting again does not forget it. */
  readonly shared?: boolean
}

export function ConnectForm({ language, then, shared = false }: Props) {
  const t = words(language, 'connect')
  return (
    <form action="/connect/start" method="post" className="flow no-print">
      <label className="tick">
        <input type="checkbox" name="agree" value="yes" required />
        <span>
          {t.rich('agree', {
            privacy: (chunks) => <a href="/privacy">{chunks}</a>,
            terms: (chunks) => <a href="/terms">{chunks}</a>,
          })}
        </span>
      </label>
      <label className="tick">
        <input type="checkbox" name="shared" value="yes" defaultChecked={shared} />
        <span>{t('sharedComputer')}</span>
      </label>
      <button type="submit" className="button text-lead w-full tablet:w-auto">{t('button')}</button>
      <p className="text-small text-quiet">{t('next')} {t('self')}</p>
      <input type="hidden" name="then" value={then} />
    </form>
  )
}
