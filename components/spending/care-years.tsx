// All years beside each other: what Medicare paid for care, and what the person may be billed.
import { CardTable } from '@/components/ui/card-table'
import { Fold } from '@/components/ui/fold'
import type { YearSpending } from '@/lib/claims/spending'
import type { Bar } from './bar-geometry'
import { Bars } from './bars'
import { partOf, sayCare, type Voice } from './sum-words'

export function CareYears({ years, ...voice }: Voice & { readonly years: readonly YearSpending[] }) {
  const { t } = voice
  return (
    <section className="flow" aria-labelledby="care">
      <h2 id="care">{t('careTitle')}</h2>
      <p>{t('careLead')} <strong>{t('notABill')}</strong></p>
      <Bars alt={`${t('careAlt')} ${t('notABill')}`} bars={years.map((year) => barOf(year, voice))} />
      <Fold summary={t('asTable', { what: t('everyYear') })}>
        <CardTable
          caption={`${t('careTitle')}. ${t('notABill')}`}
          columns={[t('year'), t('claims'), t('charged'), t('approved'), t('medicarePaid'), t('mayOwe')]}
          rows={years.map(({ year, care }) => ({ key: year ?? '', name: year ?? t('noDate'), cells: [care.count, ...sayCare(care, voice)] }))}
        />
      </Fold>
    </section>
  )
}

function barOf({ year, care }: YearSpending, voice: Voice): Bar {
  const { t } = voice
  return {
    key: year ?? '',
    label: year ?? t('noDate'),
    parts: [
      partOf(care.medicarePaid, care.count, voice, { word: t('medicarePaid'), look: 'solid' }),
      partOf(care.mayOwe, care.count, voice, { word: t('mayOwe'), look: 'open' }),
    ],
  }
}
