'use client'
// The list of claims as a conversation: the server has painted the first page, the rest arrives and finds its place. What
// has arrived stays in this tab, so that coming back from a claim shows everything at once.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { ClaimsPage } from '@/lib/claims/claims-page'
import type { Language } from '@/lib/format'
import { speaker } from '@/lib/messages/speak-briefly'
import type { RowWords } from './claim-row'
import type { StateWords } from './claim-state'
import { ClaimsByYear } from './claims-by-year'
import { ClaimsProgress } from './claims-progress'
import { claimsQuery, stopClaims } from './claims-query'
import { beginClaims, countClaims } from './claims-state'
import type { ClaimsWords } from './claims-words'

export interface ClaimsListProps {
  readonly language: Language
  readonly page: ClaimsPage
  readonly words: ClaimsWords
  readonly row: RowWords
  readonly states: StateWords
}

export function ClaimsList({ language, page, words, row, states }: ClaimsListProps) {
  const queries = useQueryClient()
  const { data, isFetching, refetch } = useQuery(claimsQuery(language, useMemo(() => beginClaims(page), [page])))
  const t = useMemo(() => speaker(language, words), [language, words])
  const count = countClaims(data)
  useSignInAgain(data.problem === 'sign-in-needed')
  return (
    <>
      <ClaimsProgress
        count={count}
        loading={isFetching}
        stopped={data.stopped}
        t={t}
        onStop={() => stopClaims(queries)}
        onGoOn={() => void refetch()}
      />
      {page.rest.length > 0 ? <noscript><p className="mt-3"><a className="button" href="/claims?all=1">{words.noScript}</a></p></noscript> : null}
      <div className="mt-10">
        <ClaimsByYear rows={data.rows} language={language} t={t} row={row} states={states} whole={count.standing === 'complete' && count.unreadable === 0} />
      </div>
    </>
  )
}

/** The session ended while claims were on their way: the server knows the reason and says it. */
function useSignInAgain(needed: boolean): void {
  useEffect(() => {
    if (needed) window.location.assign('/claims')
  }, [needed])
}
