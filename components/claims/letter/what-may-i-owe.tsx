// "What may I owe, and how is that worked out?": the sum, set like a sum, what was checked, and what to bear in mind.
import { Notice } from '@/components/ui/notice'
import type { Owe } from '@/lib/claims/claim'
import { toClaimRow } from '@/lib/claims/row'
import { formatMoney, type Language } from '@/lib/format'
import { messagesFor, words } from '@/lib/messages/messages'
import type { ClaimPartProps } from './claim-letter'
import { LetterPart } from './letter-part'

type Sum = Exclude<Owe, { kind: 'none' }>

export function WhatMayIOwe({ claim, language }: ClaimPartProps) {
  const t = words(language, 'claim')
  const { owe } = claim
  if (owe.kind === 'none') {
    return <LetterPart id="owe" title={t('oweTitle')}><p>{messagesFor(language).claim.none[owe.why].text}</p></LetterPart>
  }
  const uncertain = toClaimRow(claim, language).figure === 'not-reported'
  const unclear = owe.cents < 0
  return (
    <LetterPart id="owe" title={owe.kind === 'paid' ? t('oweTitleDrug') : t('oweTitle')}>
      {uncertain ? <p>{t('none.denied.text')}</p> : <SumTable sum={owe} language={language} />}
      {unclear ? <p>{t('none.unclear.text')}</p> : null}
      {owe.remarks.map((remark) => (
        <Notice key={remark} icon={remark === 'protected' ? 'open' : 'alert'} tone={remark === 'protected' ? 'paid' : 'attention'}>
          <p>{t(`remarks.${remark}`)}</p>
        </Notice>
      ))}
      {uncertain ? null : <p className="text-quiet">{t('fromClaim')} {owe.remarks.includes('does-not-add-up') ? null : t(`checks.${owe.check}`)}</p>}
      {owe.kind === 'may-owe' ? <p><strong>{t('notABill')}</strong></p> : null}
    </LetterPart>
  )
}

function SumTable({ sum, language }: { readonly sum: Sum; readonly language: Language }) {
  const t = words(language, 'claim')
  return (
    <table className="sum">
      <caption className="sr-only">{t('sumCaption')}</caption>
      <thead className="sr-only">
        <tr><th scope="col">{t('sumPart')}</th><th scope="col">{t('sumAmount')}</th></tr>
      </thead>
      <tbody>
        {sum.terms.map(({ name, cents, source }) => (
          <tr key={source}>
            <th scope="row">{t(`terms.${name}`)}<span className="gloss">{t(`glosses.${name}`)}</span></th>
            <td>{formatMoney(cents, language)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr><th scope="row">{sum.kind === 'paid' ? t('resultPaid') : t(sum.cents < 0 ? 'resultUnclear' : 'result')}</th><td>{formatMoney(sum.cents, language)}</td></tr>
      </tfoot>
    </table>
  )
}
