'use client'
// The list of claims as a conversation: the server has painted the first page, the rest arrives and finds its place. What
// has arrived stays in this tab, so that coming back from a claim shows everything at once.
import { useDeferredValue, useMemo } from 'react'
import { useInBrowser } from '@/components/ui/use-in-browser'
import { WalkLink } from '@/components/ui/walk-link'
import type { ClaimsPage } from '@/lib/claims/claims-page'
import { listCurrentClaims } from '@/lib/claims/current'
import { filterClaims, listChoices, makeSearchable } from '@/lib/claims/filter'
import { newestFirst } from '@/lib/claims/sort'
import type { Language } from '@/lib/format'
import { speaker } from '@/lib/messages/speak-briefly'
import type { RowWords } from './claim-row'
import type { StateWords } from './claim-state'
import { ClaimsByYear } from './claims-by-year'
import { ClaimsFilters, type KindWords } from './claims-filters'
import type { ClaimsWords } from './claims-words'
import { useClaims } from './use-claims'
import { isFiltering, useFragmentFilter } from './use-fragment-filter'
import { WholeRecord } from './whole-record'
import { WithoutScript } from './without-script'

export interface ClaimsListProps {
  readonly language: Language
  readonly page: ClaimsPage | null
  readonly words: ClaimsWords
  readonly row: RowWords
  readonly states: StateWords
  readonly kinds: KindWords
  /** Where the page opens with something else: so many rows are painted first, the others when the script runs. */
  readonly paintFirst?: number
}

/** With fewer claims than this nothing needs to be looked for. */
const fewClaims = 5

export function ClaimsList({ language, page, words, row, states, kinds, paintFirst }: ClaimsListProps) {
  const load = useClaims(language, page)
  const [filter, setFilter] = useFragmentFilter()
  const calmFilter = useDeferredValue(filter)
  const t = useMemo(() => speaker(language, words), [language, words])
  const current = useMemo(() => newestFirst(listCurrentClaims(load.claims)), [load.claims])
  const searchable = useMemo(() => makeSearchable(current), [current])
  const choices = useMemo(() => listChoices(current, language), [current, language])
  const shown = useMemo(() => filterClaims(searchable, calmFilter), [searchable, calmFilter])
  const none = load.whole && current.length === 0
  const scriptRuns = useInBrowser(() => true, false)
  const held = !scriptRuns && paintFirst !== undefined && shown.length > paintFirst
  return (
    <>
      <WholeRecord load={load} language={language} words={words} path="/claims" />
      {current.length > fewClaims || isFiltering(filter) ? (
        <ClaimsFilters filter={filter} choices={choices} kinds={kinds} shown={filter === calmFilter ? shown.length : null} total={current.length} whole={load.whole} t={t} onChange={setFilter} />
      ) : null}
      {none ? <p className="mt-6">{t('emptyTitle')}. <WalkLink href="/coverage" className="plain-link">{t('emptyButton')}</WalkLink></p> : null}
      <div className="mt-10">
        <ClaimsByYear claims={held ? shown.slice(0, paintFirst) : shown} language={language} t={t} row={row} states={states} whole={load.whole && !held} />
        {held ? <WithoutScript path="/claims" words={words} className="mt-6" /> : null}
      </div>
    </>
  )
}
