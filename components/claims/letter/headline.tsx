// The one figure of the claim, as large as nothing else, or the reason why there is none. Never without "This is not a
// bill" where somebody might take it for one.
import { Mark } from '@/components/ui/mark'
import type { Claim } from '@/lib/claims/claim'
import { toClaimRow } from '@/lib/claims/row'
import { formatMoney } from '@/lib/format'
import { type Messages, messagesFor, words } from '@/lib/messages/messages'
import type { ClaimPartProps } from './claim-letter'

export function Headline({ claim, language }: ClaimPartProps) {
  const t = words(language, 'claim')
  const { figure, cents } = toClaimRow(claim, language)
  if (figure === 'paid') return <Figure label={t('paid')} amount={formatMoney(cents ?? 0, language)} strong={t('notABill')} below={t('notABillDrug')} />
  if (figure === 'may-owe') return <Figure label={t('mayOwe')} amount={formatMoney(cents ?? 0, language)} strong={t('notABill')} below={t('notABillMore')} />
  if (figure === 'nothing-to-pay') {
    return (
      <div className="headline">
        <p className="amount-words"><Mark icon="check" tone="paid">{t('nothingToPay')}</Mark></p>
        <p><strong>{t('notABill')}</strong></p>
      </div>
    )
  }
  const { title, text } = messagesFor(language).claim.none[reasonFor(claim, figure)]
  return (
    <div className="headline">
      <p className="amount-words">{title}</p>
      <p>{text} <strong>{t('notABill')}</strong></p>
    </div>
  )
}

type Reason = keyof Messages['claim']['none']

/** Nothing is listed as owed, and yet parts were denied: what is open is not a missing amount but who pays for those. */
function reasonFor({ owe }: Claim, figure: Reason): Reason {
  return figure === 'not-reported' && owe.kind !== 'none' ? 'denied' : figure
}

interface FigureProps {
  readonly label: string
  readonly amount: string
  readonly strong: string
  readonly below: string
}

function Figure({ label, amount, strong, below }: FigureProps) {
  return (
    <div className="headline">
      <p>{label}</p>
      <p className="amount">{amount}</p>
      <p><strong>{strong}</strong> {below}</p>
    </div>
  )
}
