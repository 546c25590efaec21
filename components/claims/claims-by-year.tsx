// The claims, newest first, under the year the care ended. A year says what it comes to only when every claim is here.
import { useMemo } from 'react'
import type { ClaimRow } from '@/lib/claims/claim'
import { groupByYear } from '@/lib/claims/sort'
import { formatMoney, type Language } from '@/lib/format'
import type { Speaker } from '@/lib/messages/speak-briefly'
import { ClaimRowLink, type RowWords } from './claim-row'
import type { StateWords } from './claim-state'
import type { ClaimsWords } from './claims-words'
import { totalYear } from './year-total'

/** Above this the browser sets rows only as they come into view. */
const longList = 800

export interface ClaimsByYearProps {
  readonly rows: readonly ClaimRow[]
  readonly language: Language
  readonly t: Speaker<ClaimsWords>
  readonly row: RowWords
  readonly states: StateWords
  /** Every claim is here and was read. */
  readonly whole: boolean
}

export function ClaimsByYear({ rows, language, t, row: rowWords, states, whole }: ClaimsByYearProps) {
  const years = useMemo(() => groupByYear(rows), [rows])
  return (
    <div className="years grid grid-cols-1 gap-12">
      {years.map(({ year, rows: ofYear }) => (
        <section key={year ?? 'none'} aria-labelledby={`year-${year ?? 'none'}`}>
          <div className="year-head">
            <h2 id={`year-${year ?? 'none'}`}>{year ?? t('noDate')}</h2>
            {whole ? <YearLine rows={ofYear} language={language} t={t} /> : null}
          </div>
          <ol className={rows.length > longList ? 'claim-rows claim-rows-long' : 'claim-rows'}>
            {ofYear.map((row) => (
              <li key={row.id}>
                <ClaimRowLink row={row} language={language} words={rowWords} states={states} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function YearLine({ rows, language, t }: Pick<ClaimsByYearProps, 'rows' | 'language' | 't'>) {
  const { mayOweCents, paidCents, withoutAmount } = totalYear(rows)
  return (
    <p className="max-w-none text-quiet">
      {t('yearCount', { count: rows.length })}.
      {mayOweCents > 0 ? ` ${t('yearOwe', { amount: formatMoney(mayOweCents, language) })}` : null}
      {paidCents > 0 ? ` ${t('yearPaid', { amount: formatMoney(paidCents, language) })}` : null}
      {withoutAmount > 0 ? ` ${t('yearUnknown', { count: withoutAmount })}` : null}
    </p>
  )
}
