// The claims of one question as they are read out on the telephone: date, who, what, amount.
import type { RowWords } from '@/components/claims/claim-row'
import { CardTable } from '@/components/ui/card-table'
import type { CurrentClaim } from '@/lib/claims/current'
import { dayOf } from '@/lib/claims/period'
import { formatDate, formatMoney } from '@/lib/format'
import type { Voice } from './question-words'

/** So many are enough to talk about; the others are counted. */
const mostClaims = 6

export function SheetClaims({ claims, row, ...voice }: Voice & { readonly claims: readonly CurrentClaim[]; readonly row: RowWords }) {
  const { t } = voice
  const more = claims.length - mostClaims
  return (
    <>
      <CardTable
        caption={null}
        columns={[t('date'), t('who'), t('what'), t('charged'), t('amount')]}
        rows={claims.slice(0, mostClaims).map((claim) => ({ key: claim.row.id, ...cellsOf(claim, row, voice) }))}
      />
      {more > 0 ? <p>{t('moreClaims', { count: more })}</p> : null}
    </>
  )
}

function cellsOf({ row, facts }: CurrentClaim, words: RowWords, { language, t }: Voice) {
  const day = dayOf({ row })
  const charged = facts.billedCents === null ? t('notListed') : formatMoney(facts.billedCents, language)
  const figure = row.cents === null ? words[row.figure] : `${words[row.figure]} ${formatMoney(row.cents, language)}`
  return { name: day === null ? words.dateUnknown : formatDate(day, language), cells: [row.who ?? words.whoUnknown, row.what, charged, figure] }
}
