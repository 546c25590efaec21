// What stands behind a drug: its cost year by year, and each fill with the claim it comes from.
import { ClaimLinks } from '@/components/records/claim-links'
import { Facts } from '@/components/ui/facts'
import { Fold } from '@/components/ui/fold'
import type { DrugCost } from '@/lib/claims/drugs'
import { formatMoney } from '@/lib/format'
import type { DrugSheetProps } from './drug-sheet'

export function DrugFills(props: DrugSheetProps) {
  const { drug: { fills }, language, words, t, whole } = props
  const lines = fills.map(({ id, on, daysSupply, paidCents }) => ({
    id,
    on,
    about: daysSupply ? t('supply', { count: daysSupply }) : '',
    figure: paidCents === null ? t('notListed') : formatMoney(paidCents, language),
  }))
  return (
    <Fold summary={whole ? t('fold', { count: fills.length }) : t('foldFills', { count: fills.length })}>
      {whole ? <CostByYear {...props} /> : null}
      <h3 className="record-part">{t('eachFill')}</h3>
      <ClaimLinks lines={lines} language={language} words={words} />
    </Fold>
  )
}

function CostByYear({ drug: { years, total }, language, t }: DrugSheetProps) {
  const amount = ({ cents }: DrugCost): string => (cents === null ? t('notListed') : formatMoney(cents, language))
  const say = (fills: number): string => t('fills', { count: fills })
  const perYear = years.map((cost) => ({ label: t('yearLine', { year: cost.year, fills: say(cost.fills) }), value: amount(cost) }))
  return (
    <>
      <h3 className="record-part">{t('byYear')}</h3>
      <Facts kind="money" facts={years.length === 1 && years[0]?.fills === total.fills ? perYear : [...perYear, { label: t('allYears', { fills: say(total.fills) }), value: amount(total) }]} />
    </>
  )
}
