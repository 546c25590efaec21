// What the claims of one provider come to. An amount that may be billed never stands without "This is not a bill"; what
// the sum leaves out is said below it.
import { Mark } from '@/components/ui/mark'
import type { Totals } from '@/lib/claims/totals'
import { formatMoney } from '@/lib/format'
import type { ProviderSheetProps } from './provider-sheet'

export function ProviderFigure(props: ProviderSheetProps) {
  return (
    <div className="record-figure">
      {props.pharmacy ? <Paid {...props} /> : <MayOwe {...props} />}
      <LeftOut {...props} />
    </div>
  )
}

function Paid({ provider: { totals }, language, words }: ProviderSheetProps) {
  if (settledOf(totals) === totals.withoutAmount) return <p>{words.notListed}</p>
  return (
    <>
      <p className="record-small">{words.paid}</p>
      <p className="record-sum">{formatMoney(totals.paidForDrugsCents, language)}</p>
      <p className="record-small">{words.paidNote}</p>
    </>
  )
}

function MayOwe({ provider: { totals }, language, words }: ProviderSheetProps) {
  if (totals.mayOweCents > 0) {
    return (
      <>
        <p className="record-small">{words.mayOwe}</p>
        <p className="record-sum">{formatMoney(totals.mayOweCents, language)}</p>
        <p className="record-small">{words.notABill}</p>
      </>
    )
  }
  // What was denied may be billed after all: then nothing is sure.
  const isSure = settledOf(totals) > 0 && totals.withoutAmount === 0 && totals.denied === 0
  if (isSure) return <Mark icon="check" tone="paid">{words.nothingToPay}</Mark>
  return <p>{totals.inProcess + totals.cancelled === totals.count ? words.noAmountYet : words.notListed}</p>
}

function settledOf({ count, denied, cancelled, inProcess }: Totals): number {
  return count - denied - cancelled - inProcess
}

function LeftOut({ provider: { totals }, pharmacy, t }: ProviderSheetProps) {
  const { withoutAmount, denied, inProcess, cancelled } = totals
  const hasSum = pharmacy ? withoutAmount < settledOf(totals) : totals.mayOweCents > 0
  return (
    <>
      {withoutAmount > 0 ? <p className="record-small">{t(hasSum ? 'leftOut' : 'unknown', { count: withoutAmount })}</p> : null}
      {denied > 0 ? <p className="record-small">{t('denied', { count: denied })}</p> : null}
      {inProcess > 0 ? <p className="record-small">{t('inProcess', { count: inProcess })}</p> : null}
      {cancelled > 0 ? <p className="record-small">{t('cancelled', { count: cancelled })}</p> : null}
    </>
  )
}
