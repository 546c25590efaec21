// The one figure of the claim, as large as nothing else, or the reason why there is none. Never without "This is not a
// bill" where somebody might take it for one.
import { Mark } from '@/components/ui/mark'
import { toClaimRow } from '@/lib/claims/row'
import { formatMoney } from '@/lib/format'
import { messagesFor, words } from '@/lib/messages/messages'
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
  const { title, text } = messagesFor(language).claim.none[figure]
  return (
    <div className="headline">
      <p className="amount-words">{title}</p>
      <p>{text} <strong>{t('notABill')}</strong></p>
    </div>
  )
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
