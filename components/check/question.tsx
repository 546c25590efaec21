// One question with the claims it is about, and three answers of the same size. On paper the answers are boxes to tick.
import { memo, useId } from 'react'
import { ClaimRowLink, type RowWords } from '@/components/claims/claim-row'
import type { StateWords } from '@/components/claims/claim-state'
import { Fold } from '@/components/ui/fold'
import type { Check } from '@/lib/claims/checks/check'
import type { CurrentClaim } from '@/lib/claims/current'
import { sayQuestion, type Voice } from './question-words'
import type { Answer } from './use-answers'

const answers: readonly Answer[] = ['yes', 'no', 'notSure']
/** Of a long row of claims, as many stand open. */
const openClaims = 3

export interface QuestionProps extends Voice {
  readonly check: Check
  readonly row: RowWords
  readonly states: StateWords
  readonly answer: Answer | null
  readonly onAnswer: (id: string, answer: Answer) => void
}

/** Drawn again only when its own answer changes: there may be hundreds. */
export const Question = memo(function Question({ check, row, states, answer, onAnswer, ...voice }: QuestionProps) {
  const id = useId()
  const { language, t } = voice
  const { question, why, about } = sayQuestion(check, voice)
  const [first, more] = [check.claims.slice(0, openClaims), check.claims.slice(openClaims)]
  const listed = { language, row, states }
  return (
    <article className="question" aria-labelledby={id}>
      <h4 id={id}>{question}</h4>
      <p className="mt-1">{why.join(' ')}</p>
      {about.length > 0 ? <ul className="dots mt-2">{about.map((service) => <li key={service}>{service}</li>)}</ul> : null}
      <Rows claims={first} {...listed} />
      {more.length > 0 ? <Fold summary={t('moreClaims', { count: more.length })}><Rows claims={more} {...listed} /></Fold> : null}
      <fieldset className="answers">
        <legend className="sr-only">{question}</legend>
        {answers.map((one) => (
          <label key={one} className="answer">
            <input type="radio" name={id} value={one} checked={answer === one} onChange={() => onAnswer(check.id, one)} />
            {t(one)}
          </label>
        ))}
      </fieldset>
      {answer === 'no' || answer === 'notSure' ? <p className="mt-2 text-quiet no-print">{t('onSheet')}</p> : null}
    </article>
  )
})

function Rows({ claims, language, row, states }: { readonly claims: readonly CurrentClaim[] } & Pick<QuestionProps, 'language' | 'row' | 'states'>) {
  return (
    <div className="years mt-3">
      <ol className="claim-rows">
        {claims.map((claim) => (
          <li key={claim.row.id}><ClaimRowLink row={claim.row} language={language} words={row} states={states} /></li>
        ))}
      </ol>
    </div>
  )
}
