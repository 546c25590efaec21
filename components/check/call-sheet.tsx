// What to take to the telephone: whom to call, what to have at hand, and the claims in question with room to write. It is
// all that is printed once a question stands on it.
import type { ReactNode } from 'react'
import type { RowWords } from '@/components/claims/claim-row'
import type { Check } from '@/lib/claims/checks/check'
import { Phone } from './phone'
import { sayQuestion, type Voice } from './question-words'
import { SheetClaims } from './sheet-claims'
import type { Answer } from './use-answers'

export interface Doubt {
  readonly check: Check
  readonly answer: Exclude<Answer, 'yes'>
}

export interface CallSheetProps extends Voice {
  readonly doubts: readonly Doubt[]
  readonly row: RowWords
}

export function CallSheet({ doubts, row, ...voice }: CallSheetProps) {
  const { t } = voice
  return (
    <section className={doubts.length > 0 ? 'sheet call-sheet call-sheet-filled' : 'sheet call-sheet'} aria-labelledby="call-sheet">
      <h2 id="call-sheet">{t('sheetTitle')}</h2>
      <p className="mt-2"><strong>{t('notABill')}</strong></p>
      <p role="status" className="mt-2 no-print">{doubts.length > 0 ? t('sheetCount', { count: doubts.length }) : t('sheetEmpty')}</p>
      <div className="call-sheet-parts">
        <Part title={t('whomTitle')} points={[t('whomProvider'), <Phone key="medicare" who={t('whomMedicare')} number={t('phoneMedicare')} call="+18006334227" />, <Phone key="patrol" who={t('whomPatrol')} number={t('phonePatrol')} call="+18778082468" />]} />
        <Part title={t('handTitle')} points={[t('hand1'), t('hand2'), t('hand3')]} />
      </div>
      {doubts.length > 0 ? (
        <>
          <h3 className="mt-8">{t('askTitle')}</h3>
          <ol>{doubts.map((doubt) => <li key={doubt.check.id} className="doubt"><DoubtEntry doubt={doubt} row={row} {...voice} /></li>)}</ol>
          <p className="mt-6 script-only no-print"><button type="button" className="button" onClick={() => window.print()}>{t('print')}</button></p>
        </>
      ) : null}
    </section>
  )
}

function Part({ title, points }: { readonly title: string; readonly points: readonly ReactNode[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul className="dots mt-2">{points.map((point, index) => <li key={`${title} ${index}`}>{point}</li>)}</ul>
    </div>
  )
}

function DoubtEntry({ doubt: { check, answer }, row, ...voice }: { readonly doubt: Doubt; readonly row: RowWords } & Voice) {
  const { t } = voice
  const { question, why, about } = sayQuestion(check, voice)
  return (
    <>
      <p><strong>{question}</strong> {t('yourAnswer', { answer: t(answer) })}</p>
      <p>{why.join(' ')} {about.join('; ')}</p>
      <SheetClaims claims={check.claims} row={row} {...voice} />
      <dl className="to-write">
        {[t('callDate'), t('callName'), t('callAnswer')].map((label) => <div key={label}><dt>{label}</dt><dd /></div>)}
      </dl>
    </>
  )
}
