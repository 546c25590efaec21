// Drugs by year: already paid at the pharmacy, so apart from everything that may be owed.
import { CardTable } from '@/components/ui/card-table'
import { Fold } from '@/components/ui/fold'
import type { DrugSpending } from '@/lib/claims/spending'
import { Bars } from './bars'
import { partOf, sayDrugs, type Voice } from './sum-words'

export interface DrugYear {
  readonly year: string | null
  readonly drugs: DrugSpending
}

export function DrugYears({ years, ...voice }: Voice & { readonly years: readonly DrugYear[] }) {
  const { t } = voice
  const bars = years.map(({ year, drugs }) => ({
    key: year ?? '',
    label: year ?? t('noDate'),
    parts: [
      partOf(drugs.planPaid, drugs.count, voice, { word: t('planPaid'), look: 'solid' }),
      partOf(drugs.paid, drugs.count, voice, { word: t('youPaid'), look: 'open' }),
    ],
  }))
  return (
    <section className="flow" aria-labelledby="drugs">
      <h2 id="drugs">{t('drugsTitle')}</h2>
      <p>{t('drugsLead')}</p>
      <Bars alt={t('drugsAlt')} bars={bars} />
      <Fold summary={t('asTable', { what: t('drugsOnly') })}>
        <CardTable
          caption={t('drugsTitle')}
          columns={[t('year'), t('fills'), t('drugCost'), t('planPaid'), t('youPaid')]}
          rows={years.map(({ year, drugs }) => ({ key: year ?? '', name: year ?? t('noDate'), cells: [drugs.count, ...sayDrugs(drugs, voice)] }))}
        />
      </Fold>
    </section>
  )
}
