// No check found anything: a page of its own, which does not promise more than it knows.
import { Icon } from '@/components/ui/icon'
import { WalkLink } from '@/components/ui/walk-link'
import { Phone } from './phone'
import type { Voice } from './question-words'

export function NothingToAsk({ t }: Voice) {
  return (
    <section className="sheet flow mt-8" aria-labelledby="nothing">
      <span className="mark tone-paid text-title"><Icon name="check" /></span>
      <h2 id="nothing">{t('nothingTitle')}</h2>
      <p>{t('nothing1')}</p>
      <p>{t('nothing2')}</p>
      <p>{t('nothing3')} <Phone who={t('whomMedicare')} number={t('phoneMedicare')} call="+18006334227" /></p>
      <p className="pt-2 no-print"><WalkLink href="/claims" className="button">{t('toClaims')}</WalkLink></p>
    </section>
  )
}
