'use client'
// The questions, once every claim is here: a part would miss the second of two. What is doubted goes on the call sheet.
import { useMemo } from 'react'
import type { RowWords } from '@/components/claims/claim-row'
import type { StateWords } from '@/components/claims/claim-state'
import type { ClaimsWords } from '@/components/claims/claims-words'
import { useClaims } from '@/components/claims/use-claims'
import { WholeRecord } from '@/components/claims/whole-record'
import { type Checks, findChecks } from '@/lib/claims/checks'
import type { Check } from '@/lib/claims/checks/check'
import type { CalendarDate } from '@/lib/claims/claim'
import type { ClaimsPage } from '@/lib/claims/claims-page'
import { listCurrentClaims } from '@/lib/claims/current'
import type { Language } from '@/lib/format'
import { speaker } from '@/lib/messages/speak-briefly'
import { CallSheet } from './call-sheet'
import { NothingToAsk } from './nothing-to-ask'
import { Question } from './question'
import type { CheckWords, Voice } from './question-words'
import { QuestionsOfKinds } from './questions-of-kinds'
import { useAnswers } from './use-answers'

export interface CheckViewProps {
  readonly language: Language
  readonly page: ClaimsPage | null
  readonly today: CalendarDate
  readonly claimsWords: ClaimsWords
  readonly words: CheckWords
  readonly row: RowWords
  readonly states: StateWords
}

export function CheckView({ language, page, today, claimsWords, words, row, states }: CheckViewProps) {
  const load = useClaims(language, page)
  const t = useMemo(() => speaker(language, words), [language, words])
  const checks = useMemo(() => (load.whole ? findChecks(listCurrentClaims(load.claims), today) : null), [load.whole, load.claims, today])
  return (
    <>
      <div className="not-on-sheet"><WholeRecord load={load} language={language} words={claimsWords} path="/check" /></div>
      {checks === null || load.claims.length === 0 ? <p className="mt-6">{checks === null ? words.wait : words.empty}</p> : <Questions checks={checks} row={row} states={states} language={language} t={t} />}
    </>
  )
}

function Questions({ checks: { recent, older }, row, states, ...voice }: Voice & Pick<CheckViewProps, 'row' | 'states'> & { readonly checks: Checks }) {
  const { t } = voice
  const [answers, answer] = useAnswers()
  const all = [...recent, ...older]
  if (all.length === 0) return <NothingToAsk {...voice} />
  const ask = (check: Check) => <Question key={check.id} check={check} row={row} states={states} answer={answers[check.id] ?? null} onAnswer={answer} {...voice} />
  const doubts = all.flatMap((check) => {
    const said = answers[check.id]
    return said === 'no' || said === 'notSure' ? [{ check, answer: said }] : []
  })
  return (
    <>
      {recent.length > 0 ? (
        <section className="not-on-sheet mt-10" aria-labelledby="questions">
          <h2 id="questions">{t('questionsTitle', { count: recent.length })}</h2>
          <QuestionsOfKinds checks={recent} ask={ask} {...voice} />
        </section>
      ) : null}
      {older.length > 0 ? (
        <section className="not-on-sheet mt-10" aria-labelledby="older">
          <details className="year-fold">
            <summary><h2 id="older" className="!text-lead">{t('olderTitle', { count: older.length })}</h2></summary>
            <p>{t('olderLead')}</p>
            <QuestionsOfKinds checks={older} ask={ask} {...voice} />
          </details>
        </section>
      ) : null}
      <p className="not-on-sheet mt-8 mb-8 text-quiet">{t('noChecker')}</p>
      <CallSheet doubts={doubts} row={row} {...voice} />
    </>
  )
}
