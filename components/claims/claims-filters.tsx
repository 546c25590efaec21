// Looking for a claim: words, year, kind, provider. What is found is announced, and nothing of it leaves the tab.
import type { ClaimKind } from '@/lib/claims/claim'
import { type ClaimFilter, type FilterChoices, noFilter } from '@/lib/claims/filter'
import type { Speaker } from '@/lib/messages/speak-briefly'
import type { ClaimsWords } from './claims-words'
import { isFiltering } from './use-fragment-filter'

export type KindWords = Readonly<Record<ClaimKind, string>>

export interface ClaimsFiltersProps {
  readonly filter: ClaimFilter
  readonly choices: FilterChoices
  readonly kinds: KindWords
  /** `null` while the list is being narrowed. */
  readonly shown: number | null
  readonly total: number
  readonly whole: boolean
  readonly t: Speaker<ClaimsWords>
  readonly onChange: (filter: ClaimFilter) => void
}

export function ClaimsFilters(props: ClaimsFiltersProps) {
  const { filter, shown, total, whole, t, onChange } = props
  return (
    <form role="search" aria-label={t('filters')} className="filters script-only no-print" onSubmit={(event) => event.preventDefault()}>
      <SearchField {...props} />
      <Choices {...props} />
      <div role="status" className="flow">
        {isFiltering(filter) && shown !== null ? <p className="figures font-semibold">{t('shown', { shown, total })}</p> : null}
        {isFiltering(filter) && shown === 0 ? <p>{t(whole ? 'nothing' : 'nothingYet')}</p> : null}
      </div>
      {isFiltering(filter) ? <p><button type="button" className="tool" onClick={() => onChange(noFilter)}>{t('clear')}</button></p> : null}
    </form>
  )
}

function SearchField({ filter, t, onChange }: ClaimsFiltersProps) {
  return (
    <div className="field">
      <label htmlFor="claims-search">{t('search')}</label>
      <input
        id="claims-search"
        type="search"
        autoComplete="off"
        aria-describedby="claims-search-hint"
        value={filter.text}
        maxLength={200}
        onChange={({ target }) => onChange({ ...filter, text: target.value })}
      />
      <p id="claims-search-hint" className="text-quiet">{t('searchHint')}</p>
    </div>
  )
}

function Choices({ filter, choices, kinds, t, onChange }: ClaimsFiltersProps) {
  const { years, providers } = choices
  const kindOf = (key: string | null) => choices.kinds.find((kind) => kind === key) ?? null
  return (
    <div className="field-row">
      <Choice id="claims-year" label={t('year')} every={t('everyYear')} value={filter.year} options={years.map((year) => [year, year])} onChoose={(year) => onChange({ ...filter, year })} />
      <Choice id="claims-kind" label={t('kind')} every={t('everyKind')} value={filter.kind} options={choices.kinds.map((kind) => [kind, kinds[kind]])} onChoose={(kind) => onChange({ ...filter, kind: kindOf(kind) })} />
      <Choice id="claims-provider" label={t('provider')} every={t('everyProvider')} value={filter.provider} options={providers.map(({ key, name }) => [key, name])} onChoose={(provider) => onChange({ ...filter, provider })} />
    </div>
  )
}

interface ChoiceProps {
  readonly id: string
  readonly label: string
  readonly every: string
  readonly value: string | null
  readonly options: readonly (readonly [key: string, words: string])[]
  readonly onChoose: (key: string | null) => void
}

/** The browser's own list: the largest targets, and the one every aid knows. */
function Choice({ id, label, every, value, options, onChoose }: ChoiceProps) {
  const known = value === null || options.some(([key]) => key === value)
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value ?? ''} onChange={({ target }) => onChoose(target.value || null)}>
        <option value="">{every}</option>
        {known ? null : <option value={value}>{value}</option>}
        {options.map(([key, words]) => <option key={key} value={key}>{words}</option>)}
      </select>
    </div>
  )
}
