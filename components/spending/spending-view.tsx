'use client'
// What the care cost, once every claim is here: a sum made of a part would be a wrong one.
import { useMemo } from 'react'
import type { KindWords } from '@/components/claims/claims-filters'
import type { ClaimsWords } from '@/components/claims/claims-words'
import { useClaims } from '@/components/claims/use-claims'
import { WholeRecord } from '@/components/claims/whole-record'
import type { ClaimsPage } from '@/lib/claims/claims-page'
import { listCurrentClaims } from '@/lib/claims/current'
import { sumSpending, type YearSpending } from '@/lib/claims/spending'
import type { Language } from '@/lib/format'
import { speaker } from '@/lib/messages/speak-briefly'
import { CareYears } from './care-years'
import { DrugYears } from './drug-years'
import type { SpendingWords, Voice } from './sum-words'
import { YearDetail } from './year-detail'

export interface SpendingViewProps {
  readonly language: Language
  readonly page: ClaimsPage | null
  readonly claimsWords: ClaimsWords
  readonly words: SpendingWords
  readonly kinds: KindWords
}

export function SpendingView({ language, page, claimsWords, words, kinds }: SpendingViewProps) {
  const load = useClaims(language, page)
  const voice = useMemo(() => ({ language, t: speaker(language, words) }), [language, words])
  const years = useMemo(() => (load.whole ? sumSpending(listCurrentClaims(load.claims)) : null), [load.whole, load.claims])
  return (
    <>
      <WholeRecord load={load} language={language} words={claimsWords} path="/spending" />
      {years === null ? <p className="mt-6">{words.wait}</p> : <Sums years={years} kinds={kinds} {...voice} />}
    </>
  )
}

function Sums({ years, kinds, ...voice }: Voice & { readonly years: readonly YearSpending[]; readonly kinds: KindWords }) {
  const { t } = voice
  const withCare = years.filter(({ care }) => care.count > 0)
  const inDetail = years.filter(hasMoreThanDrugs)
  const withDrugs = years.flatMap(({ year, drugs }) => (drugs ? [{ year, drugs }] : []))
  if (years.length === 0) return <p className="mt-6">{t('none')}</p>
  return (
    <div className="mt-10 grid grid-cols-1 gap-14">
      {withCare.length > 0 ? <CareYears years={withCare} {...voice} /> : null}
      {inDetail.length > 0 ? (
        <section aria-labelledby="detail">
          <h2 id="detail">{t('detailTitle')}</h2>
          <p className="mt-3 mb-4">{t('detailLead')}</p>
          {inDetail.map((spending, index) => <YearDetail key={spending.year ?? 'none'} spending={spending} kinds={kinds} open={index === 0} {...voice} />)}
        </section>
      ) : null}
      {withDrugs.length > 0 ? <DrugYears years={withDrugs} {...voice} /> : null}
    </div>
  )
}

/** A year of drugs alone is told in full by the drugs' own bars. */
function hasMoreThanDrugs({ care, denied, cancelled, inProcess }: YearSpending): boolean {
  return care.count + denied.count + cancelled + inProcess > 0
}
