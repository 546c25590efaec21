'use client'
// The diagnoses on all claims of the tab. How often and since when is said only when every claim is here.
import { useMemo } from 'react'
import type { ClaimsWords } from '@/components/claims/claims-words'
import { useClaims } from '@/components/claims/use-claims'
import { WholeRecord } from '@/components/claims/whole-record'
import { NoRecords } from '@/components/records/no-records'
import type { ClaimsPage } from '@/lib/claims/claims-page'
import { listConditions } from '@/lib/claims/conditions'
import { listCurrentClaims } from '@/lib/claims/current'
import type { Language } from '@/lib/format'
import type { Messages } from '@/lib/messages/messages'
import { speaker } from '@/lib/messages/speak-briefly'
import { ConditionSheet } from './condition-sheet'

export type ConditionWords = Messages['conditions']

export interface ConditionsViewProps {
  readonly language: Language
  readonly page: ClaimsPage | null
  readonly words: ConditionWords
  readonly claimsWords: ClaimsWords
}

export function ConditionsView({ language, page, words, claimsWords }: ConditionsViewProps) {
  const load = useClaims(language, page)
  const t = useMemo(() => speaker(language, words), [language, words])
  const conditions = useMemo(() => listConditions(listCurrentClaims(load.claims)), [load.claims])
  const none = conditions.length === 0
  return (
    <>
      <WholeRecord load={load} language={language} words={claimsWords} path="/conditions" />
      {none && load.whole ? <NoRecords words={words} /> : null}
      {none && load.whole ? null : <p className="mt-6">{load.whole ? <strong>{t('count', { count: conditions.length })}</strong> : t(none ? 'none' : 'wait')}</p>}
      {none ? null : (
        <ol className="records">
          {conditions.map((condition) => (
            <li key={condition.key}>
              <ConditionSheet condition={condition} language={language} words={words} t={t} whole={load.whole} />
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
