// The claims, newest first, under the year the care ended. A year says what it comes to only when every claim is here.
import { useMemo } from 'react'
import { Fold } from '@/components/ui/fold'
import type { CurrentClaim } from '@/lib/claims/current'
import { groupByYear } from '@/lib/claims/sort'
import { totalClaims } from '@/lib/claims/totals'
import { formatMoney, type Language } from '@/lib/format'
import type { Speaker } from '@/lib/messages/speak-briefly'
import { ClaimRowLink, type RowWords } from './claim-row'
import type { StateWords } from './claim-state'
import type { ClaimsWords } from './claims-words'

/** Above this the browser sets rows only as they come into view. */
const longList = 800

export interface ClaimsByYearProps {
  /** Newest first. */
  readonly claims: readonly CurrentClaim[]
  readonly language: Language
  readonly t: Speaker<ClaimsWords>
  readonly row: RowWords
  readonly states: StateWords
  /** Every claim is here and was read. */
  readonly whole: boolean
}

export function ClaimsByYear({ claims, language, t, row, states, whole }: ClaimsByYearProps) {
  const years = useMemo(() => groupByYear(claims), [claims])
  return (
    <div className="years grid grid-cols-1 gap-12">
      {years.map(({ year, claims: ofYear }) => (
        <section key={year ?? 'none'} aria-labelledby={`year-${year ?? 'none'}`}>
          <div className="year-head">
            <h2 id={`year-${year ?? 'none'}`}>{year ?? t('noDate')}</h2>
            {whole ? <YearLine claims={ofYear} language={language} t={t} /> : null}
          </div>
          <ol className={claims.length > longList ? 'claim-rows claim-rows-long' : 'claim-rows'}>
            {ofYear.map((claim) => (
              <li key={claim.row.id}>
                <ClaimRowLink row={claim.row} language={language} words={row} states={states} />
                {claim.earlier.length > 0 ? <Earlier claim={claim} language={language} t={t} row={row} states={states} /> : null}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

/** What Medicare has replaced stands behind the claim that counts. */
function Earlier({ claim, language, t, row, states }: Pick<ClaimsByYearProps, 'language' | 't' | 'row' | 'states'> & { readonly claim: CurrentClaim }) {
  return (
    <div className="claim-earlier">
      <Fold summary={t('earlier', { count: claim.earlier.length })}>
        <p>{t('earlierNote')}</p>
        <ol>
          {claim.earlier.map((earlier) => (
            <li key={earlier.row.id}><ClaimRowLink row={earlier.row} language={language} words={row} states={states} /></li>
          ))}
        </ol>
      </Fold>
    </div>
  )
}

function YearLine({ claims, language, t }: Pick<ClaimsByYearProps, 'claims' | 'language' | 't'>) {
  const { count, mayOweCents, paidForDrugsCents, withoutAmount, denied, inProcess, cancelled } = totalClaims(claims)
  return (
    <p className="max-w-none text-quiet">
      {t('yearCount', { count })}.
      {mayOweCents > 0 ? ` ${t('yearOwe', { amount: formatMoney(mayOweCents, language) })}` : null}
      {paidForDrugsCents > 0 ? ` ${t('yearPaid', { amount: formatMoney(paidForDrugsCents, language) })}` : null}
      {withoutAmount > 0 ? ` ${t('yearUnknown', { count: withoutAmount })}` : null}
      {denied > 0 ? ` ${t('yearDenied', { count: denied })}` : null}
      {inProcess > 0 ? ` ${t('yearInProcess', { count: inProcess })}` : null}
      {cancelled > 0 ? ` ${t('yearCancelled', { count: cancelled })}` : null}
    </p>
  )
}
