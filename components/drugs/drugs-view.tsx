'use client'
// The medicines of a person, from all claims of the tab. Sums and the next fill are said only when every claim is here.
import { useMemo } from 'react'
import type { ClaimsWords } from '@/components/claims/claims-words'
import { useClaims } from '@/components/claims/use-claims'
import { WholeRecord } from '@/components/claims/whole-record'
import { NoRecords } from '@/components/records/no-records'
import type { CalendarDate } from '@/lib/claims/claim'
import type { ClaimsPage } from '@/lib/claims/claims-page'
import { listCurrentClaims } from '@/lib/claims/current'
import { type DrugEntry, listDrugs, sumDrugCosts } from '@/lib/claims/drugs'
import { formatMoney, type Language } from '@/lib/format'
import type { Messages } from '@/lib/messages/messages'
import { type Speaker, speaker } from '@/lib/messages/speak-briefly'
import { DrugSheet } from './drug-sheet'

export type DrugWords = Messages['drugs']

export interface DrugsViewProps {
  readonly language: Language
  readonly page: ClaimsPage | null
  readonly words: DrugWords
  readonly claimsWords: ClaimsWords
  /** The server's, so that both sides paint the same page. */
  readonly today: CalendarDate
}

export function DrugsView({ language, page, words, claimsWords, today }: DrugsViewProps) {
  const load = useClaims(language, page)
  const t = useMemo(() => speaker(language, words), [language, words])
  const drugs = useMemo(() => listDrugs(listCurrentClaims(load.claims)), [load.claims])
  const repeated = useMemo(() => repeatedNames(drugs), [drugs])
  return (
    <>
      <WholeRecord load={load} language={language} words={claimsWords} path="/drugs" />
      {drugs.length === 0 ? <Nothing whole={load.whole} words={words} /> : null}
      {drugs.length > 0 ? <div className="mt-6">{load.whole ? <Summary drugs={drugs} language={language} t={t} year={today.slice(0, 4)} /> : <p>{t('wait')}</p>}</div> : null}
      {drugs.length > 0 ? (
        <ol className="records">
          {drugs.map((drug) => (
            <li key={drug.key}>
              <DrugSheet drug={drug} language={language} words={words} t={t} today={today} whole={load.whole} showCode={drug.name === null || repeated.has(drug.name)} />
            </li>
          ))}
        </ol>
      ) : null}
    </>
  )
}

function Nothing({ whole, words }: { readonly whole: boolean; readonly words: DrugWords }) {
  return whole ? <NoRecords words={words} /> : <p className="mt-6 text-quiet">{words.none}</p>
}

interface SummaryProps {
  readonly drugs: readonly DrugEntry[]
  readonly language: Language
  readonly t: Speaker<DrugWords>
  readonly year: string
}

function Summary({ drugs, language, t, year }: SummaryProps) {
  const [thisYear, all] = [sumDrugCosts(drugs, year), sumDrugCosts(drugs)]
  return (
    <p>
      <strong>{t('count', { count: drugs.length })}</strong>
      {thisYear.cents === null ? null : ` ${t('paidYear', { amount: formatMoney(thisYear.cents, language), year })}`}
      {all.cents === null ? null : ` ${t('paidAll', { amount: formatMoney(all.cents, language) })}`}
      {all.withoutAmount > 0 ? ` ${t('leftOut', { count: all.withoutAmount })}` : null}
    </p>
  )
}

/** Names that two products share: only their codes tell them apart. */
function repeatedNames(drugs: readonly DrugEntry[]): ReadonlySet<string> {
  const seen = new Set<string>()
  return new Set(drugs.flatMap(({ name }) => (name === null || !seen.has(name) ? (seen.add(name ?? ''), []) : [name])))
}
