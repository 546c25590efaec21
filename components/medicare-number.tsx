// The Medicare number, hidden until asked for: it opens doors, and screens are read over shoulders.
import { Fold } from '@/components/ui/fold'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

export function MedicareNumber({ number, language }: { readonly number: string | null; readonly language: Language }) {
  const t = words(language, 'coverage')
  return (
    <section className="sheet" aria-labelledby="medicare-number">
      <h2 id="medicare-number" className="!text-lead">{t('numberTitle')}</h2>
      {number === null ? <p className="mt-2">{t('numberNone')}</p> : (
        <>
          <p className="mt-2">{t('numberMasked', { last: number.slice(-2) })}. <span className="text-quiet">{t('numberHint')}</span></p>
          <Fold summary={t('numberShow')}><p className="code !text-lead">{writtenMedicareNumber(number)}</p></Fold>
        </>
      )}
    </section>
  )
}

/** As on the card: 1S00-EU7-JH47. A number of another length is shown as it is. */
export function writtenMedicareNumber(number: string): string {
  return /^[0-9A-Z]{11}$/i.test(number) ? `${number.slice(0, 4)}-${number.slice(4, 7)}-${number.slice(7)}` : number
}
